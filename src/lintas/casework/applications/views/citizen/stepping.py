"""Stepping out of the waiting room for a while, and in again."""

from collections.abc import Callable
from contextlib import suppress

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, with_case
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import TicketNotAllowed


@own_case("step_out")
@require_POST
@once
@with_case
def step_out(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Let the person leave the waiting room and keep the place."""
    return _then_status(request, case, queue.step_out)


@own_case("step_in")
@require_POST
@once
@with_case
def step_in(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Let the person wait again, at the place of before."""
    return _then_status(request, case, queue.step_in)


def _then_status(request: CaseRequest, case: CaseInfo, act: Callable[..., object]) -> HttpResponse:
    at = clock.now()
    view = tickets.ticket_of(case.id, at=at)
    # Called in this very moment, or pressed twice: the page that follows shows where the number stands.
    with suppress(queue.TicketChanged, TicketNotAllowed):
        if view is not None:
            act(ticket_id=view.ticket.id, by=request.reader.actor, at=at)
    return HttpResponseRedirect(reverse("applications:status", kwargs={"reference": case.reference}))
