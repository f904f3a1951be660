"""A draft whose applicant takes part in a draw at the counter: the original is seen, and an officer enters them."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.drawing import OriginalForm, WishForm
from lintas.casework.applications.presenters import citizen_draws
from lintas.casework.applications.queries import CaseInfo, Identity
from lintas.casework.applications.states import Role, State
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.views.desk.identity import whom
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.draws import queries as draws


@door.for_officers("show_identity", Role.COUNTER, purpose=Purpose.INTAKE)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def enter(request: DeskRequest, reference: str) -> HttpResponse:
    """Show who is to stand at the counter and the open draw; note the original, then enter the person."""
    at = clock.now()
    case = door.case_of(request, reference)
    if case.state is not State.DRAFT or case.point_id is None:
        raise door.NotYourPart
    found = next((draws.draw(one.draw_id) for one in citizen_draws.notices(case, at=at) if one.is_open), None)
    entry = draws.entry_of(found.id, subject=case.id) if found else None
    original = OriginalForm(request.POST if request.method == "POST" and "wish_1" not in request.POST else None)
    wishes = None
    if found is not None:
        sessions = citizen_draws.sessions(found, pool=case.queue_class)
        data = request.POST if "wish_1" in request.POST else None
        wishes = WishForm(data, sessions=sessions, others=[], most=found.wants_most)
    form = next((one for one in (original, wishes) if one is not None and one.is_bound), None)
    status = 422 if form is not None else 200
    if form is not None and form.is_valid():
        try:
            _act(request, case, found, form)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return HttpResponseRedirect(reverse("applications:desk-draw", args=[case.reference]))
    page: dict[str, Any] = {
        "frame": frames.frame(request, offices.point(id=case.point_id), at=at),
        "case": case,
        "draw": found,
        "entered": citizen_draws.entered(found, entry, ()) if found and entry else None,
        "is_shown": queries.identity_of(case.id, person_id=case.person_id).state is Identity.SHOWN,
        "original": original,
        "wishes": wishes,
        "form": form,
        "person": whom(request, case, purpose=Purpose.INTAKE, at=at),
    }
    return render(request, "applications/desk/draw.html", page, status=status)


def _act(request: DeskRequest, case: CaseInfo, found: draws.DrawInfo | None, form: forms.Form) -> None:
    at = clock.now()
    if isinstance(form, OriginalForm):
        operations.see_the_original(application_id=case.id, officer=request.officer, at=at)
    elif isinstance(form, WishForm) and found is not None:
        operations.enter_draw(
            draw_id=found.id,
            application_ids=[case.id],
            wants=form.wants,
            assisted=True,
            by=request.officer.actor,
            at=at,
        )
