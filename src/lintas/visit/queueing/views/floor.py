"""What else an officer does at the counter: takes back, calls out of turn, rests."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lintas.foundation import clock
from lintas.foundation.access import declares
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.queueing import forms, operations, queries
from lintas.visit.queueing.queries import CounterState
from lintas.visit.queueing.views.console import CALL
from lintas.visit.queueing.views.counter_page import officer_of, show


@declares(CALL)
@require_POST
@once
def undo(request: HttpRequest) -> HttpResponse:
    """Take back what the officer did last."""
    return _at_the_counter(request, lambda counter, by, at: operations.undo(by=by, at=at))


@declares(CALL)
@require_POST
@once
def out_of_turn(request: HttpRequest) -> HttpResponse:
    """Call the chosen number out of turn, for the chosen reason; what is wrong is said beside it, and nothing is lost."""
    form = forms.OutOfTurnForm(request.POST)

    def call(counter: CounterState, by: str, at: datetime) -> None:
        if not form.is_valid():
            raise operations.OverrideReasonNeeded if "reason" in form.errors else operations.NotInLine
        try:
            operations.call_out_of_turn(
                counter_id=counter.id,
                ticket_id=form.cleaned_data["ticket"],
                reason=form.cleaned_data["reason"],
                by=by,
                at=at,
            )
        except operations.NotInLine as refusal:
            form.add_error("ticket", str(refusal))
            raise

    return _at_the_counter(request, call, turn_form=form)


@declares(CALL)
@require_POST
@once
def pause(request: HttpRequest) -> HttpResponse:
    """Let the counter rest; the board shows it."""
    form = forms.BreakForm(request.POST)

    def rest(counter: CounterState, by: str, at: datetime) -> None:
        if not form.is_valid():
            raise operations.NoSuchBreak
        operations.pause(counter_id=counter.id, **form.cleaned_data, by=by, at=at)

    return _at_the_counter(request, rest, break_form=form)


@declares(CALL)
@require_POST
@once
def resume(request: HttpRequest) -> HttpResponse:
    """End the break."""
    return _at_the_counter(request, lambda counter, by, at: operations.resume(counter_id=counter.id, by=by, at=at))


def _at_the_counter(
    request: HttpRequest,
    act: Callable[[CounterState, str, datetime], object],
    *,
    turn_form: forms.OutOfTurnForm | None = None,
    break_form: forms.BreakForm | None = None,
) -> HttpResponse:
    at = clock.now()
    officer = officer_of(request)
    counter = queries.counter_of(officer.id)
    try:
        if counter is None:
            raise operations.CounterClosed
        act(counter, officer.actor, at)
    except DomainError as refusal:
        return show(request, at=at, refusal=refusal, turn_form=turn_form, break_form=break_form)
    return redirect("queueing:console")
