"""What the office offers: its schedules, and from them the sessions of the coming days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import yaml
from django.db import transaction
from django.db.models import QuerySet

from lintas.directory.offices import queries as offices
from lintas.foundation.prepared import prepared
from lintas.visit.appointments import queries, rules
from lintas.visit.appointments.models import Schedule, Slot
from lintas.visit.appointments.operations import deriving, overbooking
from lintas.visit.appointments.operations.cooling import set_aside
from lintas.visit.appointments.operations.deriving import Session
from lintas.visit.appointments.queries.replaced import first_stranded
from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Derivation, Rationed, Standing

WEEK = 7
"""Days."""

DATA = Path(__file__).parents[1] / "data" / "schedules.yaml"


@dataclass(frozen=True, slots=True)
class Made:
    """What a run of `make_slots` did: sessions opened, closed as the office is, re-opened, and of another size."""

    opened: int
    closed: int
    reopened: int
    resized: int = 0


@transaction.atomic
def load_schedules(*, path: Path = DATA) -> int:
    """Bring the schedules of the points in the file up to date; return how many rows are new. Safe to repeat."""
    book = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = list(_rows(book))
    before = Schedule.objects.count()
    Schedule.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["point_id", "service_class", "weekday", "session_start", "valid_from"],
        update_fields=["session_end", "capacity", "share", "release_days", "confidence"],
    )
    return Schedule.objects.count() - before


def make_slots(*, at: datetime) -> Made:
    """
    Open the sessions of the days that are released at ``at``, and close those at hours when a point rests after all.

    Their capacity follows from hours, roster, service times and books (decision 0015), and is never made smaller than
    what is taken. One transaction per point where sessions come or go, else none. Safe to repeat.
    """
    points = offices.points()
    decided = queries.overbooking(point_ids=[point.id for point in points])
    made = [_make_for(point, decided[point.id], at=at) for point in points]
    return Made(
        opened=sum(part.opened for part in made),
        closed=sum(part.closed for part in made),
        reopened=sum(part.reopened for part in made),
        resized=sum(part.resized for part in made),
    )


def make_slots_of(*, point_id: UUID, at: datetime) -> Made:
    """Do the same for one point, after its hours, roster or closures were changed by somebody who wants to see it."""
    return _make_for(offices.point(id=point_id), queries.overbooking(point_ids=[point_id])[point_id], at=at)


def _make_for(point: offices.PointInfo, decided: queries.Overbooking, *, at: datetime) -> Made:
    calendar = offices.calendar(point_id=point.id)
    today = calendar.local(at).date()
    # Looked at without a transaction: mostly nothing has changed, and then nobody who writes is kept waiting.
    sessions = _sessions(point.id, calendar, today)
    roster = offices.roster(point_id=point.id) if any(_shares(session) for session in sessions) else offices.Roster()
    times = cache(lambda on: deriving.service_times(point, on=on))
    seats = {session.starts_at: deriving.derive(session, times=times, roster=roster) for session in sessions}
    days = {session.starts_at: session.on for session in sessions}
    sums = overbooking.widened(point.id, seats, days, decided=decided, today=today)
    wanted = {
        (offer.service_class, session.starts_at): (offer, session.on)
        for session in sessions
        for offer in session.offers
    }
    standing = {(row.service_class, row.starts_at): row for row in _coming(point.id, today)}
    sized = _sized(point, wanted, standing, sums, today=today, at=at)

    fresh = [
        _slot(*wanted[key], key[1], sized[key], calendar=calendar)
        for key in wanted.keys() - standing.keys()
        if sums[key[1]].places(key[0])
    ]
    resting = [row.id for key, row in standing.items() if row.offered and key not in wanted]
    back = [row.id for key, row in standing.items() if not row.offered and key in wanted]
    if fresh or resting or back:
        with transaction.atomic():
            Slot.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
            overbooking.tell_of_fresh(fresh, at=at)
            Slot.objects.filter(id__in=resting).update(offered=False)
            Slot.objects.filter(id__in=back).update(offered=True)
            for slot_id in sorted(back):
                set_aside(slot_id, at=at)
            for slot_id in _for_the_stranded(fresh, point.id):
                set_aside(slot_id, at=at)
    changed = [(row, sized[key]) for key, row in standing.items() if key in wanted and _differs(row, sized[key])]
    for row, size in changed:
        with transaction.atomic(), overbooking.told(row.id, concerned=row.extra or size.extra, at=at):
            deriving.resize(row.id, size)
            if size.capacity > row.capacity:
                set_aside(row.id, at=at)
    deriving.keep_sums(point.id, sums, at=at)
    return Made(opened=len(fresh), closed=len(resting), reopened=len(back), resized=len(changed))


def _for_the_stranded(fresh: Sequence[Slot], point_id: UUID) -> list[UUID]:
    """Return the fresh sessions, the earliest first, for which somebody of an earlier closed day comes before all others."""
    first = first_stranded(point_id=point_id) if fresh else {}
    waited_for = [slot.id for slot in fresh if first.get((point_id, slot.service_class), date.max) < slot.on]
    # Another run may have been faster with some of them.
    return list(Slot.objects.filter(id__in=waited_for).order_by("starts_at", "id").values_list("id", flat=True))


class _Row(NamedTuple):
    id: UUID
    service_class: str
    starts_at: datetime
    offered: bool
    capacity: int
    taken: int
    withheld: int
    beyond: int
    extra: int


def _coming(point_id: UUID, today: date) -> list[_Row]:
    return [_Row(*row) for row in _rows_coming(point_id, today)]


@prepared
def _rows_coming(point_id: UUID, today: date) -> QuerySet[Slot, tuple[Any, ...]]:
    return Slot.objects.filter(point_id=point_id, on__gte=today).values_list(*_Row._fields)


_Key = tuple[str, datetime]


def _sized(
    point: offices.PointInfo,
    wanted: Mapping[_Key, tuple[Schedule, date]],
    standing: Mapping[_Key, _Row],
    sums: Mapping[datetime, Derivation],
    *,
    today: date,
    at: datetime,
) -> dict[_Key, Rationed]:
    """Return what each wanted session gives: by its sum, and for those to come by the books as well."""
    sessions = [
        Standing(
            key=(on, key),
            places=sums[key[1]].places(key[0]),
            taken=standing[key].taken if key in standing else 0,
            extra=sums[key[1]].extra_of(key[0]),
        )
        for key, (_offer, on) in sorted(wanted.items(), key=lambda item: (item[0][1], item[0][0]))
    ]
    begun = capacity.ration((session for session in sessions if session.key[1][1] <= at), books=None)
    ahead = deriving.rationed(point, (session for session in sessions if session.key[1][1] > at), today=today)
    return {key: size for (_on, key), size in (begun | ahead).items()}


def _differs(row: _Row, size: Rationed) -> bool:
    stands = (row.capacity, row.withheld, row.beyond, row.extra)
    return stands != (size.capacity, size.withheld, size.beyond(row.taken), size.extra)


def _shares(session: Session) -> bool:
    return any(offer.share is not None for offer in session.offers)


def _sessions(point_id: UUID, calendar: Any, today: date) -> list[Session]:
    """Return each session that should stand, with all that is offered in it."""
    offers: dict[tuple[date, datetime], dict[str, Schedule]] = {}
    for schedule, day, begins in _wanted(point_id, calendar, today):
        offers.setdefault((day, begins), {})[schedule.service_class] = schedule
    return [Session(on=day, starts_at=begins, offers=tuple(found.values())) for (day, begins), found in offers.items()]


def _wanted(point_id: UUID, calendar: Any, today: date) -> Iterator[tuple[Schedule, date, datetime]]:
    """Yield what should stand: the schedule, the day, and the moment the session begins."""
    begun = Schedule.objects.filter(point_id=point_id, valid_from__lte=today + timedelta(days=400))
    for schedule in begun.order_by("valid_from"):  # of two for one session the newer counts
        session = rules.Session(schedule.session_start, schedule.session_end)
        next_one = (schedule.weekday - today.isoweekday()) % WEEK
        for ahead in range(next_one, schedule.release_days + 1, WEEK):
            day = today + timedelta(days=ahead)
            if day < schedule.valid_from or (schedule.valid_to is not None and day > schedule.valid_to):
                continue
            if calendar.is_open(day) and rules.fits(session, calendar.hours(day)):
                yield schedule, day, rules.moment(day, session.start, calendar.zone)


def _slot(offer: Schedule, on: date, begins: datetime, size: Rationed, *, calendar: Any) -> Slot:
    return Slot(
        point_id=offer.point_id,
        service_class=offer.service_class,
        on=on,
        starts_at=begins,
        ends_at=rules.moment(on, offer.session_end, calendar.zone),
        capacity=size.capacity,
        withheld=size.withheld,
        extra=size.extra,
    )


def _rows(book: dict[str, Any]) -> Iterator[Schedule]:
    for slug, classes in book["points"].items():
        point = offices.point(slug=slug)
        for service_class, sessions in classes.items():
            for session, given in sessions.items():
                start, end = (time.fromisoformat(part) for part in session.split("-"))
                # A number is the weight of the class in what the counters can do; else the office says how many places.
                offer = given if isinstance(given, dict) else {"share": given}
                for weekday in offer.get("weekdays", book["weekdays"]):
                    yield Schedule(
                        point_id=point.id,
                        service_class=service_class,
                        weekday=weekday,
                        session_start=start,
                        session_end=end,
                        share=offer.get("share"),
                        capacity=offer.get("places"),
                        release_days=book["release_days"],
                        valid_from=book["valid_from"],
                        confidence=book["confidence"],
                    )
