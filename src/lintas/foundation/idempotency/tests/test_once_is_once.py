"""
S03, once is once.

Many acts, each sent three times at once by a browser that tries again when it gets no reply, to a
server that breaks right after the effect or is killed there. The control writes the key in a
transaction of its own and must be caught.
"""

import os
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from uuid import uuid4

import pytest
from django.db import connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.urls import path

from lintas.foundation.access import public
from lintas.foundation.idempotency import door, operations, replies, sealing
from lintas.foundation.idempotency.requests import fresh_key, key_of, parts_of, principal_of
from lintas.foundation.idempotency.tests import pages
from lintas.foundation.outbox.models import Event
from lintas.foundation.tests import report

pytestmark = [
    pytest.mark.storm,
    pytest.mark.only_on("postgresql", "SQLite in memory has one writer; a storm needs many"),
]

ACTS = report.size(quick=300, full=5_000)
CONTROL_ACTS = 200
COPIES = 3
THREADS = 12
PATIENCE = 20


def once_with_the_key_apart(view):
    """The control: the same mechanism, but key, effect and reply are three transactions."""

    @wraps(view)
    def acting(request):
        key = key_of(request)
        row = sealing.row_id(principal=principal_of(request), key=key)
        fingerprint = sealing.fingerprint(parts_of(request), key=key)
        if not operations.claim(row=row, fingerprint=fingerprint, at=door.clock.now()):
            return replies.unpack(operations.kept(row=row, fingerprint=fingerprint, key=key), request)
        with transaction.atomic():
            response = view(request)
        operations.keep(replies.pack(response, request, session_before=None), row=row, key=key)
        return response

    return acting


urlpatterns = [*pages.urlpatterns, path("apart/", public("tests.apart")(once_with_the_key_apart(pages.act)))]


@pytest.fixture
def house(settings) -> None:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = pages.MIDDLEWARE


def storm(address: str, *, acts: int, browser, seed: int, monkeypatch) -> dict[str, int]:
    """Send every act thrice and return what went wrong and how often each rare thing was seen."""
    rng = random.Random(seed)
    seen = {"broke_after_effect": 0, "tries": 0}
    lock = threading.Lock()

    def break_sometimes(request):
        with lock:
            breaks = rng.random() < 0.1
            seen["broke_after_effect"] += breaks
        if breaks:
            raise RuntimeError("between effect and reply")

    monkeypatch.setattr(pages.Trouble, "after_effect", staticmethod(break_sometimes))
    sent = [(browser(), {"once": fresh_key(), "thing": str(uuid4())}) for _ in range(acts)]
    answers: dict[str, list[str]] = {form["thing"]: [] for _, form in sent}

    def send(act) -> None:
        client, form = act
        for _ in range(PATIENCE):
            reply = client.post(address, form)
            with lock:
                seen["tries"] += 1
                if reply.status_code == 302:
                    answers[form["thing"]].append(reply.headers["Location"])
                    return
            time.sleep(0.001)

    # Copies of one act lie side by side, so that they fall to different threads and meet.
    copies = [act for act in sent for _ in range(COPIES)]

    def work(share) -> None:
        for act in share:
            send(act)
        connections.close_all()

    with ThreadPoolExecutor(THREADS) as team:
        list(team.map(work, [copies[place::THREADS] for place in range(THREADS)]))

    done: dict[str, int] = {}
    for subject in Event.objects.values_list("subject", flat=True):
        done[str(subject)] = done.get(str(subject), 0) + 1
    return seen | {
        "acts": acts,
        "not_done": sum(done.get(thing, 0) == 0 for thing in answers),
        "done_again": sum(count > 1 for count in done.values()),
        "other_reply": sum(len(set(found)) > 1 for found in answers.values()),
        "no_reply": sum(len(found) < COPIES for found in answers.values()),
    }


FAULTS = ("not_done", "done_again", "other_reply", "no_reply")


def test_every_act_happens_once_and_all_its_copies_get_the_same_reply(
    transactional_db, browser, seed, monkeypatch, capsys
):
    seen = storm("/act/", acts=ACTS, browser=browser, seed=seed, monkeypatch=monkeypatch)

    report.tell(capsys, "S03 once is once", seed=seed, copies=COPIES, **seen)
    assert seen["broke_after_effect"] > ACTS / 50, "the storm was too quiet"
    assert {fault: seen[fault] for fault in FAULTS} == dict.fromkeys(FAULTS, 0)


def test_control_a_key_in_its_own_transaction_is_caught(transactional_db, browser, seed, monkeypatch, capsys):
    seen = storm("/apart/", acts=CONTROL_ACTS, browser=browser, seed=seed, monkeypatch=monkeypatch)

    report.tell(capsys, "S03 control", seed=seed, copies=COPIES, **seen)
    assert any(seen[fault] for fault in FAULTS)


def test_of_copies_with_different_bodies_one_acts_and_the_others_are_refused(transactional_db, browser, effects):
    for _ in range(20):
        client, key, things = browser(), fresh_key(), [uuid4() for _ in range(6)]
        barrier = threading.Barrier(len(things))

        def send(thing, client=client, key=key, barrier=barrier) -> int:
            barrier.wait()
            try:
                return client.post("/act/", {"once": key, "thing": thing}).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(things)) as team:
            statuses = list(team.map(send, things))

        assert sorted(statuses) == [302, 422, 422, 422, 422, 422]
        assert sum(map(effects, things)) == 1


def killed_after_effect(address: str, client, form) -> None:
    """Send the form in a process that is gone between effect and commit."""
    child = os.fork()
    if child == 0:
        DatabaseWrapper._connection_pools = {}  # the parent's sockets stay the parent's
        pages.Trouble.after_effect = staticmethod(lambda request: os._exit(9))
        threading.Thread(target=lambda: client.post(address, form)).start()
        time.sleep(20)
        os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 9


def test_a_server_killed_between_effect_and_reply_leaves_nothing_and_the_next_try_acts_once(
    transactional_db, browser, effects
):
    for _ in range(report.size(quick=5, full=50)):
        client, thing = browser(), uuid4()
        form = {"once": fresh_key(), "thing": thing}

        killed_after_effect("/act/", client, form)

        assert effects(thing) == 0
        locations = {client.post("/act/", form).headers["Location"] for _ in range(COPIES)}
        assert len(locations) == 1
        assert effects(thing) == 1


def test_control_a_kill_with_the_key_apart_loses_the_act(transactional_db, browser, effects):
    client, thing = browser(), uuid4()
    form = {"once": fresh_key(), "thing": thing}

    killed_after_effect("/apart/", client, form)

    assert client.post("/apart/", form).status_code == 500
    assert effects(thing) == 0


def test_a_copy_that_waits_too_long_is_told_that_the_first_is_still_running(transactional_db, browser, effects):
    client, thing = browser(), uuid4()
    form = {"once": fresh_key(), "thing": thing}
    began, may_end = threading.Event(), threading.Event()

    def dawdle(request):
        began.set()
        may_end.wait(20)

    pages.Trouble.after_effect, quick = staticmethod(dawdle), pages.Trouble.after_effect
    with ThreadPoolExecutor(1) as team:
        first = team.submit(lambda: (client.post("/act/", form), connections.close_all())[0])
        began.wait(20)
        second = client.post("/act/", form)
        may_end.set()
        pages.Trouble.after_effect = staticmethod(quick)

        assert (second.status_code, second.content) == (409, b"idempotency.still_running")
        assert client.post("/act/", form).headers["Location"] == first.result().headers["Location"]
    assert effects(thing) == 1
