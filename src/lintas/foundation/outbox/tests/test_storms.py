"""The outbox under races, broken handlers and killed workers, on a database with many writers."""

import os
import random
import threading
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper

from lintas.foundation.outbox import delivering, operations, queries, rules
from lintas.foundation.outbox.models import Delivery, DeliveryQuerySet, Event
from lintas.foundation.outbox.states import State
from lintas.foundation.outbox.tests.witness import BellHeard, BellRung, Witness
from lintas.foundation.tests import report

pytestmark = [
    pytest.mark.storm,
    pytest.mark.only_on("postgresql", "SQLite in memory has one writer; a storm needs many"),
]

MOMENT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
WORKERS = 4
SUBJECTS = 12
EACH = report.size(quick=12, full=100)


class PartnerIsDown(Exception):
    pass


def at_once(*works) -> None:
    """Run the works in threads that begin together."""
    barrier = threading.Barrier(len(works))

    def run(work):
        barrier.wait()
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def publish_in_shares(subjects: list[UUID], now) -> None:
    """Let several threads publish on the same subjects; each keeps its own order."""

    def publish(place: int) -> None:
        rng = random.Random(place)
        for count in range(EACH):
            for subject in rng.sample(subjects, len(subjects)):
                with transaction.atomic():
                    event = BellRung(subject=subject, count=place * EACH + count)
                    operations.publish(event, by="system:tests", at=now)
                    time.sleep(0.0005)

    at_once(*(lambda place=place: publish(place) for place in range(3)))


def storm(witness, now, seed: int) -> dict[str, object]:
    """Let four workers deliver to handlers that fail now and then; return what was heard, and in which order it was."""
    rng, lock = random.Random(seed), threading.Lock()
    heard: dict[str, dict[UUID, list[int]]] = {"inside": defaultdict(list), "outside": defaultdict(list)}
    failures = Counter()

    def hear(kind):
        def handler(event, **facts):
            with lock:
                fails = rng.random() < 0.05
                failures[kind] += fails
            if fails:
                raise PartnerIsDown
            heard[kind][event.subject].append(event.count)

        return handler

    witness.inside, witness.outside = hear("inside"), hear("outside")
    subjects = [uuid4() for _ in range(SUBJECTS)]
    publish_in_shares(subjects, now)
    order = {
        subject: [event.body["count"] for event in Event.objects.filter(subject=subject).order_by("position")]
        for subject in subjects
    }

    moment, rounds = now, 0
    while not queries.settled(at=moment + rules.LONGEST_PAUSE):
        at_once(*[lambda at=moment: operations.deliver_due(at=at, limit=10_000)] * WORKERS)
        moment += timedelta(seconds=31)
        rounds += 1
        assert rounds < 500
    return {"heard": heard, "order": order, "failures": failures, "rounds": rounds}


def tell(capsys, promise: str, seed: int, seen: dict) -> None:
    events = sum(map(len, seen["order"].values()))
    failures = seen["failures"].total()
    report.tell(capsys, promise, seed=seed, events=events, workers=WORKERS, failures=failures, rounds=seen["rounds"])


def test_under_four_workers_each_subject_is_heard_in_order_and_nothing_is_lost(
    transactional_db, witness, now, seed, capsys
):
    seen = storm(witness, now, seed)

    tell(capsys, "Outbox, order under workers", seed, seen)
    assert seen["failures"]["inside"], "the storm was too quiet"
    assert seen["failures"]["outside"], "the storm was too quiet"
    assert seen["heard"]["inside"] == seen["order"]
    assert seen["heard"]["outside"] == seen["order"]


def test_control_without_the_line_per_subject_the_order_is_lost(
    transactional_db, witness, now, seed, capsys, monkeypatch
):
    monkeypatch.setattr(DeliveryQuerySet, "due", lambda rows, at: rows.filter(state=State.WAITING, due_at__lte=at))
    monkeypatch.setattr(delivering, "_let_the_line_wait", lambda delivery: None)

    seen = storm(witness, now, seed)

    tell(capsys, "Outbox, control of the order", seed, seen)
    assert seen["heard"]["inside"] != seen["order"]


def test_publishers_at_once_number_each_subject_without_gaps_in_the_order_of_commits(transactional_db, now):
    subjects = [uuid4() for _ in range(3)]

    publish_in_shares(subjects, now)

    for subject in subjects:
        positions = Event.objects.filter(subject=subject).order_by("position").values_list("position", flat=True)
        assert list(positions) == list(range(1, 3 * EACH + 1))


def test_a_later_event_is_not_to_be_had_before_an_earlier_one_has_committed(transactional_db, witness, now):
    subject, published, may_commit = uuid4(), threading.Event(), threading.Event()
    heard = []
    witness.inside = lambda event, *, at: heard.append(event.count)

    def first():
        with transaction.atomic():
            operations.publish(BellRung(subject=subject, count=1), by="system:tests", at=now)
            published.set()
            may_commit.wait(2)

    def second():
        published.wait(10)
        with transaction.atomic():
            operations.publish(BellRung(subject=subject, count=2), by="system:tests", at=now)

    def deliver():
        published.wait(10)
        for _ in range(10):
            operations.deliver_due(at=now)
            time.sleep(0.02)
        assert heard == []
        may_commit.set()

    at_once(first, second, deliver)
    operations.deliver_due(at=now)

    assert heard == [1, 2]


def work_and_be_killed(at, *, after: int) -> bool:
    """Deliver in a process that is gone at the end of its `after`-th handler; say whether it came to that."""
    child = os.fork()
    if child == 0:
        DatabaseWrapper._connection_pools = {}  # the parent's sockets stay the parent's
        begun = Counter()

        def work():
            operations.deliver_due(at=at, limit=10_000)
            os._exit(0)

        def hear(event, **facts):
            leave_a_trace(event)
            begun["handlers"] += 1
            if begun["handlers"] == after:
                os._exit(9)

        Witness.inside = Witness.outside = staticmethod(hear)
        threading.Thread(target=work).start()
        time.sleep(20)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 9)
    return os.waitstatus_to_exitcode(status) == 9


MOST_BEGUN = 4
"""A life that ends this early finishes three of its tasks at most, so there is work left for every kill."""


def leave_a_trace(event: BellRung, **facts: object) -> None:
    with transaction.atomic():
        operations.publish(BellHeard(subject=event.subject), by="system:tests", at=MOMENT)


def test_killed_workers_lose_nothing_and_what_handlers_do_inside_happens_exactly_once(
    transactional_db, ring, witness, now, seed, capsys
):
    rng = random.Random(seed)
    subjects = [uuid4() for _ in range(report.size(quick=20, full=200))]
    for subject in subjects:
        ring(subject)
    Delivery.objects.filter(handler__endswith="hear_outside").delete()

    kills, moment = 0, now
    while not queries.settled(at=moment + rules.LONGEST_PAUSE):
        if kills < report.size(quick=5, full=50):
            kills += work_and_be_killed(moment, after=rng.randint(1, MOST_BEGUN))
        else:
            witness.inside = leave_a_trace
            operations.deliver_due(at=moment)
        moment += rules.LEASE + rules.FIRST_PAUSE

    heard = Counter(Event.objects.filter(name=BellHeard.name).values_list("subject", flat=True))
    report.tell(capsys, "Outbox, killed workers", seed=seed, kills=kills, events=len(subjects), heard=heard.total())
    assert kills >= 5, "the storm was too quiet"
    assert heard == Counter(subjects)
    assert not queries.dead_letters()


def test_a_worker_killed_after_calling_outside_calls_again_with_the_same_id(transactional_db, ring, witness, now):
    ring(uuid4())
    Delivery.objects.filter(handler__endswith="hear_inside").delete()
    (due,) = Delivery.objects.values_list("id", flat=True)
    calls = []
    witness.outside = lambda event, *, at, delivery: calls.append(delivery)

    assert work_and_be_killed(now, after=1)
    assert Event.objects.filter(name=BellHeard.name).count() == 1, "it had called"
    for seconds in (0, 59, 60, 91):
        operations.deliver_due(at=now + timedelta(seconds=seconds))

    assert calls == [due]
    assert Delivery.objects.get().state == State.DONE


def test_a_worker_that_lost_its_lease_changes_nothing(transactional_db, ring, witness, now):
    """Two workers hold the same delivery; the one that was slow to begin must find that it is too late."""
    ring(uuid4())
    Delivery.objects.filter(handler__endswith="hear_outside").delete()
    heard = []
    witness.inside = lambda event, *, at: heard.append(at)
    (slow,) = delivering._take(at=now, limit=1)
    later = now + rules.LEASE + timedelta(seconds=1)
    operations.deliver_due(at=later)
    operations.deliver_due(at=later + rules.FIRST_PAUSE)
    assert len(heard) == 1

    assert delivering._attempt(slow, at=later) is None

    assert len(heard) == 1
