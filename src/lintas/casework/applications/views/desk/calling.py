"""Calling from the desk: the next number comes with its case."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lintas.casework.applications import queries
from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door, frames
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import AT_A_COUNTER
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets

AT_HAND: dict[str, Callable[..., tickets.TicketInfo]] = {
    "arrive": queue.arrive,
    "recall": queue.recall,
}
"""What the bar can do with the number at the officer's own counter."""


@door.for_officers("call", *map(Role, AT_A_COUNTER), data=DataClass.INTERNAL)
@require_POST
@once
def call(request: DeskRequest) -> HttpResponse:
    """Call the next number to the officer's counter, or act on the one there, and open its case."""
    at = clock.now()
    counter = tickets.counter_of(request.officer.id)
    if counter is None:
        return HttpResponseRedirect(reverse("queueing:console"))
    said: dict[str, Any] = {"by": request.officer.actor, "at": at}
    try:
        ticket = _do(request.POST.get("panggil", ""), counter, seen=request.POST.get("nomor", ""), **said)
    except DomainError as refusal:
        return _refused(request, counter, str(refusal), status=refusal.status)
    case = queries.work_items([ticket.subject], point_id=counter.point_id, at=at).get(ticket.subject)
    if case is None:
        return HttpResponseRedirect(reverse("queueing:console"))
    return HttpResponseRedirect(reverse("applications:case", kwargs={"reference": case.reference}))


def _do(wish: str, counter: tickets.CounterState, *, seen: str, **said: Any) -> tickets.TicketInfo:
    """Act on the number that the officer saw in the bar, and on no other one; without one call the next."""
    if wish not in AT_HAND:
        return queue.call_next(counter_id=counter.id, **said)
    present = tickets.current_ticket(counter.id)
    if present is None or str(present.id) != seen:
        raise queue.TicketChanged
    return AT_HAND[wish](ticket_id=present.id, **said)


def _refused(request: DeskRequest, counter: tickets.CounterState, text: str, *, status: int) -> HttpResponse:
    point = offices.point(id=counter.point_id)
    request.point = point  # type: ignore[attr-defined]  # the frame speaks for this place
    page = {"frame": frames.frame(request, point, at=clock.now()), "text": text}
    return render(request, "applications/desk/called.html", page, status=status)
