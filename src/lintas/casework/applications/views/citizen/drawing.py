"""The page of a draft on which one enters a public draw, sees what one entered, and leaves it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations, queries, states
from lintas.casework.applications.forms.drawing import WishForm
from lintas.casework.applications.presenters import citizen_draws
from lintas.casework.applications.queries import CaseInfo, Identity
from lintas.casework.applications.views.citizen.pages import own_case, to, with_draft
from lintas.directory.offices import queries as offices
from lintas.directory.people.gate import held_cases
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.limits.door import limited
from lintas.visit.draws import queries as draws
from lintas.visit.draws.states import State

MOST_QUESTIONS = 5
"""To the civil registry about one draft in a day: enough to mend a misspelt name, too few to try numbers out."""


def _draft(request: HttpRequest, **_kwargs: object) -> str:
    return str(request.case.application_id)  # type: ignore[attr-defined]


@own_case("enter_draw")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def enter(request: CaseRequest, case: CaseInfo, draw_id: UUID) -> HttpResponse:
    """Show how far the identity is, then the sessions to choose from; what was entered once it was."""
    at = clock.now()
    found = draws.draw(draw_id)
    if found is None or (found.point_id, found.service_key) != (case.point_id, case.service_key):
        raise Http404
    entry = draws.entry_of(draw_id, subject=case.id)
    form = WishForm(
        request.POST if request.method == "POST" else None,
        sessions=citizen_draws.sessions(found, pool=case.queue_class),
        others=[] if entry else [(one.reference, one.reference) for one in _others(request, case)],
        most=found.wants_most,
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            _enter(request, case, found, form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return HttpResponseRedirect(to("enter-draw", case, draw_id=draw_id))
    is_open = found.state == State.OPEN and found.opens_at <= at < found.closes_at
    page: dict[str, Any] = {
        "case": case,
        "draw": found,
        "point": offices.point(id=found.point_id),
        "is_open": is_open,
        "is_over": found.state not in (State.ANNOUNCED, State.OPEN) or at >= found.closes_at,
        "identity": queries.identity_of(case.id, person_id=case.person_id).state.value,
        "entered": citizen_draws.entered(found, entry, _housemates(request, entry)) if entry else None,
        "form": form,
        "at": at,
    }
    return render(request, "applications/citizen/draw.html", page, status=status)


@own_case("show_identity")
@require_POST
@limited(kind="applications.show_identity", caller=_draft, limit=MOST_QUESTIONS, per=timedelta(days=1))
@once
@with_draft
def ask(request: CaseRequest, case: CaseInfo, draw_id: UUID) -> HttpResponse:
    """Ask the civil registry whether the identity is the applicant's."""
    operations.ask_whether_it_is_you(application_id=case.id, by=request.reader.actor, at=clock.now())
    return HttpResponseRedirect(to("enter-draw", case, draw_id=draw_id))


@own_case("leave_draw")
@require_POST
@once
@with_draft
def leave(request: CaseRequest, case: CaseInfo, draw_id: UUID) -> HttpResponse:
    """Take the draft out of the draw; it may enter again while the window is open."""
    operations.leave_draw(draw_id=draw_id, application_id=case.id, by=request.reader.actor, at=clock.now())
    return HttpResponseRedirect(to("enter-draw", case, draw_id=draw_id))


def _enter(request: CaseRequest, case: CaseInfo, found: draws.DrawInfo, form: WishForm) -> None:
    others = {one.reference: one.id for one in _others(request, case)}
    chosen = [others[reference] for reference in form.cleaned_data.get("together", [])]
    operations.enter_draw(
        draw_id=found.id,
        application_ids=[case.id, *chosen],
        wants=form.wants,
        by=request.reader.actor,
        at=clock.now(),
    )


def _others(request: CaseRequest, case: CaseInfo) -> list[CaseInfo]:
    """Return the other drafts that this browser opened with their codes and that could take part beside this one."""
    opened = [one for one in held_cases(request) if one.is_full and one.application_id != case.id]
    cases = [queries.case(one.application_id) for one in opened]
    return [one for one in cases if _goes_with(one, case)]


def _goes_with(other: CaseInfo, case: CaseInfo) -> bool:
    alike = (other.point_id, other.service_key, other.queue_class) == (
        case.point_id,
        case.service_key,
        case.queue_class,
    )
    is_shown = queries.identity_of(other.id, person_id=other.person_id).state is Identity.SHOWN
    return alike and other.state in states.EDITABLE and is_shown


def _housemates(request: CaseRequest, entry: draws.EntryInfo) -> list[str]:
    """Return the references of those together that this browser has opened; the others are nobody's business here."""
    if not entry.household:
        return []
    opened = [one for one in held_cases(request) if one.is_full and one.application_id != entry.subject]
    entries = {one.reference: draws.entry_of(entry.draw_id, subject=one.application_id) for one in opened}
    return sorted(name for name, other in entries.items() if other and other.household == entry.household)
