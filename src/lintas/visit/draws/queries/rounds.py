"""Draws as the public calendar shows them, with the odds so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from lintas.visit.draws.models import Draw
from lintas.visit.draws.states import State


@dataclass(frozen=True, slots=True)
class WitnessInfo:
    """A witness; ``value`` is empty until it is open."""

    key: str
    name: str
    commitment: str
    value: str


@dataclass(frozen=True, slots=True)
class SessionInfo:
    """Places at one hour."""

    key: str
    pool: str
    starts_at: datetime
    ends_at: datetime
    places: int
    slot_id: UUID


@dataclass(frozen=True, slots=True)
class PoolOdds:
    """The entries so far beside the places, for one pool; ``won`` counts places given, None before the result."""

    pool: str
    places: int
    entries: int
    won: int | None


@dataclass(frozen=True, slots=True)
class DrawInfo:
    """
    A draw with all that is public of it.

    ``again`` is the draw that repeats a void one; until ``keeps_until`` its places are kept for that.
    """

    id: UUID
    point_id: UUID
    office_code: str
    service_key: str
    state: str
    announced_at: datetime
    opens_at: datetime
    closes_at: datetime
    reveal_by: datetime
    credit_cap: int
    household_most: int
    wants_most: int
    witnesses_least: int
    seed_commitment: str
    seed: str
    entries_root: str
    void_reason: str
    again_of: UUID | None
    again: UUID | None
    keeps_until: datetime | None
    sessions: tuple[SessionInfo, ...]
    witnesses: tuple[WitnessInfo, ...]
    odds: tuple[PoolOdds, ...]

    @property
    def places(self) -> int:
        """All places of all pools."""
        return sum(session.places for session in self.sessions)


@dataclass(frozen=True, slots=True)
class RoundInfo:
    """A draw that one may enter now or soon, in short."""

    id: UUID
    state: str
    opens_at: datetime
    closes_at: datetime


def rounds_for(*, point_id: UUID, service_key: str, pool: str, at: datetime) -> tuple[RoundInfo, ...]:
    """Return the draws that are announced or take entries at ``at``, the next to close first. One query."""
    going = Draw.objects.filter(state__in=[State.ANNOUNCED, State.OPEN], closes_at__gt=at)
    here = going.filter(point_id=point_id, service_key=service_key, sessions__pool=pool).distinct()
    rows = here.order_by("closes_at", "id").values_list("id", "state", "opens_at", "closes_at")
    return tuple(RoundInfo(*row) for row in rows)


def draw(draw_id: UUID) -> DrawInfo | None:
    """Return one draw, None when there is none. Four queries."""
    found = _shown(Draw.objects.filter(id=draw_id))
    return found[0] if found else None


def draws(*, since: datetime) -> tuple[DrawInfo, ...]:
    """Return the draws whose values open after ``since``, the next to close first. Four queries for any number."""
    return _shown(Draw.objects.filter(reveal_by__gt=since).order_by("closes_at", "id"))


def _shown(rows: QuerySet[Draw]) -> tuple[DrawInfo, ...]:
    found = list(rows.select_related("again").prefetch_related("sessions", "witnesses"))
    counts = _counts(row.id for row in found)
    return tuple(_info(row, counts) for row in found)


def _counts(ids: Iterable[UUID]) -> dict[tuple[UUID, str], tuple[int, int]]:
    part = Q(entries__withdrawn_at__isnull=True)
    counted = (
        Draw.objects.filter(id__in=list(ids), entries__isnull=False)
        .values_list("id", "entries__pool")
        .annotate(
            entries_so_far=Count("entries__id", filter=part),
            won=Count("entries__id", filter=part & Q(entries__result__session__isnull=False)),
        )
        .order_by()
    )
    return {(id, pool): (entries, won) for id, pool, entries, won in counted}


def _info(row: Draw, counts: dict[tuple[UUID, str], tuple[int, int]]) -> DrawInfo:
    sessions = tuple(
        SessionInfo(one.key, one.pool, one.starts_at, one.ends_at, one.places, one.slot_id)
        for one in sorted(row.sessions.all(), key=lambda one: (one.starts_at, one.key))
    )
    return DrawInfo(
        id=row.id,
        point_id=row.point_id,
        office_code=row.office_code,
        service_key=row.service_key,
        state=row.state,
        announced_at=row.announced_at,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        reveal_by=row.reveal_by,
        credit_cap=row.credit_cap,
        household_most=row.household_most,
        wants_most=row.wants_most,
        witnesses_least=row.witnesses_least,
        seed_commitment=row.seed_commitment,
        seed=row.seed,
        entries_root=row.entries_root,
        void_reason=row.void_reason,
        again_of=row.again_of_id,
        again=row.again.id if hasattr(row, "again") else None,
        keeps_until=row.keeps_until,
        sessions=sessions,
        witnesses=tuple(
            WitnessInfo(one.key, one.name, one.commitment, one.value)
            for one in sorted(row.witnesses.all(), key=lambda one: one.key)
        ),
        odds=tuple(_odds(row, pool, sessions, counts) for pool in sorted({one.pool for one in sessions}, reverse=True)),
    )


def _odds(
    row: Draw, pool: str, sessions: tuple[SessionInfo, ...], counts: dict[tuple[UUID, str], tuple[int, int]]
) -> PoolOdds:
    entries, won = counts.get((row.id, pool), (0, 0))
    return PoolOdds(
        pool=pool,
        places=sum(one.places for one in sessions if one.pool == pool),
        entries=entries,
        won=won if row.state == State.PUBLISHED else None,
    )
