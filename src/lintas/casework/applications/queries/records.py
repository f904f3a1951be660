"""What officers left behind in a case: its journal, interviews, capture, books and shelf. No sealed value is opened."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet

from lintas.casework.applications.models import Application, Booklet, Capture, Collection, Interview, Step
from lintas.casework.applications.queries.sealed import cells_of
from lintas.casework.applications.states import EXAMINED, State
from lintas.directory.people.queries import SealedCell
from lintas.foundation.prepared import prepared


@dataclass(frozen=True, slots=True)
class StepInfo:
    """One line of the journal. ``by`` is an actor such as ``officer:<id>``; why stands in sealed cells (`look_into`)."""

    id: UUID
    transition: str
    source: State
    target: State
    by: str
    role: str
    reason: SealedCell | None
    note: SealedCell | None
    at: datetime

    @property
    def officer_id(self) -> UUID | None:
        """The officer who took the step, None when it was somebody else."""
        kind, _colon, name = self.by.partition(":")
        return UUID(name) if kind == "officer" else None


@dataclass(frozen=True, slots=True)
class InterviewInfo:
    """One interview: its conclusion in the open; answers, note and doubt in sealed cells (`look_into`)."""

    id: UUID
    officer_id: UUID
    findings: SealedCell | None
    note: SealedCell | None
    reason: SealedCell | None
    outcome: str
    declaration_signed: bool
    held_at: datetime


@dataclass(frozen=True, slots=True)
class CaptureInfo:
    """That photo and fingerprints were taken; the pictures are in the core system, how many fingers is sealed."""

    core_reference: str
    fingers: SealedCell | None
    exemption: SealedCell | None
    taken_at: datetime


@dataclass(frozen=True, slots=True)
class BookInfo:
    """A book that was taken from the stock for the case."""

    number: str
    kind: str
    state: str
    void_reason: str


@dataclass(frozen=True, slots=True)
class ShelfInfo:
    """Where the finished book lies, and until when it may be collected."""

    shelf: str
    ready_at: datetime
    collect_by: date
    reminded_day: int
    relation: str
    handed_at: datetime | None


def journal(application_id: UUID) -> tuple[StepInfo, ...]:
    """Return the steps of the case, the first one first. One query; what is sealed stays so."""
    return tuple(
        StepInfo(
            id=id,
            transition=transition,
            source=State(source),
            target=State(target),
            by=by,
            role=role,
            at=at,
            **cells_of(Step, row=id, owner=owner, reason=reason, note=note),
        )
        for id, owner, transition, source, target, by, role, reason, note, at in _steps(application_id)
    )


@prepared
def _steps(application_id: UUID) -> QuerySet[Step, tuple[Any, ...]]:
    steps = Step.objects.filter(application_id=application_id).order_by("number")
    return steps.values_list(
        "id", "application__person_id", "transition", "source", "target", "by", "role", "reason", "note", "at"
    )


def interviews(application_id: UUID) -> tuple[InterviewInfo, ...]:
    """Return the interviews of the case, the first one first. One query."""
    rows = Interview.objects.filter(application_id=application_id).order_by("held_at")
    return tuple(
        InterviewInfo(
            id=row.id,
            officer_id=row.officer_id,
            outcome=row.outcome,
            declaration_signed=row.declaration_signed,
            held_at=row.held_at,
            **cells_of(Interview, row=row.id, owner=row.owner, findings=row.findings, note=row.note, reason=row.reason),
        )
        for row in rows.annotate(owner=F("application__person_id"))
    )


def capture(application_id: UUID) -> CaptureInfo | None:
    """Return the capture of the case, None before it. One query."""
    rows = Capture.objects.filter(application_id=application_id).annotate(owner=F("application__person_id"))
    row = rows.first()
    if row is None:
        return None
    cells = cells_of(Capture, row=row.id, owner=row.owner, fingers=row.fingers, exemption=row.exemption)
    return CaptureInfo(core_reference=row.core_reference, taken_at=row.taken_at, **cells)


def books(application_id: UUID) -> tuple[BookInfo, ...]:
    """Return the books used for the case in the order they were taken. One query."""
    rows = Booklet.objects.filter(application_id=application_id).order_by("changed_at", "number")
    return tuple(BookInfo(row.number, row.kind, row.state, row.void_reason) for row in rows)


def shelf(application_id: UUID) -> ShelfInfo | None:
    """Return where the finished book lies, None before it is ready. One query."""
    row = Collection.objects.filter(application_id=application_id).first()
    if row is None:
        return None
    return ShelfInfo(
        shelf=row.shelf,
        ready_at=row.ready_at,
        collect_by=row.collect_by,
        reminded_day=row.reminded_day,
        relation=row.relation,
        handed_at=row.handed_at,
    )


def involved(application_id: UUID) -> frozenset[UUID]:
    """
    Return the officers who interviewed or examined, or set or lifted a deferral, and so may not decide. Three queries.
    """
    application = Application.objects.only("id").get(id=application_id)
    officers = set(application.interviews.values_list("officer_id", flat=True))
    examined = application.steps.filter(source__in=EXAMINED, by__startswith="officer:").values_list("by", flat=True)
    return frozenset(officers | {UUID(actor.partition(":")[2]) for actor in examined})
