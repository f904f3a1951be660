"""The state of the machine in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.desk_words import waited
from lintas.directory.people.queries import DoubtInfo
from lintas.directory.people.states import Purpose
from lintas.foundation.jobs.queries import JobInfo
from lintas.foundation.ledger.queries import ShardInfo
from lintas.foundation.outbox.queries import DeadLetter
from lintas.ui import filters

LAG_ALARM = timedelta(minutes=15)
"""Security guide, section "Required mechanisms", log: alarm at 15 minutes' lag."""


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One delivery that needs a person."""

    id: UUID
    event: str
    handler: str
    error: str
    attempts: int
    since: str


@dataclass(frozen=True, slots=True)
class JobRow:
    """One periodic job."""

    name: str
    last: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure, as the facts component takes it."""

    label: str
    value: str
    note: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class DoubtRow:
    """A look at personal data that its person says was not for their business."""

    id: UUID
    since: str
    who: str
    looked: str
    why: str
    reference: str


def doubts(found: Iterable[DoubtInfo], references: Mapping[UUID, str], *, zone: str) -> tuple[DoubtRow, ...]:
    """Return the doubted looks, with the case on which each was said to be."""
    return tuple(
        DoubtRow(
            id=doubt.look.id,
            since=filters.short_moment(doubt.doubted_at, zone),
            who=doubt.look.alias or doubt.look.role,
            looked=filters.short_moment(doubt.look.at, zone),
            why=str(Purpose(doubt.look.purpose).label) if doubt.look.purpose in Purpose.values else doubt.look.purpose,
            reference=references.get(doubt.look.case_id, "") if doubt.look.case_id else "",
        )
        for doubt in found
    )


def letters(found: Iterable[DeadLetter], *, zone: str) -> tuple[LetterRow, ...]:
    """Return the deliveries that were given up."""
    return tuple(
        LetterRow(
            id=letter.id,
            event=letter.event,
            handler=letter.handler.rpartition(".")[2],
            error=letter.error,
            attempts=letter.attempts,
            since=filters.short_moment(letter.failing_since, zone),
        )
        for letter in found
    )


def jobs(found: Iterable[JobInfo], *, zone: str, at: datetime) -> tuple[JobRow, ...]:
    """Return the periodic jobs with how each went last."""
    return tuple(_job(job, zone=zone, at=at) for job in found)


def facts(shards: tuple[ShardInfo, ...], *, lag: timedelta, zone: str) -> tuple[Fact, ...]:
    """Return how far the ledger is numbered and signed."""
    minutes = int(lag.total_seconds() // 60)
    signed = max((shard.signed_at for shard in shards if shard.signed_at), default=None)
    return (
        Fact(
            _("Catatan di buku besar"),
            filters.number(sum(shard.size for shard in shards)),
            _("%(count)s bagian") % {"count": len(shards)},
        ),
        Fact(
            _("Sudah ditandatangani"),
            filters.number(sum(shard.signed_size for shard in shards)),
            _("terakhir %(when)s") % {"when": filters.short_moment(signed, zone)} if signed else _("belum pernah"),
            "open" if signed else "late",
        ),
        Fact(
            _("Menunggu nomor"),
            waited(minutes),
            _("alarm bila lebih dari %(minutes)s menit") % {"minutes": int(LAG_ALARM.total_seconds() // 60)},
            "late" if lag > LAG_ALARM else "plain",
        ),
    )


def _job(job: JobInfo, *, zone: str, at: datetime) -> JobRow:
    last = filters.short_moment(job.last_ok_at, zone) if job.last_ok_at else _("belum pernah")
    if job.error:
        return JobRow(job.name, last, _("gagal: %(error)s") % {"error": job.error}, "late")
    if job.is_running:
        return JobRow(job.name, last, _("berjalan"), "info")
    return JobRow(job.name, last, _("baik") if job.due_at >= at else _("menunggu giliran"), "done")
