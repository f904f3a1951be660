"""The key that calls for help, and the page on which the heads see it."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.requests import DeskRequest
from lintas.directory.people.states import EVERY_ROLE, Role
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.live import queries as live
from lintas.visit.alarms import operations, queries
from lintas.visit.queueing import queries as tickets

HEADS = frozenset({Role.KASI.value, Role.KAKANIM.value})
PRESS = Access(audience=Audience.OFFICER, act="alarm.raise", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
WATCH = Access(audience=Audience.OFFICER, act="alarm.watch", data=DataClass.INTERNAL, roles=HEADS, scope="office")
ANSWER = Access(audience=Audience.OFFICER, act="alarm.answer", data=DataClass.INTERNAL, roles=HEADS, scope="office")


@declares(PRESS)
@require_POST
@once
def press(request: DeskRequest) -> HttpResponse:
    """Call the heads; the page that follows is the one before, and says nothing."""
    officer = request.officer
    counter = tickets.counter_of(officer.id)
    operations.raise_alarm(
        officer=officer,
        point_id=counter.point_id if counter else officer.point_id,
        counter_id=counter.id if counter else None,
        at=clock.now(),
    )
    return redirect("queueing:console")


@declares(PRESS)
@require_safe
def coming(request: DeskRequest) -> HttpResponse:
    """Show the officer whether somebody comes, for a console that is open already."""
    return render(request, "alarms/coming.html")


@declares(WATCH)
@require_safe
def watch(request: DeskRequest) -> HttpResponse:
    """Show who calls, the drill, and how quickly the latest drills were answered."""
    return _show(request)


@declares(WATCH)
@require_safe
def standing(request: DeskRequest) -> HttpResponse:
    """Show who calls, for a page that is open already."""
    return render(request, "alarms/standing.html", _standing(request))


@declares(ANSWER)
@require_POST
@once
def answer(request: DeskRequest, alarm_id: UUID) -> HttpResponse:
    """Say that the head is on the way."""
    return _done(request, lambda head, at: operations.answer(alarm_id=alarm_id, head=head, at=at))


@declares(ANSWER)
@require_POST
@once
def start_drill(request: DeskRequest) -> HttpResponse:
    """Begin a drill."""
    return _done(request, lambda head, at: operations.start_drill(head=head, at=at))


@declares(ANSWER)
@require_POST
@once
def end_drill(request: DeskRequest) -> HttpResponse:
    """End the drill."""
    return _done(request, lambda head, at: operations.end_drill(head=head, at=at))


def _done(request: DeskRequest, act: Callable[[OfficerInfo, datetime], None]) -> HttpResponse:
    try:
        act(request.officer, clock.now())
    except DomainError as refusal:
        return _show(request, refusal=refusal)
    return redirect("alarms:watch")


def _show(request: DeskRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    found = queries.drills(request.officer.office_id)
    page = {
        "refusal": str(refusal) if refusal else "",
        "drills": found,
        "is_running": bool(found and found[0].is_running),
    }
    status = refusal.status if refusal else 200
    return render(request, "alarms/watch.html", page | _standing(request), status=status)


def _standing(request: HttpRequest) -> dict[str, object]:
    office_id = request.officer.office_id  # type: ignore[attr-defined]
    seen = live.cursor()
    return {
        "alarms": queries.open_alarms(office_id),
        "topic": queries.topic(office_id),
        "seen": seen,
        "zone": queries.zone_of(office_id),
    }
