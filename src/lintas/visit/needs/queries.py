"""What was stated, behind its seal; what is kept in a session, and how often a need was met, in numbers."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from lintas.directory.offices import queries as offices
from lintas.directory.offices.states import FacilityKind
from lintas.directory.people.queries import SealedCell
from lintas.directory.people.states import DataKind
from lintas.foundation.vault.operations import Cell
from lintas.visit.needs import rules
from lintas.visit.needs.models import FacilityHour, Outcome, Statement
from lintas.visit.needs.states import KEPT, Need

COLUMNS = ("needs", "kept", "verdict")


@dataclass(frozen=True, slots=True)
class StatementInfo:
    """That an application's visitor has answered; what they said is in the sealed cells, by column."""

    subject: UUID
    person_id: UUID
    cells: Mapping[str, SealedCell]
    is_arranged: bool


@dataclass(frozen=True, slots=True)
class Told:
    """What a look opened. ``kept`` are the needs for which a facility is kept, ``verdict`` whether each was met."""

    needs: tuple[Need, ...] = ()
    kept: frozenset[Need] = frozenset()
    verdict: Mapping[Need, bool] | None = None

    @property
    def missing(self) -> tuple[Need, ...]:
        """The needs whose facility was already kept for others."""
        return tuple(need for need in self.needs if need in KEPT and need not in self.kept)


NOTHING = Told()
"""Of whoever stated nothing, or before a look."""


@dataclass(frozen=True, slots=True)
class Kept:
    """How many of a facility are kept in a session."""

    starts_at: datetime
    kind: FacilityKind
    taken: int
    capacity: int


@dataclass(frozen=True, slots=True)
class Met:
    """How often a need was met and not met at a point; None where the count is too small to be shown."""

    point_id: UUID
    need: Need
    met: int | None
    unmet: int | None


def statement(subject: UUID) -> StatementInfo | None:
    """Return what the application's visitor stated, None when they were not asked or did not answer. One query."""
    row = Statement.objects.filter(subject=subject).first()
    return None if row is None else info(row)


def stated_before(person_ids: Collection[UUID], *, but: UUID) -> StatementInfo | None:
    """Return the newest statement of these persons for another application than ``but``. One query."""
    rows = Statement.objects.filter(person_id__in=person_ids).exclude(subject=but).order_by("-stated_at", "-id")
    row = rows.first()
    return None if row is None else info(row)


def info(row: Statement) -> StatementInfo:
    """Return the row as others see it."""
    cells = {
        column: SealedCell(cell=cell_of(row, column), sealed=bytes(getattr(row, column)), data_class=DataKind.NEED)
        for column in COLUMNS
    }
    return StatementInfo(
        subject=row.subject, person_id=row.person_id, cells=cells, is_arranged=row.starts_at is not None
    )


def cell_of(row: Statement, column: str) -> Cell:
    """Return the place of a sealed column."""
    return Cell(owner=row.person_id, table=Statement._meta.db_table, column=column, row=row.id)


def told(texts: Mapping[str, str]) -> Told:
    """Return what the opened columns say; a column that was not opened says nothing."""
    verdict = texts.get("verdict", "")
    return Told(
        needs=rules.read_needs(texts.get("needs", "")),
        kept=frozenset(rules.read_needs(texts.get("kept", ""))),
        verdict=rules.read_verdict(verdict) if verdict else None,
    )


def kept_on(*, point_id: UUID, on: date) -> tuple[Kept, ...]:
    """Return what is kept at the point on its calendar day, by session. Numbers only. One query."""
    zone = offices.calendar(point_id=point_id).zone
    begin = datetime.combine(on, time(), tzinfo=zone)
    rows = FacilityHour.objects.filter(
        point_id=point_id, starts_at__gte=begin, starts_at__lt=begin + timedelta(days=1), taken__gt=0
    )
    order = list(FacilityKind)
    found = (Kept(row.starts_at, FacilityKind(row.kind), row.taken, row.capacity) for row in rows)
    return tuple(sorted(found, key=lambda one: (one.starts_at, order.index(one.kind))))


def left(*, point_id: UUID, starts_at: datetime) -> dict[Need, int]:
    """Return for each need with a facility how many are left in the session. One query."""
    there = {one.kind: one.count for one in offices.facilities(point_id=point_id)}
    rows = FacilityHour.objects.filter(point_id=point_id, starts_at=starts_at).values_list("kind", "capacity", "taken")
    known = {FacilityKind(kind): capacity - taken for kind, capacity, taken in rows}
    return {need: known.get(kind, there.get(kind, 0)) for need, kind in KEPT.items()}


def outcomes() -> tuple[Met, ...]:
    """Return for every point and need how often it was met, small counts left out. One query."""
    rows = {(row.point_id, row.need): row for row in Outcome.objects.all()}
    return tuple(
        Met(
            point_id=point.id,
            need=need,
            met=rules.shown(row.met) if row else None,
            unmet=rules.shown(row.unmet) if row else None,
        )
        for point in offices.points()
        for need in Need
        for row in [rows.get((point.id, need))]
    )
