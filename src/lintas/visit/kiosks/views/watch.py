"""The officers' list of kiosks, and of what happened while they were cut off."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import EVERY_ROLE
from lintas.foundation import clock
from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.kiosks import operations, presenters, queries

SEE = Access(audience=Audience.OFFICER, act="kiosks.see", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office")
SETTLE = Access(
    audience=Audience.OFFICER, act="kiosks.settle", data=DataClass.INTERNAL, roles=EVERY_ROLE, scope="office"
)


@declares(SEE)
@require_safe
def watch(request: HttpRequest) -> HttpResponse:
    """Show the kiosks of the officer's halls, and what somebody has to look at."""
    return _show(request)


@declares(SETTLE)
@require_POST
@once
def settle(request: HttpRequest, act_id: UUID) -> HttpResponse:
    """Take an act in conflict off the list, if it is of the officer's own halls."""
    officer = _officer(request)
    try:
        if not any(one.id == act_id for point in _points(officer) for one in queries.conflicts(point.id)):
            raise operations.NothingToSettle
        operations.settle(act_id=act_id, by=officer.actor, at=clock.now())
    except DomainError as refusal:
        return _show(request, refusal=refusal)
    return redirect("kiosks:watch")


def _show(request: HttpRequest, *, refusal: DomainError | None = None) -> HttpResponse:
    at, officer = clock.now(), _officer(request)
    context = {
        "refusal": str(refusal) if refusal else "",
        "halls": [_hall(point, at=at) for point in _points(officer)],
    }
    return render(request, "kiosks/watch.html", context, status=refusal.status if refusal else 200)


def _hall(point: PointInfo, *, at: datetime) -> dict[str, Any]:
    calendar = offices.calendar(point_id=point.id)
    zone, today = calendar.zone, calendar.local(at).date()
    return {
        "point": point,
        "kiosks": [presenters.kiosk_row(one, at=at, zone=zone) for one in queries.kiosks_of(point.id)],
        "conflicts": [presenters.conflict_row(one, zone=zone) for one in queries.conflicts(point.id)],
        "loose": [presenters.loose_text(one, zone=zone) for one in queries.loose_numbers(point.id, day=today)],
    }


def _points(officer: OfficerInfo) -> list[PointInfo]:
    return [
        point
        for point in offices.points()
        if point.office_id == officer.office_id and officer.point_id in (None, point.id)
    ]


def _officer(request: HttpRequest) -> OfficerInfo:
    return request.officer  # type: ignore[attr-defined]
