"""A family on the board, at the console, on the phone and on the page of the day."""

import pytest
from playwright.sync_api import expect

from lintas.directory.offices import queries as offices
from lintas.foundation.idempotency.door import fresh_key
from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.tests.factories import DAY, clock
from lintas.visit.queueing.tests.pages import act, issue, sign_in, sit, text_of
from lintas.visit.queueing.tests.test_boards_browser import NOW, SIZES, font_size, minutes_of_arc
from tests.browser import BOARD, PHONE, assert_accessible, assert_fits, photograph


def family(point, size=3):
    tickets = [issue(point) for _ in range(size)]
    for ticket in tickets[1:]:
        operations.join_party(
            ticket_id=ticket.id, with_ticket_id=tickets[0].id, ground="household", by="officer:x", at=NOW
        )
    return tickets


def call_at(point, number):
    counter = next(one for one in offices.counters(point_id=point.id) if one.number == number)
    operations.open_counter(point_id=point.id, counter_id=counter.id, officer_id=counter.id, at=NOW)
    return operations.call_next(counter_id=counter.id, by="officer:x", at=NOW)


def test_the_board_says_all_numbers_of_a_family_as_one_call(client, payakumbuh):
    family(payakumbuh)
    issue(payakumbuh)
    call_at(payakumbuh, 1)

    page = text_of(client.get("/papan/payakumbuh/"))

    assert "Nomor A 001, A 002, A 003, silakan ke Loket 1" in page
    assert page.count("data-call-id=") == 1
    clips = page.partition('data-clips="')[2].partition('"')[0]
    assert [part.rpartition("/")[2] for part in clips.split("|")[1].split()].count("letter-a.mp3") == 3
    assert "A 004" not in page


def test_who_is_called_again_is_shown_with_the_family(client, payakumbuh):
    family(payakumbuh)
    head = call_at(payakumbuh, 1)
    operations.recall(ticket_id=head.id, by="officer:x", at=clock(9, 1))

    assert "Nomor A 001, A 002, A 003, silakan ke Loket 1" in text_of(client.get("/papan/payakumbuh/"))


def test_a_board_with_families_asks_as_often_as_one_without(client, payakumbuh, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr("lintas.directory.catalogue.remembering._is_changing", lambda: False)
    family(payakumbuh, 6)
    call_at(payakumbuh, 1)
    client.get("/papan/payakumbuh/")

    with django_assert_num_queries(9):
        client.get("/papan/payakumbuh/")


def test_the_console_serves_a_family_one_after_the_other(client, payakumbuh):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    mother, child, *_rest = family(payakumbuh)
    assert "Bersama A 002, A 003" in text_of(client.get("/petugas/loket/"))
    page = text_of(act(client, "call"))
    assert "Bersama A 002, A 003" in page
    assert "layani satu per satu" in page

    act(client, "arrive", mother)
    page = text_of(act(client, "finish", mother))

    assert "A 002" in page
    assert "Dilayani sejak" in page
    assert Ticket.objects.get(id=child.id).state == "serving"


def test_a_finish_that_was_a_mistake_is_taken_back_at_the_console(client, payakumbuh, monkeypatch):
    sign_in(client, payakumbuh)
    sit(client, payakumbuh)
    mother, child, *_rest = family(payakumbuh)
    for second, deed in enumerate(("call", "arrive", "finish")):
        monkeypatch.setattr("lintas.foundation.clock.now", lambda second=second: clock(9, 0, second))
        page = text_of(act(client, deed, None if deed == "call" else mother))
    assert "Batalkan “Selesai” A 001" in page

    client.post("/petugas/loket/batalkan/", {"once": fresh_key()})

    assert [Ticket.objects.get(id=one.id).state for one in (mother, child)] == ["serving", "beside"]


def test_the_page_of_the_day_explains_each_number_of_a_family(client, payakumbuh):
    family(payakumbuh)
    call_at(payakumbuh, 1)

    page = text_of(client.get("/antrean/urutan/payakumbuh/"))

    assert "Semua 3 panggilan sesuai urutan" in page
    assert page.count("Dipanggil bersama A 001: satu keluarga") == 2
    assert "keluarga" in page.partition('id="aturan"')[2]
    assert queries.order_of(point_id=payakumbuh.id, day=DAY).right == 3


@pytest.mark.parametrize("people", [4, 6])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("shape", ["aula", "besar", "berkas"])
def test_a_family_fits_every_screen(open_page, transactional_db, payakumbuh, shape, size, people):
    for minute in range(2):
        tickets = family(payakumbuh, people)
        counter = next(one for one in offices.counters(point_id=payakumbuh.id) if one.station == "documents")
        operations.open_counter(point_id=payakumbuh.id, counter_id=counter.id, officer_id=counter.id, at=NOW)
        head = operations.call_next(counter_id=counter.id, by="officer:x", at=clock(9, minute))
        operations.arrive(ticket_id=head.id, by="officer:x", at=clock(9, minute, 1))
        for second, ticket in enumerate(tickets if minute == 0 else (), 2):
            operations.finish(ticket_id=ticket.id, by="officer:x", at=clock(9, minute, second))
    board = open_page(size=SIZES[size])
    board.goto(f"/papan/payakumbuh/{shape}/")
    photograph(board, f"keluarga-{people}-{shape}-{size}", whole=size == "ponsel")

    assert_accessible(board)
    assert_fits(board)
    assert board.evaluate(STICKS_OUT) == []


STICKS_OUT = """() => [...document.querySelectorAll(".call, .calls li")].flatMap((whole) => {
    const box = whole.getBoundingClientRect();
    const where = whole.querySelector(".call__where, .calls__where").getBoundingClientRect();
    return [...whole.querySelectorAll(".call__family span, .calls__family span")]
        .filter((one) => {
            const part = one.getBoundingClientRect();
            return part.bottom > box.bottom + 1 || part.top < box.top - 1 || part.right > where.left + 1;
        }).map((one) => one.innerText);
})"""
"""Numbers that leave their call, or run into the counter's."""


@pytest.mark.parametrize(("size", "metres"), [(2, 8), (4, 8), (6, 6)])
def test_the_numbers_of_a_family_are_read_from_far_away(open_page, transactional_db, payakumbuh, size, metres):
    family(payakumbuh, size)
    call_at(payakumbuh, 1)
    board = open_page(size=BOARD)
    board.goto("/papan/payakumbuh/")

    assert board.locator(".call__family span").count() == size
    assert minutes_of_arc(font_size(board.locator(".call__family").first), metres=metres) >= 20


def test_the_phone_of_one_of_the_family_fits_a_small_screen(open_page, transactional_db, payakumbuh):
    tickets = family(payakumbuh, 6)
    call_at(payakumbuh, 1)
    phone = open_page(size=PHONE)
    phone.goto(f"/antrean/{tickets[5].id}/")
    photograph(phone, "keluarga-ponsel-nomor", whole=True)

    expect(phone.get_by_text("Giliran keluarga Anda")).to_be_visible()
    assert_accessible(phone)
    assert_fits(phone)
