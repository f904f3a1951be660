"""Where it stands, and the number in the queue."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lintas.casework.applications import queries
from lintas.casework.applications.forms.entering import TicketForm
from lintas.casework.applications.presenters import citizen_needs, citizen_replacing, citizen_status, citizen_tickets
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import AT_THE_OFFICE, PAID_AT_THE_COUNTER, State
from lintas.casework.applications.views.citizen.pages import (
    is_fragment,
    own_case,
    seen_first,
    speak_for_the_point,
    with_case,
)
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.requests import CaseRequest
from lintas.exchange.messaging import queries as messages
from lintas.exchange.payments import queries as bills
from lintas.foundation import clock
from lintas.foundation.access import Level, public
from lintas.foundation.live import queries as live
from lintas.ui.codes import drawing
from lintas.visit.appointments import queries as appointments
from lintas.visit.needs import queries as stated

MAY_OWE = PAID_AT_THE_COUNTER | {State.AWAITING_PAYMENT, State.EXPIRED}


@own_case("see_status", level=Level.STATUS)
@require_safe
@seen_first
@with_case
def status(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """
    Show who holds the case, since when, what comes next, and what the person can do.

    When to be where, who took the book, and the reasons of a decision are for whoever has a code.
    """
    at = clock.now()
    at_the_office = case.state in AT_THE_OFFICE or case.state == State.READY
    collected = case.state == State.COLLECTED and request.case.is_full
    appointment = appointments.appointment_of(case.id)
    bill = bills.bill_of(case.id) if case.state in MAY_OWE else None
    page = {
        "status": citizen_status.status(
            case,
            queries.journey(case, steps=queries.journal(case.id), appointment=appointment, bill=bill, at=at),
            appointment=appointment,
            ticket=citizen_tickets.ticket_card(case.id, at=at) if at_the_office else None,
            messages=messages.sent(case.reference),
            receiver=queries.receiver(case.id, reader=request.reader, at=at, purpose="own_data") if collected else "",
            collect_by=queries.collect_by(case.id) if case.state == State.READY else None,
            today=catalogue.today(at),
            bill=bill,
            opened=_reasons(request, case, at=at) if request.case.is_full else queries.UNOPENED,
            needs=_needs(request, case, at=at) if request.case.is_full else citizen_needs.NOTHING,
            is_full=request.case.is_full,
        ),
        "case": case,
        "is_full": request.case.is_full,
        "seen": request.live_seen,  # type: ignore[attr-defined]
        "offer": _offer(case, at=at) if request.case.is_full else None,
        "moved": "pindah" in request.GET,
        "kept": "tetap" in request.GET,
    }
    name = "_status" if is_fragment(request) else "status"
    return render(request, f"applications/citizen/{name}.html", page)


def _offer(case: CaseInfo, *, at: datetime) -> citizen_replacing.OfferCard | None:
    """Return the choice that the person has after the office closed the day, while they have it."""
    offer = appointments.replacement_of(case.id, at=at) if case.state == State.SCHEDULED else None
    if offer is None or not offer.is_open or case.point_id is None:
        return None
    return citizen_replacing.offer_card(offer, point_id=case.point_id)


def _reasons(request: CaseRequest, case: CaseInfo, *, at: datetime) -> queries.Opened:
    """Open what decisions against the person say; the look is recorded as the person's own."""
    return queries.look_into(
        citizen_status.said_against(case),
        person_id=case.person_id,
        case_id=case.id,
        reader=request.reader,
        purpose="own_data",
        at=at,
    )


def _needs(request: CaseRequest, case: CaseInfo, *, at: datetime) -> citizen_needs.NeedsPart:
    """Open what the person needs while it is of use: until the visit is over, and then to ask whether it was met."""
    if case.state not in citizen_needs.COMING | citizen_needs.VISITED:
        return citizen_needs.NOTHING
    statement = stated.statement(case.id)
    told = queries.needs_told(statement, reader=request.reader, purpose="own_data", at=at)
    return citizen_needs.part(told, state=case.state, is_arranged=bool(statement and statement.is_arranged))


@public("applications.ticket")
@require_safe
def ticket(request: HttpRequest) -> HttpResponse:
    """Show the number of a case, found by its reference; a number says nothing about a person."""
    seen = live.cursor()
    at = clock.now()
    form = TicketForm(request.GET if "nomor" in request.GET else None)
    case, card = None, None
    if form.is_bound and form.is_valid():
        try:
            case = queries.by_reference(form.cleaned_data["nomor"])
        except queries.UnknownCase as refusal:
            form.add_error("nomor", str(refusal))
        else:
            speak_for_the_point(request, case)
            card = citizen_tickets.ticket_card(case.id, at=at)
    page = {
        "form": form,
        "case": case,
        "card": card,
        "seen": seen,
        "here": f"{reverse('applications:ticket')}?nomor={case.reference}" if case else "",
        "qr": drawing(case.reference) if card and case else "",
    }
    name = "_ticket" if is_fragment(request) else "ticket"
    return render(request, f"applications/citizen/{name}.html", page, status=422 if form.errors else 200)
