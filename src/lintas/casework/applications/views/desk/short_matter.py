"""A short matter, such as a question: a number at once, without a case."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lintas.casework.applications.states import Role
from lintas.casework.applications.views.desk import door
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once
from lintas.foundation.idempotency.together import act_of
from lintas.foundation.ids import new_id
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import QueueClass, Station


def in_a_group(view: Callable[[DeskRequest], HttpResponse]) -> Callable[[DeskRequest], HttpResponse]:
    """Let numbers that are asked for at the same moment be given together; whatever is not plain goes to the view."""

    @wraps(view)
    def page(request: DeskRequest) -> HttpResponse:
        return (_take_in_a_group(request) if request.method == "POST" else None) or view(request)

    return page


@door.for_officers("take_short_matter", Role.COUNTER)
@require_POST
@in_a_group
@once
def take(request: DeskRequest) -> HttpResponse:
    """Give a number of the quick lane; nobody is named and no case is opened."""
    ticket = queue.issue_ticket(
        point_id=door.point_of(request).id,
        subject=new_id(),
        queue_class=QueueClass.QUICK,
        station=Station.DOCUMENTS,
        by=request.officer.actor,
        at=clock.now(),
    )
    return _onward(ticket.id)


@door.for_officers("print_short_matter", Role.COUNTER)
@require_safe
def slip(request: DeskRequest, ticket_id: UUID) -> HttpResponse:
    """Show the number for printing, with the address at which a phone follows it."""
    at = clock.now()
    point = door.point_of(request)
    held = tickets.ticket_view(ticket_id, at)
    if held is None or held.ticket.point_id != point.id:
        return HttpResponseRedirect(reverse("applications:arrivals"))
    page = {
        "held": held,
        "station": Station(held.ticket.station).label,
        "follow": request.build_absolute_uri(reverse("queueing:number", kwargs={"ticket_id": ticket_id})),
        "at": at,
        "zone": point.zone,
    }
    return render(request, "applications/desk/slip.html", page)


def _take_in_a_group(request: DeskRequest) -> HttpResponse | None:
    at, ticket_id = clock.now(), new_id()
    reply = _onward(ticket_id)
    wanted = queue.Wanted(
        ticket_id=ticket_id,
        point_id=door.point_of(request).id,
        subject=new_id(),
        queue_class=QueueClass.QUICK,
        station=Station.DOCUMENTS,
        act=act_of(request, reply, at=at),
        by=request.officer.actor,
        at=at,
    )
    return reply if queue.issue_in_a_group(wanted) else None


def _onward(ticket_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("applications:short-matter-slip", kwargs={"ticket_id": ticket_id}))
