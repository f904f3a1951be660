"""The counter's console: sit down, call, serve, send on. Keys first; no names."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import EVERY_ROLE
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.live import queries as live
from lintas.visit.queueing import forms, operations, presenters, queries
from lintas.visit.queueing.boards.resting import sign
from lintas.visit.queueing.queries import CounterState
from lintas.visit.queueing.states import Action, State

SEE = Access(audience=Audience.OFFICER, act="queue.see", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
SIT = Access(audience=Audience.OFFICER, act="queue.sit", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
CALL = Access(audience=Audience.OFFICER, act="queue.call", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")

TO_THE_LINE = frozenset({Action.COME_BACK, Action.UNPARK})
"""Acts on numbers that stand at no counter."""

NO_FORMS = {"turn_form": None, "break_form": None, "form": None}
"""A counter that has a visitor or rests calls nobody out of turn, and begins no break."""


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
    return render(request, "queueing/line.html", _line(counter, waiting, at=at))


@declares(SIT)
@require_POST
@once
def sit(request: HttpRequest, counter_id: UUID) -> HttpResponse:
    """Open the counter for the officer."""
    at = clock.now()
    officer = officer_of(request)
    try:
        point_id = next((counter.point_id for counter in _counters(officer) if counter.id == counter_id), None)
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


def show(
    request: HttpRequest,
    *,
    at: datetime,
    refusal: DomainError | None = None,
    turn_form: forms.OutOfTurnForm | None = None,
    break_form: forms.BreakForm | None = None,
) -> HttpResponse:
    """Show the officer's counter, with a refusal of what was just pressed and the form that was sent."""
    officer = officer_of(request)
    counter = queries.counter_of(officer.id)
    status = refusal.status if refusal else 200
    context: dict[str, object] = {"officer": officer, "refusal": str(refusal) if refusal else ""}
    if counter is None:
        free = [
            {
                "counter": one,
                "place": offices.point(id=one.point_id).name,
                "station": presenters.station_name(one.station),
            }
            for one in _counters(officer)
        ]
        return render(request, "queueing/counters.html", context | {"counters": free}, status=status)
    point = request.point = offices.point(id=counter.point_id)  # type: ignore[attr-defined]
    context["seen"] = live.cursor()
    ticket = queries.current_ticket(counter.id)
    calendar = offices.calendar(point_id=point.id)
    allowed = catalogue.count("call_repeat", office_code=point.office_code, on=calendar.local(at).date())
    within = catalogue.duration("undo_within", office_code=point.office_code, on=calendar.local(at).date())
    rest = queries.break_of(counter.id)
    context |= {
        "undo": presenters.undo_text(queries.last_act(officer.actor, within=within, at=at)),
        "rest": sign(rest, zone=calendar.zone) if rest else "",
        "counter": counter,
        "point": point,
        "ticket": ticket,
        "face": presenters.FACES[State(ticket.state)] if ticket else "",
        "why": presenters.why_text(ticket.why) if ticket else "",
        "how": presenters.at_the_counter(ticket, allowed_calls=allowed, zone=calendar.zone) if ticket else "",
        "at": at,
        "together": presenters.family_text(_family(ticket)),
        "case_href": presenters.case_href(ticket),
        "acts": presenters.acts(ticket, counter=counter, allowed_calls=allowed),
    }
    context |= _until_they_come(ticket, allowed, calendar.zone, at=at)
    waiting = queries.waiting(counter.point_id, counter.station, at)
    context |= _line(counter, waiting, at=at)
    context |= NO_FORMS if ticket or rest else _forms(waiting, turn_form, break_form)
    return render(request, "queueing/console.html", context, status=status)


def _forms(
    waiting: tuple[queries.TicketInfo, ...],
    turn_form: forms.OutOfTurnForm | None,
    break_form: forms.BreakForm | None,
) -> dict[str, object]:
    """Return the forms of a free counter; ``form`` is the one that was sent with something wrong."""
    numbers = [(str(one.id), f"{one.number} · {one.lane}") for one in waiting]
    turn = (turn_form or forms.OutOfTurnForm()).offer(numbers) if numbers else None
    rest = break_form or forms.BreakForm()
    wrong = turn if turn and turn.errors else rest if rest.errors else None
    return {"turn_form": turn, "break_form": rest, "form": wrong}


def _family(ticket: queries.TicketInfo | None) -> tuple[str, ...]:
    return queries.party_numbers(ticket.party_id, but=ticket.id) if ticket else ()


def _until_they_come(
    ticket: queries.TicketInfo | None, allowed: int, zone: ZoneInfo, *, at: datetime
) -> dict[str, object]:
    if ticket is None:
        return {}
    until, went_at = queries.answer_until(ticket, at=at), queries.approached_at(ticket)
    return {
        "time": presenters.time_to_come(ticket, allowed_calls=allowed, until=until, went_at=went_at),
        "walk": presenters.walking_over(ticket, allowed_calls=allowed, went_at=went_at, zone=zone),
    }


def _line(counter: CounterState, waiting: tuple[queries.TicketInfo, ...], *, at: datetime) -> dict[str, object]:
    zone = offices.calendar(point_id=counter.point_id).zone
    skipped = queries.skipped(counter.point_id, counter.station, at)
    return {
        "counter": counter,
        "station": presenters.station_name(counter.station),
        "waiting": presenters.worklist_items(waiting, zone=zone),
        "skipped": skipped,
        "parked": queries.parked(counter.point_id, counter.station, at),
    }


def _counters(officer: OfficerInfo) -> list[CounterState]:
    """Return the counters at which the officer may sit: of their point, or of all points of their office."""
    return [
        counter
        for point in offices.points()
        if point.office_id == officer.office_id and officer.point_id in (None, point.id)
        for counter in queries.counters_of(point.id)
    ]


def officer_of(request: HttpRequest) -> OfficerInfo:
    """Return the officer who sits before the page."""
    return request.officer  # type: ignore[attr-defined]
