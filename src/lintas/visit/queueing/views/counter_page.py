"""The counter's page: whom it serves, who waits, and the forms of a free counter."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.live import queries as live
from lintas.visit.queueing import forms, presenters, queries
from lintas.visit.queueing.boards.resting import sign
from lintas.visit.queueing.queries import CounterState
from lintas.visit.queueing.states import State

NO_FORMS = {"turn_form": None, "break_form": None, "form": None}
"""A counter that has a visitor or rests calls nobody out of turn, and begins no break."""


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
    context: dict[str, object] = {"refusal": str(refusal) if refusal else ""}
    if counter is None:
        free = [
            {
                "counter": one,
                "place": offices.point(id=one.point_id).name,
                "station": presenters.station_name(one.station),
            }
            for one in counters_for(officer)
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
    context |= line_of(counter, waiting, at=at)
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


def line_of(counter: CounterState, waiting: tuple[queries.TicketInfo, ...], *, at: datetime) -> dict[str, object]:
    """Return what the line of the counter's station shows, and the numbers that may come back to it."""
    zone = offices.calendar(point_id=counter.point_id).zone
    skipped = queries.skipped(counter.point_id, counter.station, at)
    return {
        "counter": counter,
        "station": presenters.station_name(counter.station),
        "waiting": presenters.worklist_items(waiting, zone=zone),
        "skipped": skipped,
        "parked": queries.parked(counter.point_id, counter.station, at),
    }


def counters_for(officer: OfficerInfo) -> list[CounterState]:
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
