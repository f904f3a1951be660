"""The public pages and papers."""

from datetime import timedelta
from pathlib import Path

import pytest

from lintas.foundation import clock
from lintas.visit.appointments.tests.factories import make_slot, wib
from lintas.visit.draws import operations, queries, verify_draw
from lintas.visit.draws.states import VoidReason
from lintas.visit.draws.tests import factories as make
from lintas.visit.draws.tests.factories import ANNOUNCED, OPENS


@pytest.fixture
def at_the_house(house, monkeypatch, people):
    """A furnished house on 2 November, with people of the test's own."""
    monkeypatch.setattr("lintas.directory.people.queries.person", people.info)
    monkeypatch.setattr(clock, "now", lambda: ANNOUNCED)
    return house


def words(answer) -> str:
    return " ".join(answer.content.decode().split())


def test_without_a_draw_the_calendar_says_so(client, at_the_house):
    assert "Belum ada undian yang diumumkan" in words(client.get("/undian/"))


def test_the_calendar_and_the_page_tell_places_entries_and_promises(client, at_the_house, people):
    draw_id = make.opened(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7), capacity=2)])
    for _ in range(6):
        make.enter(draw_id, people.new())

    listed, shown = words(client.get("/undian/")), words(client.get(f"/undian/{draw_id}/"))

    assert "2 tempat, 6 peserta" in listed
    assert "sekitar 33 dari 100 orang" in shown
    found = queries.draw(draw_id)
    for promise in (found.seed_commitment, *(one.commitment for one in found.witnesses)):
        assert promise in shown
    assert client.get(f"/undian/{draw_id}/peserta.jsonl").status_code == 404
    assert client.get(f"/undian/{draw_id}/catatan.jsonl").status_code == 404


def test_an_announced_draw_without_witnesses_says_so_and_who_could_choose_the_outcome(client, at_the_house):
    draw_id = make.announce(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])

    shown = words(client.get(f"/undian/{draw_id}/"))

    assert "Belum ada saksi dari luar kantor yang ikut." in shown
    assert "Selama begitu, kantor bisa memilih hasilnya sendiri." in shown
    assert "bila belum ada pada Rabu, 4 November 2026, 08.00 WIB, undian ini batal" in shown
    assert "Kantor dan saksi mengikat diri" not in shown
    assert "Kantor dan setiap saksi menyimpan" not in shown


def test_a_draw_with_one_witness_of_two_says_how_many_are_missing(client, at_the_house):
    draw_id = make.announce(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])
    make.commit(draw_id, "kampus")

    shown = words(client.get(f"/undian/{draw_id}/"))

    assert "1 dari 2 saksi dari luar kantor sudah menyerahkan janjinya." in shown
    assert "kantor bisa memilih hasilnya sendiri" in shown


def test_an_open_draw_counts_its_witnesses_and_says_what_they_are_worth(client, at_the_house):
    draw_id = make.opened(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])

    shown = words(client.get(f"/undian/{draw_id}/"))

    assert "2 saksi dari luar kantor sudah menyerahkan janjinya; nilainya masih tertutup." in shown
    assert "hanya bisa diatur bila kantor dan semua saksi bersekongkol" in shown
    assert "Nama saksi ditulis oleh kantor" in shown


def test_a_closed_draw_counts_the_values_that_are_open_and_a_published_one_has_them_all(client, at_the_house, people):
    slots = [make_slot(at_the_house.id, wib(12, 8, 7))]
    draw_id = make.closed(at_the_house, people, slots=slots)
    make.reveal(draw_id, "kampus")
    assert "1 dari 2 saksi dari luar kantor sudah membuka nilainya." in words(client.get(f"/undian/{draw_id}/"))

    make.reveal(draw_id, "ombudsman")
    operations.keep_the_calendar(at=make.CLOSES)

    assert "2 saksi dari luar kantor ikut, dan semua nilainya sudah dibuka." in words(client.get(f"/undian/{draw_id}/"))


def test_a_draw_that_no_witness_came_for_is_void_and_claims_none(client, at_the_house):
    draw_id = make.announce(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])
    operations.keep_the_calendar(at=OPENS)

    shown = words(client.get(f"/undian/{draw_id}/"))

    assert "Undian ini batal" in shown
    assert "Tidak ada saksi dari luar kantor yang ikut.</strong> Kantor bisa memilih hasilnya sendiri" in shown
    assert "bersekongkol" not in shown


def test_the_papers_and_the_script_are_handed_out_byte_for_byte(client, at_the_house, people):
    draw_id = make.published(at_the_house, people, slots=[make_slot(at_the_house.id, wib(12, 8, 7), capacity=2)])

    paper = client.get(f"/undian/{draw_id}/catatan.jsonl")
    script = client.get("/undian/periksa-undian.py")

    assert paper.content == queries.paper(draw_id, "transcript")
    assert verify_draw.verify(paper.content)
    assert "attachment" in paper["Content-Disposition"]
    assert client.get(f"/undian/{draw_id}/peserta.jsonl").content == queries.paper(draw_id, "entries")
    assert script.content == Path(verify_draw.__file__).read_bytes()


def test_a_void_draw_tells_why(client, at_the_house):
    draw_id = make.announce(at_the_house, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])
    operations.void_draw(draw_id=draw_id, reason=VoidReason.OUTAGE, by="officer:x", at=OPENS - timedelta(hours=1))

    assert "Undian ini batal" in words(client.get(f"/undian/{draw_id}/"))
    assert "Gangguan sistem" in words(client.get(f"/undian/{draw_id}/"))


def test_a_void_draw_tells_what_becomes_of_its_places_and_people_and_leads_on(client, at_the_house, people):
    slots = [make_slot(at_the_house.id, wib(12, 8, 7))]
    draw_id = make.opened(at_the_house, slots=slots)
    make.enter(draw_id, people.new())
    operations.void_draw(draw_id=draw_id, reason=VoidReason.OUTAGE, by="officer:x", at=OPENS)

    kept = words(client.get(f"/undian/{draw_id}/"))
    assert "Tempatnya disimpan sampai" in kept
    assert "Tempat lain dibuka pada" in kept
    assert 'href="/kalender/?tempat=' in kept
    client.cookies["bahasa"] = "en"
    assert "Its places are kept until" in words(client.get(f"/undian/{draw_id}/"))
    client.cookies["bahasa"] = "id"

    again = make.announce(
        at_the_house,
        slots=slots,
        again_of=draw_id,
        at=OPENS,
        opens_at=OPENS + timedelta(hours=1),
        closes_at=OPENS + timedelta(hours=6),
        reveal_by=OPENS + timedelta(hours=8),
    )
    assert f'href="/undian/{again}/"' in words(client.get(f"/undian/{draw_id}/"))


def test_an_unknown_draw_is_not_found(client, at_the_house):
    assert client.get("/undian/0199aa11-1111-7111-8111-111111111111/").status_code == 404


@pytest.mark.parametrize("count", [1, 8])
def test_the_calendar_asks_the_same_however_many_draws_there_are(
    at_the_house, people, count, django_assert_num_queries
):
    for number in range(count):
        slots = [make_slot(at_the_house.id, wib(12 + number, 8, 7))]
        make.closed(at_the_house, people, entries=1, slots=slots)

    # Draws, their sessions, their witnesses, counts of entries.
    with django_assert_num_queries(4):
        assert len(queries.draws(since=ANNOUNCED)) == count


def test_after_the_close_the_page_offers_the_entries_before_any_value(client, at_the_house, people):
    draw_id = make.closed(at_the_house, people, slots=[make_slot(at_the_house.id, wib(12, 8, 7))])

    shown = words(client.get(f"/undian/{draw_id}/"))

    assert f"/undian/{draw_id}/peserta.jsonl" in shown
    assert "masih tertutup" in shown
