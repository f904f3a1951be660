"""The officer's lists after signing in."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_done, desk_lists
from lintas.casework.applications.states import Role, State
from lintas.casework.applications.views.desk import door, frames
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import Purpose
from lintas.foundation import clock
from lintas.visit.appointments import queries as appointments


@door.for_officers("see_lists", *door.EVERYBODY, purpose=Purpose.WORK_LIST)
@require_safe
def desk(request: DeskRequest) -> HttpResponse:
    """Show one of the officer's lists (``?daftar=``), longest waiting first, and how many wait in the others."""
    at = clock.now()
    point = door.point_of(request)
    frame = frames.frame(request, point, at=at)
    roles = request.officer.roles
    states = desk_lists.states_of(roles)
    counts = queries.counts(point_id=point.id)
    today = None
    rows: tuple[appointments.DayRow, ...] = ()
    if State.SCHEDULED in states:
        on = offices.calendar(point_id=point.id).local(at).date()
        rows = appointments.day_list(point_id=point.id, on=on)
        today = desk_lists.in_figures(rows)
    chosen = _chosen(request, states, counts)
    reader = door.reader_as(request, states[chosen])
    after = request.GET.get("sesudah", "")
    if chosen is State.SCHEDULED:
        shown = desk_lists.expected_today(rows, point=point, reader=reader, at=at, after=after)
    else:
        count = counts.get(chosen, 0)
        shown = desk_lists.work_list(chosen, point=point, reader=reader, at=at, count=count, after=after)
    page = {
        "frame": frame,
        "links": desk_lists.links(roles, counts=counts, today=today, chosen=chosen),
        "shown": shown,
        "today": today,
        "done": desk_done.done(request.GET),
        "here": request.get_full_path(),
    }
    return render(request, "applications/desk/lists.html", page)


def _chosen(request: DeskRequest, states: dict[State, Role], counts: dict[State, int]) -> State:
    """Return the list asked for, else the first one in which somebody waits, else the first."""
    wanted = request.GET.get("daftar", "")
    if wanted in {state.value for state in states}:
        return State(wanted)
    return next((state for state in states if counts.get(state)), next(iter(states)))


@door.for_officers("count_lists", *door.EVERYBODY)
@require_safe
def counts(request: DeskRequest) -> HttpResponse:
    """Return how many wait in each list, without a name: the live part beside a case."""
    at = clock.now()
    point = door.point_of(request)
    frame = frames.frame(request, point, at=at)
    counted = queries.counts(point_id=point.id)
    state = request.GET.get("daftar", "")
    chosen = State(state) if state in State.values else State.DRAFT
    found = desk_lists.links(request.officer.roles, counts=counted, today=None, chosen=chosen)
    page = {"frame": frame, "links": [link for link in found if link.state is not State.SCHEDULED]}
    return render(request, "applications/desk/_counts.html", page | {"counts_url": request.get_full_path()})
