"""When to leave home for today's visit."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.forms.leaving import WayForm
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.pages import own_case, to, with_case
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments


@own_case("see_when_to_leave")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def leaving(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Say when to go as the queue runs now, and keep the wish to be told."""
    at = clock.now()
    appointment = appointments.appointment_of(case.id)
    if case.state != State.SCHEDULED or appointment is None or appointment.state != "booked" or case.point_id is None:
        return HttpResponseRedirect(to("status", case))
    kept = queries.departure(case.id, day=appointment.on)
    form = WayForm(request.POST if request.method == "POST" else None, travel=kept.travel if kept else None)
    if form.is_valid():
        operations.ask_to_be_told(application_id=case.id, travel=form.chosen, at=at)
        return HttpResponseRedirect(to("when-to-leave", case))
    point = offices.point(id=case.point_id)
    page = {
        "case": case,
        "point": point,
        "appointment": appointment,
        "form": form,
        "kept": kept,
        "leaving": kept and queries.leaving(appointment, travel=kept.travel, office_code=case.office_code, at=at),
        "at": at,
    }
    return render(request, "applications/citizen/leaving.html", page, status=422 if form.is_bound else 200)
