"""What is believed of absence at a point, how many extra places its sessions may have, and whether they do."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml
from django.db.models import Count, Q

from lintas.visit.appointments import rules
from lintas.visit.appointments.models import Appointment, OverbookingDecision
from lintas.visit.appointments.queries.sums import sums_on
from lintas.visit.appointments.rules import capacity
from lintas.visit.appointments.rules.capacity import Derivation
from lintas.visit.appointments.states import State

DATA = Path(__file__).parents[1] / "data" / "absence.yaml"


@dataclass(frozen=True, slots=True)
class Absence:
    """Who came and who did not within the days looked at, and the belief from it."""

    missed: int
    came: int
    days: int
    belief: rules.Belief


@dataclass(frozen=True, slots=True)
class Advice:
    """A day's sessions by their beginning with the extra places each may have, the absence behind it, and what is expected of the day."""

    sums: tuple[tuple[datetime, Derivation], ...]
    absence: Absence
    outlook: rules.Outlook | None


@dataclass(frozen=True, slots=True)
class Decided:
    """One decision: from ``from_on`` on, extra places or none."""

    from_on: date
    is_on: bool
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class Overbooking:
    """What a point has decided, latest first. Without a decision there are no extra places."""

    decisions: tuple[Decided, ...] = ()

    def is_on(self, day: date) -> bool:
        """Return whether sessions of the day may have extra places."""
        return next((one.is_on for one in self.decisions if one.from_on <= day), False)


def overbooking(*, point_ids: Collection[UUID]) -> dict[UUID, Overbooking]:
    """Return the decisions of each point. One query."""
    decisions: dict[UUID, list[Decided]] = {point_id: [] for point_id in point_ids}
    rows = OverbookingDecision.objects.filter(point_id__in=point_ids).order_by("-decided_at", "-id")
    for row in rows:
        decisions[row.point_id].append(Decided(row.from_on, row.is_on, row.decided_at))
    return {point_id: Overbooking(tuple(those)) for point_id, those in decisions.items()}


def absence_at(*, point_id: UUID, on: date, service_classes: Collection[str]) -> Absence:
    """Return the absence of the days before ``on``, and the belief: the prior, and who came and did not. One query."""
    book = _book()
    seen = Appointment.objects.filter(
        slot__point_id=point_id,
        slot__service_class__in=service_classes,
        slot__on__gte=on - timedelta(days=book["history_days"]),
        slot__on__lt=on,
    ).aggregate(
        missed=Count("id", filter=Q(state=State.MISSED, checked_in_at__isnull=True)),
        came=Count("id", filter=Q(checked_in_at__isnull=False)),
    )
    belief = rules.learn(rules.prior(**book["prior"]), missed=seen["missed"], came=seen["came"])
    return Absence(missed=seen["missed"], came=seen["came"], days=book["history_days"], belief=belief)


def advised(*, point_id: UUID, on: date, today: date) -> Advice:
    """Return how many extra places the sessions of the day may have, whether or not they do. Three queries."""
    plain = {starts_at: capacity.narrow(found) for starts_at, found in sums_on(point_id=point_id, on=on).items()}
    absence = absence_at(point_id=point_id, on=today, service_classes=sharing(plain))
    widened = tuple(sorted(widen_day(plain, absence.belief).items()))
    sittings = sittings_of(plain)
    extra = [found.extra.count if found.extra else 0 for _begins, found in widened if found.seats]
    return Advice(
        sums=widened,
        absence=absence,
        outlook=rules.outlook(sittings, extra, absence.belief, limits()) if sittings else None,
    )


def widen_day(sums: Mapping[datetime, Derivation], belief: rules.Belief) -> dict[datetime, Derivation]:
    """
    Return the sums of one day with the extra places each session may have.

    All classes that share the counters are one line of people there, so they are decided together.
    """
    seated = [starts_at for starts_at in sorted(sums) if sums[starts_at].seats]
    extra = rules.extra_places_lately(sittings_of(sums), belief, limits())
    return dict(sums) | {
        starts_at: capacity.widen(
            sums[starts_at],
            capacity.Extra(
                count=more,
                absent_percent=round(100 * belief.share),
                wait=limits().wait,
                people_percent=round(100 * limits().of_people),
            ),
        )
        for starts_at, more in zip(seated, extra, strict=True)
        if more
    }


def sittings_of(sums: Mapping[datetime, Derivation]) -> list[rules.Sitting]:
    """Return the sessions of one day that seat somebody, as the rule takes them."""
    return [
        rules.Sitting(begins=starts_at, ends=starts_at + found.length, seats=found.seats)
        for starts_at, found in sorted(sums.items())
        if found.seats
    ]


def sharing(sums: Mapping[datetime, Derivation]) -> frozenset[str]:
    """Return the classes that share the counters."""
    return frozenset(one.service_class for found in sums.values() for one in found.classes if one.share is not None)


def limits() -> rules.Limits:
    """Return what overbooking may cost (data/absence.yaml, confidence P)."""
    given = _book()["limits"]
    return rules.Limits(
        wait=timedelta(minutes=given["wait_minutes"]),
        of_people=given["of_people"],
        in_a_session=given["in_a_session"],
        most=given["most_extra"],
        enough=given["enough"],
    )


@cache
def _book() -> dict[str, Any]:
    book: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return book
