import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from lintas.foundation.jobs import queries
from lintas.foundation.jobs.worker import IDLE_SECONDS, Worker


def test_once_does_everything_due_and_stops(job, db):
    ran = job()

    call_command("work", "--once", stdout=StringIO())

    assert len(ran) == 1
    assert queries.settled(at=ran[0])


def test_a_worker_runs_jobs_until_it_is_told_to_stop(job, transactional_db):
    ran = job(every=timedelta(milliseconds=50))
    worker = Worker(threads=3)

    worker.start()
    started = time.monotonic()
    while len(ran) < 3 and time.monotonic() < started + 30:
        time.sleep(0.01)
    worker.stop()
    worker.wait()

    ended = len(ran)
    assert ended >= 3
    assert ended == len(ran)


def test_trouble_makes_a_worker_pause_and_not_end(job, transactional_db, monkeypatch):
    ran = job(every=timedelta(milliseconds=50))
    troubles = [ConnectionError("database is away")]
    really = queries.due_jobs

    def sometimes(*, at):
        if troubles:
            raise troubles.pop()
        return really(at=at)

    monkeypatch.setattr(queries, "due_jobs", sometimes)
    monkeypatch.setattr("lintas.foundation.jobs.worker.TROUBLED_SECONDS", 0.01)
    worker = Worker(threads=1)
    worker.start()
    started = time.monotonic()
    while not ran and time.monotonic() < started + 30:
        time.sleep(0.01)
    worker.stop()
    worker.wait()

    assert ran


def test_an_idle_worker_looks_again_at_least_five_times_a_second():
    assert IDLE_SECONDS <= 0.2


def test_a_signal_that_found_the_main_thread_about_to_wait_is_heard(monkeypatch):
    # Python notes a signal wherever it arrives and runs its handler in the main thread when that wakes next. One
    # that another thread hears leaves the main thread as asleep as one that comes the instant before it waits.
    monkeypatch.setattr(Worker, "_round", lambda self: 0)
    worker = Worker(threads=1)
    before = signal.signal(signal.SIGUSR1, lambda *_: worker.stop())
    try:
        worker.start()
        threading.Timer(0.3, lambda: signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)).start()
        last = threading.Timer(20, worker.stop)
        last.start()

        worker.wait()

        assert last.is_alive()
    finally:
        last.cancel()
        signal.signal(signal.SIGUSR1, before)


@pytest.mark.storm
def test_the_command_ends_by_itself_when_asked_to(tmp_path):
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("LINTAS_")}
    surroundings |= {"LINTAS_MODE": "test", "LINTAS_VAR_DIR": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path)}
    lintas = [sys.executable, "-m", "lintas"]
    subprocess.run([*lintas, "migrate", "-v0"], env=surroundings, check=True)
    subprocess.run([*lintas, "migrate", "-v0", "--database", "keys"], env=surroundings, check=True)
    with subprocess.Popen(
        [*lintas, "work", "--threads", "2"], env=surroundings, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout.readline() == "At work.\n"

        worker.send_signal(signal.SIGTERM)

        assert worker.wait(timeout=30) == 0
