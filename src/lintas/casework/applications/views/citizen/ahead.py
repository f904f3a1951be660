"""A queue number before coming, for who is on the way."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations, queries
from lintas.casework.applications.presenters import citizen_tickets
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.pages import own_case, to, with_case
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments


@own_case("take_number_ahead")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def number(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show the number, or when it can be taken; take it."""
    at = clock.now()
    refusal = None
    if request.method == "POST":
        try:
            operations.take_number(application_id=case.id, by=request.reader.actor, at=at)
        except DomainError as caught:
            refusal = caught
        else:
            return HttpResponseRedirect(to("number-ahead", case))
    appointment = appointments.appointment_of(case.id)
    stands = case.state == State.SCHEDULED and appointment is not None and appointment.state == "booked"
    if appointment is None or not (stands or refusal):
        return HttpResponseRedirect(to("status", case))
    hours = queries.ahead(appointment, office_code=case.office_code)
    page = {
        "case": case,
        "point": offices.point(id=appointment.point_id),
        "appointment": appointment,
        "hours": hours,
        "is_open": stands and hours.opens_at <= at <= hours.closes_at,
        "is_over": at > hours.closes_at,
        "card": citizen_tickets.ticket_card(case.id, at=at),
        "refusal": str(refusal) if refusal else "",
    }
    status = refusal.status if refusal else 200
    return render(request, "applications/citizen/ahead.html", page, status=status)
