"""The counter's console: sit down, call, serve, send on. Keys first; no names."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import EVERY_ROLE
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.queueing import forms, operations, queries
from lintas.visit.queueing.states import Action
from lintas.visit.queueing.views.counter_page import counters_for, line_of, officer_of, show

SEE = Access(audience=Audience.OFFICER, act="queue.see", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
SIT = Access(audience=Audience.OFFICER, act="queue.sit", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
CALL = Access(audience=Audience.OFFICER, act="queue.call", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")

TO_THE_LINE = frozenset({Action.COME_BACK, Action.UNPARK})
"""Acts on numbers that stand at no counter."""


@declares(SEE)
@require_safe
def console(request: HttpRequest) -> HttpResponse:
    """Show the officer's counter and its line; without a counter, the ones to choose from."""
    return show(request, at=clock.now())


@declares(SEE)
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """Show the line of the officer's counter, for the page that is open already."""
    at = clock.now()
    counter = queries.counter_of(officer_of(request).id)
    if counter is None:
        return redirect("queueing:console")
    waiting = queries.waiting(counter.point_id, counter.station, at)
    return render(request, "queueing/line.html", line_of(counter, waiting, at=at))


@declares(SIT)
@require_POST
@once
def sit(request: HttpRequest, counter_id: UUID) -> HttpResponse:
    """Open the counter for the officer."""
    at = clock.now()
    officer = officer_of(request)
    try:
        point_id = next((counter.point_id for counter in counters_for(officer) if counter.id == counter_id), None)
        if point_id is None:
            raise operations.NoSuchCounter
        operations.open_counter(point_id=point_id, counter_id=counter_id, officer_id=officer.id, at=at)
    except DomainError as refusal:
        return show(request, at=at, refusal=refusal)
    return redirect("queueing:console")


@declares(SIT)
@require_POST
@once
def leave(request: HttpRequest) -> HttpResponse:
    """Close the officer's counter."""
    at = clock.now()
    counter = queries.counter_of(officer_of(request).id)
    try:
        if counter is None:
            raise operations.CounterClosed
        operations.close_counter(counter_id=counter.id, at=at)
    except DomainError as refusal:
        return show(request, at=at, refusal=refusal)
    return redirect("queueing:console")


@declares(CALL)
@require_POST
@once
def act(request: HttpRequest) -> HttpResponse:
    """Do what the pressed button says, at the officer's own counter."""
    at = clock.now()
    officer = officer_of(request)
    try:
        _do(forms.WishForm(request.POST).wish(), officer, at=at)
    except DomainError as refusal:
        return show(request, at=at, refusal=refusal)
    return redirect("queueing:console")


def _do(wish: forms.Wish | None, officer: OfficerInfo, *, at: datetime) -> None:
    counter = queries.counter_of(officer.id)
    if counter is None:
        raise operations.CounterClosed
    if wish is not None and wish.action == Action.CALL:
        operations.call_next(counter_id=counter.id, by=officer.actor, at=at)
        return
    if wish is None or wish.ticket_id is None:
        raise operations.NoSuchTicket
    ticket = queries.ticket(wish.ticket_id)
    if ticket is None or ticket.point_id != counter.point_id:
        raise operations.NoSuchTicket
    if wish.action not in TO_THE_LINE and ticket.counter_id != counter.id:
        raise operations.TicketChanged
    if wish.action == Action.TRANSFER:
        operations.transfer(ticket_id=ticket.id, station=wish.station, by=officer.actor, at=at)
        return
    acts = {
        Action.RECALL: operations.recall,
        Action.APPROACH: operations.approach,
        Action.ARRIVE: operations.arrive,
        Action.MISS: operations.miss,
        Action.COME_BACK: operations.come_back,
        Action.FINISH: operations.finish,
        Action.PARK: operations.park,
        Action.UNPARK: operations.unpark,
    }
    if wish.action not in acts:
        raise operations.TicketChanged
    acts[wish.action](ticket_id=ticket.id, by=officer.actor, at=at)
