"""
How long a sign-in or an open case lasts: kept in the server's session, looked up on every request.

These clocks are the machine's own, not the house's: a demonstration may move its calendar, but the
person who left the desk did so in real time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import login, logout
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from lintas.directory.people.models import Account
from lintas.foundation.access import Level

OFFICER_IDLE, OFFICER_LONGEST, CITIZEN_IDLE = 15 * 60, 10 * 3600, 30 * 60
"""Seconds: the security guide, "Login and sessions"."""

WRITTEN_AFTER = 60
"""Seconds between two notes of "still there": spares a write on each request."""

MOST_CASES = 10
"""Cases that one browser holds open; the longest unused one is closed first."""

_SINCE, _SEEN, _CASES = "officer_since", "officer_seen", "open_cases"
_BY_THE_OFFICERS_COOKIE = "by_the_officers_cookie"


_marks: list[Callable[[UUID], str]] = []


@dataclass(frozen=True, slots=True)
class CaseAccess:
    """
    The case that this browser has opened: wholly with a code, or as far as a day of birth opens it.

    ``marks`` are those of `close_when_changed` at the opening.
    """

    reference: str
    application_id: UUID
    person_id: UUID
    level: Level
    marks: tuple[str, ...] = ()

    @property
    def is_full(self) -> bool:
        """Say whether a code opened it."""
        return self.level == Level.FULL


def close_when_changed(mark_of: Callable[[UUID], str]) -> None:
    """
    Close a case in every browser when what ``mark_of`` returns for its application is no longer the same.

    So that a new code ends what the old one has opened. Asked on each request of a holder: one small look.
    """
    _marks.append(mark_of)


def mark(session: SessionBase, *, came_by_the_officers_cookie: bool) -> None:
    """Note, for this request only, in which cookie the session came."""
    setattr(session, _BY_THE_OFFICERS_COOKIE, came_by_the_officers_cookie)


def is_officers(session: SessionBase) -> bool:
    """Say whether an officer is signed in by this session."""
    return _SINCE in session


def begin(request: HttpRequest, account: Account) -> None:
    """Sign the officer in with a new session key; cases that a citizen left open here are closed."""
    request.session.flush()
    login(request, account, backend="django.contrib.auth.backends.ModelBackend")
    request.session[_SINCE] = request.session[_SEEN] = int(time.time())
    request.session.set_expiry(OFFICER_LONGEST)


def end(request: HttpRequest) -> None:
    """Sign the officer out and forget everything that the browser was given."""
    logout(request)


def account_of(request: HttpRequest) -> UUID | None:
    """
    Return the account signed in here, or None when nobody is, or was idle 15 minutes or here 10 hours.

    A disabled account is nobody at once: it is read anew on each request. A sign-in counts only in the officers'
    cookie, which no other site's link or form can make the browser send.
    """
    session = request.session
    if not getattr(session, _BY_THE_OFFICERS_COOKIE, False) or _SINCE not in session:
        return None
    now = int(time.time())
    if now - session.get(_SEEN, 0) > OFFICER_IDLE or now - session[_SINCE] > OFFICER_LONGEST:
        end(request)
        return None
    if not request.user.is_authenticated:
        return None
    if _is_a_persons_doing(request) and now - session[_SEEN] >= WRITTEN_AFTER:
        session[_SEEN] = now
    return request.user.pk


def open_case(
    request: HttpRequest, reference: str, application_id: UUID, person_id: UUID, *, level: Level
) -> CaseAccess:
    """
    Let this browser see the case until 30 minutes without a request; the session key is made anew.

    What a code has opened here stays open when somebody comes by the day of birth afterwards.
    """
    held = case_of(request, reference)
    level = Level.FULL if held is not None and held.is_full else level
    request.session.cycle_key()
    cases = dict(request.session.get(_CASES, {}))
    marks = _marks_of(application_id)
    cases[reference] = [str(application_id), str(person_id), int(time.time()), level, marks]
    while len(cases) > MOST_CASES:
        del cases[min(cases, key=lambda kept: cases[kept][2])]
    request.session[_CASES] = cases
    return CaseAccess(reference, application_id, person_id, level, tuple(marks))


def close_case(request: HttpRequest, reference: str) -> None:
    """Forget that the case was opened here."""
    cases = dict(request.session.get(_CASES, {}))
    if cases.pop(reference, None):
        request.session[_CASES] = cases


def case_of(request: HttpRequest, reference: str) -> CaseAccess | None:
    """Return the case if this browser opened it by a code still good, and asked for it in the last 30 minutes."""
    case = _still_open(request, reference)
    if case is not None:
        now, kept = int(time.time()), request.session[_CASES][reference]
        if now - kept[2] >= WRITTEN_AFTER and _is_a_persons_doing(request):
            request.session[_CASES] = request.session[_CASES] | {reference: [*kept[:2], now, *kept[3:]]}
    return case


def cases_of(request: HttpRequest) -> list[CaseAccess]:
    """Return every case that this browser holds open; being looked at here does not keep one open longer."""
    held = (_still_open(request, reference) for reference in list(request.session.get(_CASES, {})))
    return [case for case in held if case is not None]


def _still_open(request: HttpRequest, reference: str) -> CaseAccess | None:
    held = request.session.get(_CASES, {}).get(reference)
    if held is None:
        return None
    application_id, person_id, seen, level, marks = held
    if int(time.time()) - seen > CITIZEN_IDLE or marks != _marks_of(UUID(application_id)):
        close_case(request, reference)
        return None
    return CaseAccess(reference, UUID(application_id), UUID(person_id), Level(level), tuple(marks))


def _marks_of(application_id: UUID) -> list[str]:
    return [mark_of(application_id) for mark_of in _marks]


def _is_a_persons_doing(request: HttpRequest) -> bool:
    """Tell a click from a page that refreshes itself: an unattended board must not keep its desk signed in."""
    return request.method != "GET" or request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"
