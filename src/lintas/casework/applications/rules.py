"""What may be decided about a case: values in, answer out."""

import calendar
import string
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

ADULT_FROM_YEARS = 17
"""Legal source: docs/legal/register.md, entry "PERMEN-8-2014" (adult for a passport: 17 or more, or married)."""

CHECKS = ("identity", "duplicate", "watchlist")
CLEAR_ANSWERS = {"identity": "match", "duplicate": "clear", "watchlist": "clear"}

REMINDER_DAYS = (7, 21, 28)
"""Days after a book is ready on which its owner is reminded. Process description, P31."""


def age_fits(*, for_child: bool, born: date, on: date, married: bool = False) -> bool:
    """Say whether the service for adults, or for children, is the right one for this birth date on this day."""
    had_birthday = (on.month, on.day) >= (born.month, born.day)
    years = on.year - born.year - (0 if had_birthday else 1)
    is_adult = years >= ADULT_FROM_YEARS or married
    return is_adult != for_child


NO_ANSWER = frozenset({"unavailable", "denied"})
"""The other system said nothing about the person, so there was nothing that an officer could have cleared."""


def checks_say(answers: Mapping[str, str], *, looked_at: Collection[tuple[str, str]] = ()) -> str | None:
    """
    Return ``"verified"`` when every check is clear, ``"hit"`` when one is not, None while one is open.

    All answers are waited for, so that the moment of the step does not tell which of them it was. ``looked_at`` are (check, answer) pairs that an officer has examined and cleared in writing: the same answer does
    not need it again. An answer that did not come is never a clear one: ``unavailable`` counts as not clear.
    """
    given = {kind: answers.get(kind, "") for kind in CHECKS}
    if not all(given.values()):
        return None
    cleared = {(kind, answer) for kind, answer in looked_at if answer not in NO_ANSWER} | set(CLEAR_ANSWERS.items())
    return "verified" if cleared.issuperset(given.items()) else "hit"


TEN_FINGERS = 10


def fingers_suffice(taken: int, *, exempted: bool) -> bool:
    """Say whether so many fingerprints will do: all ten, or fewer for a reason from the list."""
    return taken == TEN_FINGERS or (exempted and 0 <= taken < TEN_FINGERS)


def four_eyes(*, deciding: UUID, already_involved: Collection[UUID]) -> bool:
    """Say whether the officer who decides is another than those who interviewed or examined."""
    return deciding not in already_involved


def undo_closing_until(*, decided_at: datetime, day_begins: datetime, within: timedelta) -> datetime:
    """
    Return until when nobody hears of a closed day: so long after the decision, but never once the day itself has begun.

    On the day itself people may be on their way, so that their news cannot wait for a mistake of ours to be noticed.
    """
    return max(decided_at, min(decided_at + within, day_begins))


def arrive_at(*, starts_at: datetime, ends_at: datetime, called_from: datetime, early: timedelta) -> datetime:
    """
    Return when somebody with a session should be there: a little before the first call that is to be expected.

    Never before the session asks for it, and never so late that the session would be over.
    """
    return max(starts_at - early, min(called_from - early, ends_at - early))


def kept_until(*, taken_at: datetime, kept_for: timedelta, open_hours: Sequence[tuple[datetime, datetime]]) -> datetime:
    """
    Return until when a number keeps its place: for so much opening time, so that a break costs nobody theirs.

    ``open_hours`` are the stretches of one day that end after ``taken_at``, earliest first and at least one. The place is
    not kept past the last of them.
    """
    for opens, closes in open_hours:
        begins = max(opens, taken_at)
        if kept_for <= closes - begins:
            return begins + kept_for
        kept_for -= closes - begins
    return open_hours[-1][1]


def reminder_due(*, days_waiting: int, reminded: int) -> int | None:
    """Return the reminder day that has come and was not served yet; the latest one when several have."""
    due = [day for day in REMINDER_DAYS if reminded < day <= days_waiting]
    return due[-1] if due else None


SHELF_ROWS, SHELF_ROW = string.ascii_uppercase, 999
"""A shelf has rows A to Z of 999 places each, ``A-001`` to ``Z-999``."""

SHELF_PLACES = len(SHELF_ROWS) * SHELF_ROW


def shelf_places_after(last: str | None, *, count: int) -> list[str]:
    """Return the places in the order in which they are given after the last one; after ``Z-999`` comes ``A-001``."""
    start = 0 if last is None else SHELF_ROWS.index(last[0]) * SHELF_ROW + int(last[2:])
    return [_shelf_place((start + step) % SHELF_PLACES) for step in range(count)]


def _shelf_place(position: int) -> str:
    row, place = divmod(position, SHELF_ROW)
    return f"{SHELF_ROWS[row]}-{place + 1:03}"


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
