"""
The gate before every page: reads the page's declaration and lets in whom it names.

A page without a declaration is not served. Public pages cost no look at the session.
"""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lintas.directory.people import queries, sessions
from lintas.directory.people.outlive import writing_what_was_taken_back
from lintas.directory.people.queries import NOBODY, Reader
from lintas.directory.people.requests import GatedRequest
from lintas.directory.people.sessions import CaseAccess, close_when_changed
from lintas.directory.people.states import PEMOHON
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, Level

__all__ = [
    "AccessMiddleware",
    "CaseAccess",
    "close_case",
    "close_when_changed",
    "declaration",
    "held_case",
    "held_cases",
    "open_case",
]


def declaration(view: Callable[..., Any]) -> Access | None:
    """Return what the view declares, also through ``as_view()`` and decorators."""
    for layer in (view, getattr(view, "view_class", None), getattr(view, "__wrapped__", None)):
        access = getattr(layer, "access", None)
        if isinstance(access, Access):
            return access
    return None


def open_case(request: HttpRequest, reference: str, application_id: UUID, person_id: UUID, *, level: Level) -> None:
    """Let this browser into the case from now on; ``request.case`` and ``request.reader`` are set as well."""
    opened = sessions.open_case(request, reference, application_id, person_id, level=level)
    _enter_case(cast(GatedRequest, request), opened)


def held_case(request: HttpRequest, reference: str) -> CaseAccess | None:
    """Return the case as this browser holds it, for a page that anyone may open."""
    return sessions.case_of(request, reference)


def held_cases(request: HttpRequest) -> list[CaseAccess]:
    """Return every case that this browser holds at present."""
    return sessions.cases_of(request)


def close_case(request: HttpRequest, reference: str) -> None:
    """Let this browser out of the case."""
    sessions.close_case(request, reference)


class AccessMiddleware:
    """Enforce each page's declaration; set ``request.reader``, ``request.officer`` and ``request.case``."""

    def __init__(self, get_response: Callable[[GatedRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: GatedRequest) -> HttpResponse:
        request.officer = request.case = None
        request.reader = NOBODY
        with writing_what_was_taken_back():
            response = self.get_response(request)
        if request.officer is not None or request.case is not None:
            # Nobody else at this machine finds a personal page by going back.
            response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    def process_view(
        self, request: GatedRequest, view: Callable[..., Any], args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Let the request through, or answer in the page's place."""
        access = declaration(view)
        if access is None:
            return _closed(request, _("Halaman ini belum dibuka. Kembali ke beranda untuk melanjutkan."))
        if access.audience == Audience.OFFICER:
            return _admit_officer(request, access)
        if access.audience == Audience.CASE_HOLDER:
            return _admit_case_holder(request, access, kwargs.get("reference"))
        return None


def _admit_officer(request: GatedRequest, access: Access) -> HttpResponse | None:
    account_id = sessions.account_of(request)
    officer = queries.officer(account_id, on=timezone.localdate(clock.now())) if account_id else None
    if officer is None:
        return _ask(request, "people:sign-in")
    roles = queries.role_order(officer.roles & access.roles)
    if not roles:
        return _closed(
            request,
            _("Halaman ini untuk petugas dengan peran lain. Buka pekerjaan Anda dari beranda petugas."),
        )
    request.officer = officer
    request.reader = Reader(
        kind="officer",
        id=str(officer.id),
        role=roles[0],
        office_id=officer.office_id,
        channel="desk",
        alias=officer.alias,
    )
    return None


def _admit_case_holder(request: GatedRequest, access: Access, reference: str | None) -> HttpResponse | None:
    case = sessions.case_of(request, reference) if reference else None
    if case is None or (access.level == Level.FULL and not case.is_full):
        return _ask(request, "applications:resume")
    _enter_case(request, case)
    return None


def _enter_case(request: GatedRequest, case: CaseAccess) -> None:
    request.case = case
    request.reader = Reader(kind="person", id=str(case.person_id), role=PEMOHON, office_id=None, channel="web")


def _ask(request: HttpRequest, name: str) -> HttpResponse:
    """Send the browser to where one can prove oneself, and remember the page; a script gets a plain 401."""
    if request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate":
        return HttpResponse(_("Sesi Anda telah berakhir. Muat ulang halaman lalu masuk kembali."), status=401)
    if request.method in {"GET", "HEAD"}:
        path = request.get_full_path()
    else:
        path = _own_path(request, request.headers.get("Referer", ""))
    try:
        where = reverse(name)
    except NoReverseMatch:
        return _closed(request, _("Buka dahulu permohonan Anda dengan nomor permohonan dan kode."))
    return HttpResponseRedirect(f"{where}?{urlencode({'next': path})}" if path else where)


def _own_path(request: HttpRequest, address: str) -> str:
    home = f"{request.scheme}://{request.get_host()}"
    return address.removeprefix(home) if address.startswith(home + "/") else ""


def _closed(request: HttpRequest, text: str) -> HttpResponse:
    title = _("Halaman ini tidak terbuka untuk Anda")
    return render(request, "ui/message.html", {"title": title, "text": text}, status=403)
