"""A hall at work and people with cases, for a flood to come upon."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.urls import reverse

from benchmarks.inside.calling import hall
from benchmarks.inside.cases import cases
from benchmarks.inside.prepare import POINT
from benchmarks.inside.tickets import desks
from lintas.directory.offices import queries as offices

WAITING = 30
STATION = "interview"
"""Where the officer sits: at another counter than the one that has been opened for the line."""


def scene(*, people: int) -> dict[str, Any]:
    """
    Walk as many cases to a booked appointment, give numbers, and let an officer sit down at a counter.

    Return the sessions of the cases with the address of their status, and the addresses that the hall lives by.
    """
    line = hall(people=WAITING)
    desk = desks(officers=1)
    officer = Client(HTTP_HOST="localhost")
    officer.cookies[settings.STAFF_SESSION_COOKIE_NAME] = desk["sessions"][0]
    counter = offices.counters(point_id=offices.point(slug=POINT).id, station=STATION)[0]
    officer.post(reverse("queueing:sit", kwargs={"counter_id": counter.id}), {"once": str(uuid4())})
    return {
        "cases": cases(count=people, name="applications:status"),
        "desk": desk,
        "board": reverse("queueing:board", kwargs={"slug": POINT}),
        "parts": reverse("queueing:board-parts", kwargs={"slug": POINT, "shape": "aula"}),
        "number": reverse("queueing:number", kwargs={"ticket_id": line["tickets"][-1]}),
        "console": reverse("queueing:console"),
        "line": reverse("queueing:line"),
    }
