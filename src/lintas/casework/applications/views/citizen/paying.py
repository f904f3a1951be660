"""Paying, and what follows when it was done or when time ran out."""

from datetime import datetime

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from lintas.casework.applications import operations
from lintas.casework.applications.presenters import citizen_payment
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.limits import on_one_case
from lintas.casework.applications.views.citizen.pages import is_fragment, own_case, seen_first, to, with_case
from lintas.casework.applications.views.citizen.starting import keep
from lintas.directory.people.requests import CaseRequest
from lintas.exchange.payments import queries as bills
from lintas.foundation import clock
from lintas.foundation.access import Level
from lintas.foundation.idempotency.door import once
from lintas.ui.codes import drawing
from lintas.visit.appointments import queries as appointments

CAME_IN_TIME = frozenset({State.AWAITING_PAYMENT, State.EXPIRED, State.SCHEDULED})


@own_case("pay", level=Level.STATUS)
@require_safe
@seen_first
@with_case
def pay(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show the code while it can be paid, the proof afterwards, and the way on when it ran out."""
    bill = bills.bill_of(case.id)
    if case.state not in CAME_IN_TIME and not citizen_payment.is_owed(case, bill):
        return HttpResponseRedirect(to("status", case))
    page = _page(request, case, bill, at=clock.now()) | {"seen": request.live_seen}  # type: ignore[attr-defined]
    name = "_payment" if is_fragment(request) else "pay"
    return render(request, f"applications/citizen/{name}.html", page)


@own_case("continue_expired")
@on_one_case("continue_expired", limit=10)
@require_POST
@once
@with_case
def go_on(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Open a new draft that carries on the expired case, and show its reference and code."""
    started = operations.continue_expired(
        application_id=case.id, reader=request.reader, by=request.reader.actor, at=clock.now()
    )
    return keep(request, started)


@own_case("renew_billing", level=Level.STATUS)
@on_one_case("renew_billing", limit=10)
@require_POST
@once
@with_case
def renew(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask for a new code for a case that is paid at the counter."""
    operations.renew_billing(application_id=case.id, reader=request.reader, by=request.reader.actor, at=clock.now())
    return HttpResponseRedirect(to("pay", case))


def _page(request: CaseRequest, case: CaseInfo, bill: bills.BillInfo | None, *, at: datetime) -> dict[str, object]:
    appointment = appointments.appointment_of(case.id) if request.case.is_full else None
    payment = citizen_payment.payment(case, bill, appointment, at=at)
    return {
        "page": payment,
        "case": case,
        "ways_to_pay": citizen_payment.how_to_pay(),
        "qr": drawing(case.reference) if payment.stage == "paid" else "",
        "at": at,
    }
