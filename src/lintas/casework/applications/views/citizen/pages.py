"""What the applicant's pages have in common: who may enter, where a case belongs, how a draft's step is shown."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import reverse
from django.utils import translation

from lintas.casework.applications import queries, states
from lintas.casework.applications.presenters import citizen_steps
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.rush.effort import RETRY_AFTER
from lintas.directory.offices import queries as offices
from lintas.directory.people.gate import CaseAccess
from lintas.directory.people.requests import CaseRequest
from lintas.foundation.access import Access, Audience, DataClass, Level, declares
from lintas.foundation.errors import DomainError
from lintas.foundation.live import queries as live

CasePage = Callable[..., HttpResponse]

_refusals: dict[tuple[type[DomainError], str], bytes] = {}

UNPAID = frozenset({states.State.AWAITING_PAYMENT, states.State.EXPIRED})


def own_case(act: str, *, level: Level = Level.FULL) -> Callable[[CasePage], CasePage]:
    """Declare a page for the person whose case it is; ``level`` says whether the day of birth opens it."""
    return declares(
        Access(
            audience=Audience.CASE_HOLDER,
            act=f"applications.{act}",
            data=DataClass.PERSONAL,
            purpose="own_data",
            level=level,
        )
    )


def with_draft(view: CasePage) -> CasePage:
    """Give the view the case instead of its reference; lead away from a case that is no draft any more."""

    @wraps(view)
    def page(request: CaseRequest, reference: str, **more: Any) -> HttpResponse:
        case = queries.case(request.case.application_id)
        if case.state not in states.EDITABLE:
            return HttpResponseRedirect(where(case))
        speak_for_the_point(request, case)
        return view(request, case, **more)

    return page


def with_case(view: CasePage) -> CasePage:
    """Give the view the case instead of its reference; lead away from a draft."""

    @wraps(view)
    def page(request: CaseRequest, reference: str, **more: Any) -> HttpResponse:
        case = queries.case(request.case.application_id)
        if case.state in states.EDITABLE:
            return HttpResponseRedirect(where(case))
        speak_for_the_point(request, case)
        return view(request, case, **more)

    return page


def seen_first(view: CasePage) -> CasePage:
    """Note what a live page has seen before anything of it is read: what changes meanwhile is noticed afterwards."""

    @wraps(view)
    def page(request: CaseRequest, *args: Any, **more: Any) -> HttpResponse:
        request.live_seen = live.cursor()  # type: ignore[attr-defined]
        return view(request, *args, **more)

    return page


def where(case: CaseInfo) -> str:
    """Return the page on which the case goes on."""
    if case.state in states.EDITABLE:
        return to("overview", case)
    return to("pay" if case.state in UNPAID else "status", case)


def to(name: str, case: CaseInfo | CaseAccess, **more: Any) -> str:
    """Return the address of a page of the case."""
    return reverse(f"applications:{name}", kwargs={"reference": case.reference, **more})


def onward(request: HttpRequest, case: CaseInfo | CaseAccess, step: str) -> HttpResponse:
    """Lead to the step after this one, or back to the check page when the person came from there."""
    return HttpResponseRedirect(after(step, case.reference, came_from=request.POST.get("lalu", "")))


def after(step: str, reference: str, *, came_from: str) -> str:
    """Return the address of the step after this one, or of the check page for who came from there."""
    name = "check" if came_from == "check" else citizen_steps.step_after(step)
    return reverse(f"applications:{name}", kwargs={"reference": reference})


def show_step(
    request: CaseRequest, step: str, case: CaseInfo, context: Mapping[str, Any], *, at: datetime, status: int = 200
) -> HttpResponse:
    """Show a step of the draft inside its frame."""
    draft = context.get("draft") or citizen_steps.draft(case, at=at)
    order = list(citizen_steps.STEPS)
    before = order[order.index(step) - 1] if order.index(step) else "overview"
    frame = {
        "draft": draft,
        "step_number": order.index(step) + 1,
        "back_href": to(before, case),
        "return_to": "check" if "check" in (request.GET.get("lalu"), request.POST.get("lalu")) else "",
        "at": at,
    }
    return render(request, f"applications/citizen/{step}.html", {**frame, **context}, status=status)


def speak_for_the_point(request: HttpRequest, case: CaseInfo) -> None:
    """Let the frame of the page name the point of the case."""
    if case.point_id is not None:
        request.point = offices.point(id=case.point_id)  # type: ignore[attr-defined]


def is_fragment(request: HttpRequest) -> bool:
    """Say whether a live page asks for its changing part only."""
    return request.headers.get("X-Fragment") == "1"


def _said_of(kind: type[DomainError]) -> dict[str, str]:
    """Return what happened as a headline, and what it means."""
    title, _end, text = str(kind()).partition(". ")
    return {"title": title, "text": text}


def same_refusal(kind: type[DomainError], language: str) -> bytes:
    """Return the page of a refusal in a rush: the same for everybody, so made once for each language."""
    if (kind, language) not in _refusals:
        request = RequestFactory(headers={"host": settings.ALLOWED_HOSTS[0]}).get("/")
        with translation.override(language):
            page = render_to_string("applications/citizen/refused_in_a_rush.html", _said_of(kind), request)
        _refusals[kind, language] = page.encode()
    return _refusals[kind, language]


def brief_refusal(kind: type[DomainError], language: str) -> HttpResponse:
    """Say why there is no place, and lead back to what is left: most of a rush, and so without asking the database."""
    page = HttpResponse(same_refusal(kind, language), status=kind.status)
    if kind.status in RETRY_AFTER:
        page.headers["Retry-After"] = str(RETRY_AFTER[kind.status])
    return page
