import threading
from contextlib import nullcontext
from datetime import timedelta

import pytest
from django.db import OperationalError, connection, connections

from lintas.foundation.jobs import operations, queries, registry
from lintas.foundation.jobs.models import PeriodicJob


class PartnerIsDown(Exception):
    pass


def break_down(at):
    raise PartnerIsDown("secret of SITI CONTOH")


def test_a_job_runs_at_once_and_then_every_interval(job, db, now):
    ran = job(every=timedelta(minutes=1))

    for seconds in (0, 1, 59, 60, 61, 119, 120):
        operations.run_due(at=now + timedelta(seconds=seconds))

    assert [at - now for at in ran] == [timedelta(0), timedelta(minutes=1), timedelta(minutes=2)]


def test_a_failed_job_runs_again_after_its_interval_and_only_its_class_is_kept(job, db, now):
    ran = job(then=break_down)

    operations.run_due(at=now)
    (how,) = queries.how_jobs_went()
    assert (how.error, how.last_ok_at, how.is_running) == ("PartnerIsDown", None, False)

    operations.run_due(at=now + timedelta(seconds=59))
    operations.run_due(at=now + timedelta(seconds=60))
    assert len(ran) == 2


def test_a_success_clears_the_error(job, db, now):
    troubles = [PartnerIsDown]

    def fail_once(at):
        if troubles:
            raise troubles.pop()

    job(then=fail_once)

    operations.run_due(at=now)
    operations.run_due(at=now + timedelta(minutes=1))

    (how,) = queries.how_jobs_went()
    assert (how.error, how.last_ok_at) == ("", now + timedelta(minutes=1))


class Away:
    """A database that refuses so many statements that would give a lease back."""

    def __init__(self, times: int) -> None:
        self.left = times

    def __call__(self, execute, sql, params, many, context):
        if sql.startswith("UPDATE") and "due_at" in sql.partition("WHERE")[0] and self.left:
            self.left -= 1
            raise OperationalError("the server is being restarted")
        return execute(sql, params, many, context)


@pytest.mark.parametrize(("refusals", "is_free"), [(3, True), (4, False)])
def test_a_lease_is_given_back_although_the_database_was_away_for_a_moment(
    job, transactional_db, now, monkeypatch, refusals, is_free
):
    """Else the job is held up until the lease ends by itself, as after one refusal too many."""
    monkeypatch.setattr(operations.time, "sleep", lambda seconds: None)
    monkeypatch.setattr(operations.connection, "close", lambda: None)  # the wrapper goes with the connection
    ran = job()

    with connection.execute_wrapper(Away(refusals)), nullcontext() if is_free else pytest.raises(OperationalError):
        operations.run_due(at=now)
    operations.run_due(at=now + timedelta(minutes=1))

    assert len(ran) == (2 if is_free else 1)


def test_a_job_that_a_worker_holds_is_not_run_until_its_lease_ends(job, db, now):
    ran = job()
    PeriodicJob.objects.create(name="jobs_tests.ring", due_at=now, lease_until=now + operations.LEASE)

    assert operations.run_due(at=now + timedelta(minutes=9)) == 0
    assert not queries.settled(at=now + timedelta(minutes=9))
    assert operations.run_due(at=now + timedelta(minutes=10)) == 1
    assert len(ran) == 1


def test_a_clock_set_back_does_not_stop_a_job(job, db, now):
    ran = job()
    operations.run_due(at=now)

    operations.run_due(at=now - timedelta(days=3))

    assert ran == [now, now - timedelta(days=3)]


def test_the_house_is_settled_when_every_job_that_is_due_has_ended(job, db, now):
    seen = []
    job(then=lambda at: seen.append(queries.settled(at=at)))
    assert not queries.settled(at=now)

    operations.run_due(at=now)

    assert seen == [False]
    assert queries.settled(at=now)
    assert not queries.settled(at=now + timedelta(minutes=1))


def test_no_more_jobs_run_than_asked_for(job, db, now):
    first, second = job("jobs_tests.first"), job("jobs_tests.second")

    assert operations.run_due(at=now, limit=1) == 1
    assert len(first) + len(second) == 1


def test_two_jobs_cannot_share_a_name(job):
    job()

    with pytest.raises(registry.JobNameTaken):
        job()


@pytest.mark.storm
@pytest.mark.only_on("postgresql", "SQLite in memory has one writer; the race needs many")
def test_of_eight_workers_at_one_moment_exactly_one_runs_the_job(job, transactional_db, now):
    ran = job()
    barrier = threading.Barrier(8)

    def work():
        barrier.wait()
        try:
            operations.run_due(at=now)
        finally:
            connections.close_all()

    for _ in range(10):
        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        now += timedelta(minutes=1)

    assert len(ran) == 10
