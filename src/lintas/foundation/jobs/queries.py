"""The read side of the jobs: what is left to do, and how each job went."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import QuerySet

from lintas.foundation.jobs.models import PeriodicJob
from lintas.foundation.jobs.registry import Periodic, jobs
from lintas.foundation.outbox import queries as outbox
from lintas.foundation.prepared import prepared


@dataclass(frozen=True, slots=True)
class JobInfo:
    """How a job went last; ``error`` names the class of the exception of its last run, if it failed."""

    name: str
    due_at: datetime
    is_running: bool
    last_ok_at: datetime | None
    error: str


def how_jobs_went() -> tuple[JobInfo, ...]:
    """Return every job that has ever been due, by name. One query."""
    return tuple(
        JobInfo(row.name, row.due_at, row.lease_until is not None, row.last_ok_at, row.last_error)
        for row in PeriodicJob.objects.order_by("name")
    )


def due_jobs(*, at: datetime) -> tuple[Periodic, ...]:
    """
    Return the jobs to run at ``at`` that no worker holds, longest due first. One query.

    A job that seems further away than its interval is due as well: the clock was set back.
    """
    rows = _by_name()

    def is_due(job: Periodic) -> bool:
        row = rows.get(job.name)
        return row is None or (_is_over(row, job, at=at) and (row.lease_until is None or row.lease_until <= at))

    return tuple(
        sorted(filter(is_due, jobs()), key=lambda job: rows[job.name].due_at if job.name in rows else at),
    )


def settled(*, at: datetime) -> bool:
    """Say whether every event that is due at ``at`` was delivered and every job due then has ended. Two queries."""
    rows = _by_name()
    over = all(job.name in rows and not _is_over(rows[job.name], job, at=at) for job in jobs())
    return over and outbox.settled(at=at)


class _Row(NamedTuple):
    name: str
    due_at: datetime
    lease_until: datetime | None


def _by_name() -> dict[str, _Row]:
    return {name: _Row(name, *rest) for name, *rest in _rows()}


@prepared
def _rows() -> QuerySet[PeriodicJob, tuple[Any, ...]]:
    return PeriodicJob.objects.values_list(*_Row._fields)


def _is_over(row: _Row, job: Periodic, *, at: datetime) -> bool:
    return not at < row.due_at <= at + job.every
