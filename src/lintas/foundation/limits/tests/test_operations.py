import threading
from datetime import timedelta

import pytest
from django.db import connections
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from lintas.foundation.access import public
from lintas.foundation.limits import door, operations, rules
from lintas.foundation.limits.models import Bucket

MINUTE = timedelta(minutes=1)


def spend(at, *, caller="person:1", kind="limits_tests.knock", limit=3, per=MINUTE):
    operations.spend(kind=kind, caller=caller, limit=limit, per=per, at=at)


def test_as_often_as_allowed_and_no_more(db, now):
    for _ in range(3):
        spend(now)

    with pytest.raises(operations.TooOften) as refusal:
        spend(now + timedelta(seconds=20))

    assert refusal.value.retry_after == 40
    assert refusal.value.status == 429


def test_the_next_window_begins_anew(db, now):
    for _ in range(3):
        spend(now)

    spend(now + MINUTE)


def test_callers_and_kinds_are_counted_apart(db, now):
    for _ in range(3):
        spend(now)

    spend(now, caller="person:2")
    spend(now, kind="limits_tests.ring")
    spend(now, per=MINUTE * 2)


def test_windows_are_the_same_for_everyone(now):
    assert rules.window_start(now + timedelta(seconds=59.9), per=MINUTE) == now
    assert rules.window_start(now + timedelta(seconds=60), per=MINUTE) == now + MINUTE


@pytest.mark.parametrize(
    ("seconds", "indonesian"),
    [(1, "1 detik"), (59, "59 detik"), (60, "1 menit"), (61, "2 menit"), (3600, "1 jam"), (3601, "2 jam")],
)
def test_the_refusal_says_how_long_to_wait(seconds, indonesian):
    with translation.override("id"):
        text = str(operations.TooOften(retry_after=seconds))

    assert text == f"Terlalu banyak percobaan dalam waktu singkat. Silakan coba lagi dalam {indonesian}."


def test_the_caller_is_not_kept(db, now):
    spend(now, caller="SITI CONTOH")

    assert "SITI" not in repr(Bucket.objects.values().get())


def test_past_windows_are_forgotten(db, now):
    spend(now)

    assert operations.forget_windows(at=now + timedelta(seconds=59)) == 0
    assert operations.forget_windows(at=now + MINUTE) == 1


def test_spending_costs_one_statement(db, now, django_assert_num_queries):
    with django_assert_num_queries(1):
        spend(now)


def test_a_limited_view_counts_posts_only_and_keeps_its_declaration(db, now, monkeypatch):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: now)
    seen = []

    @door.limited(kind="limits_tests.view", caller=lambda request, name: name, limit=1, per=MINUTE)
    @public("tests.limited")
    def view(request: HttpRequest, name: str) -> HttpResponse:
        seen.append(name)
        return HttpResponse()

    get, post = HttpRequest(), HttpRequest()
    get.method, post.method = "GET", "POST"
    for _ in range(3):
        view(get, name="a")
    view(post, name="a")
    view(post, name="b")
    with pytest.raises(operations.TooOften):
        view(post, name="a")

    assert seen == ["a", "a", "a", "a", "b"]
    assert view.access.act == "tests.limited"


@pytest.mark.storm
@pytest.mark.only_on("postgresql", "SQLite in memory has one writer; the race needs many")
def test_of_eight_at_once_only_the_allowed_three_pass(transactional_db, now):
    barrier, passed = threading.Barrier(8), []

    def knock():
        barrier.wait()
        try:
            spend(now)
            passed.append(1)
        except operations.TooOften:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(passed) == 3
