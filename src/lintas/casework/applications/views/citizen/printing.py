"""The copy on paper, with a code that holds the reference and nothing else."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.casework.applications import queries
from lintas.casework.applications.forms.identity import FIELDS
from lintas.casework.applications.presenters import citizen_print
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, to, with_case
from lintas.directory.people import operations as people
from lintas.directory.people.requests import CaseRequest
from lintas.exchange.payments import queries as bills
from lintas.foundation import clock
from lintas.ui.codes import drawing
from lintas.visit.appointments import queries as appointments


@own_case("print")
@require_safe
@with_case
def printed(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show the copy of the application for the printer; what was never handed in has none."""
    if case.submitted_at is None:
        return HttpResponseRedirect(to("status", case))
    at = clock.now()
    known = people.reveal_person(
        person_id=case.person_id, fields=FIELDS, reader=request.reader, purpose="own_data", case_id=case.id, at=at
    )
    sheet = citizen_print.sheet(
        case,
        known=known,
        answers=queries.answers(case.id, reader=request.reader, at=at),
        bill=bills.bill_of(case.id),
        appointment=appointments.appointment_of(case.id),
        at=at,
    )
    page = {"sheet": sheet, "case": case, "qr": drawing(case.reference)}
    return render(request, "applications/citizen/print.html", page)
