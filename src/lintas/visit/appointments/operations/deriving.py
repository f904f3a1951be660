"""What the sessions of a point can take: the sum of each, from the roster and the parameters, and the books rationed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Value
from django.db.models.functions import Greatest

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries
from lintas.visit.appointments.models import Schedule, SessionSum, Slot
from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Derivation, Offer, Rationed, Standing, Step

STEPS = ("documents", "photo", "interview")
"""The stations that everybody passes on the day of the visit; parameters ``service_time_...`` say how long each takes."""


@dataclass(frozen=True, slots=True)
class Session:
    """One session of one day with what is offered in it."""

    on: date
    starts_at: datetime
    offers: tuple[Schedule, ...]


def service_times(point: offices.PointInfo, *, on: date) -> dict[str, timedelta]:
    """Return how long one person takes at each station (parameters service_time_..., P until measured)."""
    return {
        station: catalogue.duration(f"service_time_{station}", office_code=point.office_code, on=on)
        for station in STEPS
    }


def derive(session: Session, *, times: Callable[[date], Mapping[str, timedelta]], roster: offices.Roster) -> Derivation:
    """Return the sum of the session; ``times`` is asked only when its classes share what the counters can do."""
    start, end = session.offers[0].session_start, max(offer.session_end for offer in session.offers)
    steps = []
    if any(offer.share is not None for offer in session.offers):
        for station, each in times(session.on).items():
            staffed = roster.staffed(station=station, day=session.on, start=start, end=end)
            steps.append(Step(station=station, counters=staffed.counters, staffed=staffed.time, each=each))
    return capacity.derive(
        length=datetime.combine(session.on, end) - datetime.combine(session.on, start),
        steps=steps,
        offers=[
            Offer(service_class=offer.service_class, share=offer.share, at_most=offer.capacity)
            for offer in sorted(session.offers, key=lambda one: -(one.share or 0))
        ],
    )


def rationed(point: offices.PointInfo, standing: Iterable[Standing], *, today: date) -> dict[Any, Rationed]:
    """
    Return what each coming session gives; ``standing`` is in the order in which they begin, keyed (day, anything).

    Days that the next delivery of books reaches in time are not rationed (parameter booklet_resupply).
    """
    standing = list(standing)
    books = queries.free_books(point, today=today)
    if books is None:
        return capacity.ration(standing, books=None)
    wait = catalogue.working_days("booklet_resupply", office_code=point.office_code, on=today)
    reached = offices.calendar(point_id=point.id).add_working_days(today, wait.number)
    soon = [session for session in standing if session.key[0] <= reached]
    later = [session for session in standing if session.key[0] > reached]
    return capacity.ration(soon, books=books) | capacity.ration(later, books=None)


def resize(slot_id: UUID, wanted: Rationed) -> None:
    """
    Set what the session gives; places that people took meanwhile stay theirs: the database takes the greater.

    Those beyond the sum are counted, so that they are not given again once they are let go.
    """
    Slot.objects.filter(id=slot_id).update(
        capacity=Greatest(F("taken"), Value(min(wanted.capacity, wanted.places))),
        withheld=wanted.withheld,
        extra=wanted.extra,
        beyond=Greatest(F("taken") - Value(wanted.places), Value(0)),
    )


def keep_sums(point_id: UUID, sums: Mapping[datetime, Derivation], *, at: datetime) -> int:
    """Write down how each session's capacity came about, where it changed; return how many did."""
    known = dict(
        SessionSum.objects.filter(point_id=point_id, starts_at__in=list(sums)).values_list("starts_at", "factors")
    )
    changed = [
        SessionSum(point_id=point_id, starts_at=starts_at, factors=factors, made_at=at)
        for starts_at, derivation in sums.items()
        if known.get(starts_at) != (factors := _written(derivation))
    ]
    SessionSum.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["point_id", "starts_at"],
        update_fields=["factors", "made_at"],
        batch_size=200,
    )
    return len(changed)


def _written(derivation: Derivation) -> dict[str, Any]:
    """Return the derivation as JSON; durations in whole seconds."""
    return _plain(asdict(derivation))


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, (list, tuple)) else value
