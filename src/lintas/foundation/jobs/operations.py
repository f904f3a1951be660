"""Run what is due."""

import logging
import time
from datetime import datetime, timedelta

from django.db import OperationalError, connection
from django.db.models import Q

from lintas.foundation.errors import name_and_place
from lintas.foundation.jobs import queries
from lintas.foundation.jobs.models import PeriodicJob
from lintas.foundation.jobs.registry import Periodic

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)
"""After this a worker that took a job is taken for lost."""

GIVES_BACK_AGAIN_AFTER = (0.2, 1.0, 5.0)
"""Seconds between attempts to give a lease back while the database is away or busy, beside what each waits for it."""


def run_due(*, at: datetime, limit: int | None = None) -> int:
    """
    Run the jobs due at ``at``, at most ``limit``; return how many ran.

    A job that fails runs again after its usual interval; its error never reaches the caller.
    """
    ran = 0
    for job in queries.due_jobs(at=at):
        if ran == limit:
            break
        if _take(job, at=at):
            _run(job, at=at)
            ran += 1
    return ran


def _take(job: Periodic, *, at: datetime) -> bool:
    if _lease(job, at=at):
        return True
    # Another worker was first, or the job has never run.
    if PeriodicJob.objects.filter(name=job.name).exists():
        return False
    PeriodicJob.objects.bulk_create([PeriodicJob(name=job.name, due_at=at)], ignore_conflicts=True)
    return _lease(job, at=at)


def _lease(job: Periodic, *, at: datetime) -> bool:
    # The condition is looked at again under the row's lock: of two workers one finds nothing to update.
    free = Q(lease_until=None) | Q(lease_until__lte=at)
    due = Q(due_at__lte=at) | Q(due_at__gt=at + job.every)
    return PeriodicJob.objects.filter(free & due, name=job.name).update(lease_until=at + LEASE) == 1


def _run(job: Periodic, *, at: datetime) -> None:
    outcome: dict[str, object]
    try:
        done = job.run(at=at)
    except Exception as failure:
        logger.error("%s failed: %s", job.name, name_and_place(failure))
        outcome = {"last_error": type(failure).__name__}
    else:
        logger.debug("%s: %s", job.name, done)
        outcome = {"last_ok_at": at, "last_error": ""}
    _give_back(job, at=at, outcome=outcome)


def _give_back(job: Periodic, *, at: datetime, outcome: dict[str, object]) -> None:
    """End the lease; try again for a while, since one that is not given back holds the job up until it ends by itself."""
    for pause in (*GIVES_BACK_AGAIN_AFTER, None):
        try:
            PeriodicJob.objects.filter(name=job.name, lease_until=at + LEASE).update(
                due_at=at + job.every, lease_until=None, **outcome
            )
        except OperationalError:
            if pause is None or connection.in_atomic_block:
                raise
            connection.close()
            time.sleep(pause)
        else:
            return
