"""Numbers of one lane at one point, taken as fast as they come; a day has 999 of them, then the next day begins."""

import multiprocessing
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import connection, connections
from django.db.models import Count, F, Max, Model
from django.test import Client
from django.urls import reverse

from benchmarks.crowd import crowd
from benchmarks.house import CORES
from benchmarks.inside.prepare import POINT
from benchmarks.inside.recording import recorded
from lintas.directory.offices import queries as offices
from lintas.directory.people.tests.factories import an_officer
from lintas.foundation import clock
from lintas.foundation.idempotency.together import act
from lintas.foundation.ids import new_id
from lintas.visit.queueing import operations
from lintas.visit.queueing.models import Call, LaneDay, StationDay, Ticket

BY = "system:benchmarks.tickets"
FIRST, BETWEEN = 400, 200
"""Days from today on which the first run takes numbers, and how many later the next does."""

PASSWORD = "sandi-contoh-panjang"
_runs = 0


def take(*, clients: int, seconds: float, way: str = "alone") -> dict[str, Any]:
    """
    Let so many take numbers of one lane without a pause; return the figures, and what numbers were given.

    ``alone``: processes, each with the operation for one number. ``together``: a process for each core with as many
    threads as are left, by the operation that gives many in one transaction. ``counted``: each process counts what is
    there and takes the next, as a system would that has no row for the counter.
    """
    global _runs
    _runs += 1
    first = FIRST + _runs * BETWEEN
    day = multiprocessing.get_context("fork").Value("i", first)
    point = offices.point(slug=POINT).id
    _close()

    def make(_number: int) -> Callable[[], None]:
        return lambda: _take(point, day, way)

    processes = CORES if way == "together" else clients
    found = crowd(processes, make, seconds=seconds, threads=clients // processes)
    return {"figures": {**vars(found), "wrong": dict(found.wrong)}, "given": _given(first, day.value)}


def record() -> list[list[dict[str, Any]]]:
    """Return the statements of two numbers."""
    point = offices.point(slug=POINT).id
    _issue(point, FIRST)
    found = [recorded(lambda: _issue(point, FIRST))[0] for _ in range(2)]
    return [[one.as_json() for one in part] for part in found]


def desks(*, officers: int) -> dict[str, Any]:
    """Sign officers in at the desk; return their sessions, and the address at which they give numbers of short matters."""
    point = offices.point(slug=POINT)
    sessions = []
    for number in range(officers):
        name = f"loket.bangku{number}"
        an_officer(name, office_id=point.office_id, point_id=point.id, password=PASSWORD)
        client = Client(HTTP_HOST="localhost")
        client.post("/petugas/masuk/", {"username": name, "password": PASSWORD, "next": "/", "once": str(uuid4())})
        sessions.append(client.cookies[settings.STAFF_SESSION_COOKIE_NAME].value)
    return {
        "path": reverse("applications:short-matter"),
        "sessions": sessions,
        "cookie": settings.STAFF_SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
    }


def next_day(*, away: int) -> dict[str, int]:
    """Say what numbers of short matters were given today, and move the whole day so many days back: the lane is empty."""
    today = offices.calendar(point_id=offices.point(slug=POINT).id).local(clock.now()).date()
    found = _count(Ticket.objects.filter(day=today, lane__queue_class="quick"))
    for model in (LaneDay, StationDay, Ticket, Call):
        model.objects.filter(day=today).update(day=today - timedelta(days=away))
    return found


def loosen() -> None:
    """Take the guards of numbers off the tables; an index that refuses nothing stays in their place."""
    loose: dict[str, type[Model]] = {"ticket_number_once": Ticket, "lane_day_three_digits": LaneDay}
    with connection.schema_editor() as editor:
        for name, model in loose.items():
            # SQLite makes the table anew as the model describes it.
            guard = next(one for one in model._meta.constraints if one.name == name)
            model._meta.constraints = [one for one in model._meta.constraints if one is not guard]
            editor.remove_constraint(model, guard)
    with connection.cursor() as cursor:
        cursor.execute("CREATE INDEX bench_ticket_number ON queueing_ticket (lane_id, day, number)")
    LaneDay.objects.all().delete()
    _close()


def empty_lane() -> None:
    """Let the counters begin anew, for statements that are run again and again."""
    LaneDay.objects.all().delete()


def _take(point: UUID, day: Any, way: str) -> None:
    while True:
        mine = day.value
        try:
            if way == "together":
                _issue_together(point, mine)
            else:
                _issue(point, mine, number=_counted(mine) + 1 if way == "counted" else None)
        except operations.LaneFull:
            with day.get_lock():
                day.value = max(day.value, mine + 1)
        else:
            return


def _counted(ahead: int) -> int:
    highest = Ticket.objects.filter(day=_day(ahead), lane__queue_class="regular").aggregate(last=Max("number"))["last"]
    return highest or 0


def _issue(point: UUID, ahead: int, *, number: int | None = None) -> None:
    operations.issue_ticket(
        point_id=point,
        subject=new_id(),
        queue_class="regular",
        station="documents",
        by=BY,
        at=clock.now() + timedelta(days=ahead),
        number=number,
    )


def _issue_together(point: UUID, ahead: int) -> None:
    at = clock.now()
    wanted = operations.Wanted(
        ticket_id=new_id(),
        point_id=point,
        subject=new_id(),
        queue_class="regular",
        station="documents",
        act=act(key=uuid4(), principal="browser", parts=(b"",), packed=b"reply", at=at),
        by=BY,
        at=at + timedelta(days=ahead),
    )
    if not operations.issue_in_a_group(wanted):
        _issue(point, ahead)


def _day(ahead: int) -> Any:
    at = clock.now() + timedelta(days=ahead)
    return offices.calendar(point_id=offices.point(slug=POINT).id).local(at).date()


def _given(first: int, last: int) -> dict[str, int]:
    return _count(Ticket.objects.filter(day__gte=_day(first), day__lte=_day(last), lane__queue_class="regular"))


def _count(tickets: Any) -> dict[str, int]:
    by_number = tickets.values("lane", "day", "number").annotate(times=Count("id"))
    return {
        "given": tickets.count(),
        "numbers": by_number.count(),
        "given twice": by_number.filter(times__gt=1).count(),
        "skipped": sum(
            day["last"] - day["numbers"]
            for day in tickets.values("lane", "day").annotate(
                last=Max("number"), numbers=Count("number", distinct=True)
            )
        ),
        "lines in the journal": Call.objects.filter(ticket__in=tickets, day=F("ticket__day")).count(),
    }


def _close() -> None:
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]
