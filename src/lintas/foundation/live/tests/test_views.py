from uuid import uuid4

import pytest
from django.urls import reverse

from lintas.foundation.live import operations, queries, views

BOARD, DESK = f"board:{uuid4()}", f"desk:{uuid4()}"


@pytest.fixture(autouse=True)
def only_the_page(settings) -> None:
    """Leave out what the frame of the house adds to every request."""
    settings.MIDDLEWARE = []


def poll(client, *topics: str, since: str = ""):
    return client.get(reverse("live:poll"), {"topic": topics, "since": since})


def test_polling_tells_what_was_touched_and_where_to_go_on(transactional_db, client, now):
    operations.touch(topic=DESK, at=now)
    before = queries.cursor()
    operations.touch(topic=BOARD, at=now)

    told = poll(client, BOARD, DESK, since=before).json()

    assert told["touched"] == [BOARD]
    assert poll(client, BOARD, DESK, since=told["cursor"]).json()["touched"] == []


def test_without_a_cursor_everything_is_to_be_looked_at(transactional_db, client):
    assert poll(client, BOARD).json()["touched"] == [BOARD]
    assert poll(client, BOARD, since="'; --").json()["touched"] == [BOARD]


@pytest.mark.parametrize("topics", [[], ["board:x"], [f"board:{uuid4()}" for _ in range(9)]])
def test_other_topics_are_refused(transactional_db, client, topics):
    assert poll(client, *topics).status_code == 400


def test_answers_are_never_kept_by_caches_and_cost_two_queries(transactional_db, client, django_assert_num_queries):
    with django_assert_num_queries(2):
        reply = poll(client, BOARD, since="1:1:")

    assert "no-store" in reply.headers["Cache-Control"]


def test_anyone_may_follow(client):
    assert views.poll.access.act == "live.follow"
    assert client.post(reverse("live:poll")).status_code == 405
