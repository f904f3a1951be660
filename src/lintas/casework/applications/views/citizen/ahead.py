"""A queue number before coming, for who is on the way."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.presenters import citizen_ahead
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, to, with_case
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import queries as tickets


@own_case("take_number_ahead")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def number(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show the number, or when it can be taken; take it. Who is not expected is led to the status, which says why."""
    at = clock.now()
    refusal = None
    if request.method == "POST":
        try:
            operations.take_number(application_id=case.id, by=request.reader.actor, at=at)
        except DomainError as caught:
            refusal = caught
        else:
            return HttpResponseRedirect(to("number-ahead", case))
    page = citizen_ahead.number_page(
        case, appointments.appointment_of(case.id), tickets.ticket_of(case.id, at=at), at=at
    )
    if page is None:
        return HttpResponseRedirect(to("status", case))
    shown = {"case": case, "page": page, "refusal": str(refusal) if refusal else ""}
    return render(request, "applications/citizen/ahead.html", shown, status=refusal.status if refusal else 200)
