"""What the phone says while no counter calls from the line of its number."""

from uuid import uuid4

import pytest

from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.tests.factories import clock
from lintas.visit.queueing.tests.pages import NOW, counter_of, issue, text_of

RESTS = "Loket bagian ini sedang jeda. Kembali sekitar pukul 09.15."
NOT_OPEN = "Belum ada loket yang buka untuk bagian ini."
RECKONED = "Perkiraan tunggu sudah memperhitungkannya."


@pytest.fixture
def open_counter(payakumbuh):
    """Open a counter of the place for somebody."""

    def opened(number=1):
        counter = counter_of(payakumbuh, number)
        operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=uuid4(), at=NOW)
        return counter

    return opened


def rest(counter, minutes=15, at=NOW):
    operations.pause(counter_id=counter.id, reason="rest", minutes=minutes, by="officer:x", at=at)


def phone(client, ticket):
    return text_of(client.get(f"/antrean/{ticket.id}/"))


def at(monkeypatch, moment):
    monkeypatch.setattr("lintas.foundation.clock.now", lambda: moment)


def test_while_the_only_open_counter_rests_the_phone_says_so_and_until_when(client, payakumbuh, open_counter):
    counter = open_counter()
    ticket = issue(payakumbuh)
    assert "sedang jeda" not in phone(client, ticket)

    rest(counter)
    assert RESTS in phone(client, ticket)

    operations.resume(counter_id=counter.id, by="officer:x", at=NOW)
    assert "sedang jeda" not in phone(client, ticket)


def test_of_several_that_rest_the_first_to_come_back_counts(hall, counters):
    rest(counters[0], minutes=30)
    assert queries.unserved(hall.id, "documents") is None, "the other counter of the station works"

    rest(counters[1], minutes=10)

    assert queries.unserved(hall.id, "documents") == queries.Unserved(rests=True, until=clock(9, 10))
    assert queries.unserved(hall.id, "photo") is None
    assert queries.unserved(hall.id, "interview") == queries.Unserved(rests=False, until=None)


def test_it_costs_one_query_however_many_counters_rest(hall, counters, django_assert_num_queries):
    for counter in counters:
        rest(counter)

    with django_assert_num_queries(1):
        queries.unserved(hall.id, "documents")


def test_a_break_that_has_become_longer_names_no_hour_any_more(client, payakumbuh, open_counter, monkeypatch):
    rest(open_counter())
    ticket = issue(payakumbuh)

    at(monkeypatch, clock(9, 16))

    page = phone(client, ticket)
    assert "Loket bagian ini sedang jeda, lebih lama dari yang diumumkan." in page
    assert "Kembali sekitar" not in page


def test_while_no_counter_is_open_the_phone_says_so(client, payakumbuh):
    assert NOT_OPEN in phone(client, issue(payakumbuh))


def test_while_the_place_is_closed_the_phone_says_what_the_board_says(client, payakumbuh, monkeypatch):
    ticket = issue(payakumbuh)

    at(monkeypatch, clock(12, 30))

    said = "Istirahat. Buka lagi pukul 13.00."
    assert said in phone(client, ticket)
    board = text_of(client.get("/papan/payakumbuh/"))
    assert all(part in board for part in ("Istirahat", "Buka lagi pukul 13.00."))


def test_an_estimate_beside_it_reckons_with_the_break(client, payakumbuh, open_counter, monkeypatch):
    counter = open_counter()
    for minute in range(0, 30, 5):
        served = issue(payakumbuh)
        operations.call_next(counter_id=counter.id, by="officer:x", at=clock(9, minute))
        operations.arrive(ticket_id=served.id, by="officer:x", at=clock(9, minute))
        operations.finish(ticket_id=served.id, by="officer:x", at=clock(9, minute + 4))
    ticket = operations.issue_ticket(
        point_id=payakumbuh.id, subject=uuid4(), queue_class="regular", station="documents", by="x", at=clock(9, 31)
    )
    rest(counter, at=clock(9, 32))
    at(monkeypatch, clock(9, 33))
    assert RECKONED not in phone(client, ticket), "nothing is foretold yet"

    operations.foretell_all(at=clock(9, 33))

    assert f"Kembali sekitar pukul 09.47. {RECKONED}" in phone(client, ticket)


def test_who_is_not_in_line_reads_nothing_of_it(client, payakumbuh, open_counter):
    counter = open_counter()
    ticket = issue(payakumbuh)
    operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)
    operations.arrive(ticket_id=ticket.id, by="officer:x", at=NOW)
    operations.finish(ticket_id=ticket.id, by="officer:x", at=NOW)
    operations.close_counter(counter_id=counter.id, at=NOW)

    assert NOT_OPEN not in phone(client, ticket)


def test_a_board_without_a_call_says_that_the_counter_rests_not_that_it_was_never_opened(
    client, payakumbuh, open_counter
):
    issue(payakumbuh)
    assert "Loket belum dibuka" in text_of(client.get("/papan/payakumbuh/"))

    rest(open_counter())

    board = text_of(client.get("/papan/payakumbuh/"))
    assert "Loket sedang jeda" in board
    assert "Loket belum dibuka" not in board
