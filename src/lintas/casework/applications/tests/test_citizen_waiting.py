"""The waiting list on a citizen's phone: join, be told, answer, leave; alone and with the family."""

import re
from datetime import timedelta

import pytest
from django.db.models import F

from lintas.casework.applications import handlers
from lintas.casework.applications.tests.phone import Phone
from lintas.directory.offices import queries as offices
from lintas.exchange.messaging import queries as messages
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Appointment, Slot

DAYS = {"first": "2026-11-25", "last": "2026-11-27"}


def come(phone, *, at):
    phone.fill().step("jadwal", point=str(offices.point(slug="payakumbuh").id))
    return phone


@pytest.fixture
def somebody(phone, now):
    """Somebody who holds a place; everything else of those days is taken."""
    phone.fill().place(at=now)
    point = offices.point(slug="payakumbuh")
    slots = Slot.objects.filter(point_id=point.id, service_class="regular")
    for slot in slots.filter(on__lte="2026-11-30"):
        Slot.objects.filter(id=slot.id).update(capacity=max(1, slot.taken), taken=max(1, slot.taken))
    Slot.objects.filter(id=Appointment.objects.get().slot_id).update(capacity=1, taken=1)
    return phone


@pytest.fixture
def other(somebody, now):
    return come(Phone(), at=now)


def free_and_offer(somebody, *, at):
    places.release_place(subject=somebody.case.id, by="x", at=at)
    return places.offer_freed(at=at)


def test_from_the_full_days_one_comes_to_the_list_and_joins_it(other):
    other.see("jadwal")
    assert "Hari yang Anda inginkan sudah penuh?" in other.said
    other.see("daftar-tunggu")
    assert "Paling awal" in other.said

    other.step("daftar-tunggu", **DAYS)

    assert other.at_page == other.page("daftar-tunggu")
    assert "25–27 November 2026" in other.said
    assert "tidak ada, Anda yang berikutnya" in other.said
    other.see("jadwal")
    assert "Anda ada di daftar tunggu" in other.said


def told(*, at):
    """Let the house's own handlers hear of the offers."""
    for event in Event.objects.filter(name__in=["appointments.place_offered", "appointments.offer_closed"]):
        known = decode(event.name, event.body)
        (handlers.tell_the_offer if "offered" in event.name else handlers.tell_that_it_passed)(known, at=at)


def test_the_freed_place_is_told_of_taken_and_the_draft_goes_on(other, somebody, now):
    other.step("daftar-tunggu", **DAYS)
    assert free_and_offer(somebody, at=now) == 1
    told(at=now)

    assert len(messages.sent(other.reference)) > 0
    other.see("daftar-tunggu")
    assert "Ada tempat untuk Anda: Kamis, 26 November 2026" in other.said
    other.step("daftar-tunggu/ambil")

    assert other.at_page == other.page("periksa")
    assert appointments.appointment_of(other.case.id).held_until == now + timedelta(minutes=15)
    assert appointments.waiting_of(other.case.id) is None


def test_a_place_that_one_cannot_take_goes_on_and_one_waits_on(other, somebody, now):
    other.step("daftar-tunggu", **DAYS)
    free_and_offer(somebody, at=now)
    other.step("daftar-tunggu/lewati")
    assert "Ada tempat untuk Anda" not in other.said
    assert appointments.waiting_of(other.case.id).offer is None


def test_an_offer_pressed_twice_is_taken_once_and_one_that_is_over_is_refused_in_words(other, somebody, now, time_is):
    other.step("daftar-tunggu", **DAYS)
    free_and_offer(somebody, at=now)
    time_is(now + timedelta(hours=2))
    reply = other.step("daftar-tunggu/ambil")
    assert reply.status_code == 409
    assert "Tawaran ini sudah tidak berlaku" in other.said
    assert appointments.appointment_of(other.case.id) is None


def test_an_offer_that_passed_is_told_of_and_not_told_of_late(other, somebody, now):
    other.step("daftar-tunggu", **DAYS)
    free_and_offer(somebody, at=now)
    over = now + timedelta(hours=2)
    told(at=over)
    assert not messages.sent(other.reference)

    places.pass_offers(at=over)
    told(at=over)
    assert len(messages.sent(other.reference)) > 0


def test_one_leaves_the_list_and_a_draft_that_is_deleted_leaves_it_too(other):
    other.step("daftar-tunggu", **DAYS)
    other.step("daftar-tunggu/keluar")
    assert appointments.waiting_of(other.case.id) is None
    other.step("daftar-tunggu", **DAYS)
    other.step("batal")
    assert appointments.waiting_of(other.case.id) is None


def test_a_family_joins_with_the_code(other, now):
    other.step("daftar-tunggu", **DAYS)
    code = appointments.waiting_of(other.case.id).code
    assert code in other.said
    child = come(Phone(), at=now)
    child.step("daftar-tunggu", code=code.lower())
    assert "2 orang" in child.said


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        (
            {"first": "2026-11-27", "last": "2026-11-25"},
            "Hari paling awal, Jumat, 27 November 2026, jatuh sesudah hari paling akhir, Rabu, 25 November 2026.",
        ),
        ({"first": "x", "last": "2026-11-25"}, "Pilih hari dari daftar."),
        ({"first": "2026-12-01", "last": "2026-12-02"}, "Pada Selasa, 1 Desember 2026 masih ada tempat kosong."),
        ({"code": "XXXXXXXX"}, "Kode rombongan itu tidak ditemukan"),
        ({"code": ""}, "Tulis kode rombongan."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_its_field_and_in_the_summary(other, sent, said):
    assert other.step("daftar-tunggu", **sent).status_code in (422, 409)
    assert other.said.count(said) == 2
    assert appointments.waiting_of(other.case.id) is None


def html(answer) -> str:
    return " ".join(answer.content.decode().split())


def chosen(answer) -> list[str]:
    return re.findall(r'<option value="([^"]+)" selected>', html(answer))


def test_the_days_with_places_say_so_and_the_page_leads_to_the_nearest(other):
    page = html(other.see("daftar-tunggu"))

    assert ">Kamis, 26 November 2026</option>" in page
    assert re.search(r">Selasa, 1 Desember 2026 \(masih ada \d+ tempat\)</option>", page)
    assert "Masih ada tempat kosong" in page
    assert f'<a href="{other.page("jadwal")}?hari=2026-12-01">Pilih jam pada Selasa, 1 Desember 2026</a>' in page


def test_the_days_that_are_chosen_beforehand_are_all_full(other):
    assert chosen(other.see("daftar-tunggu")) == ["2026-11-25", "2026-11-30"]


def test_who_asks_for_a_free_day_is_led_to_it_and_keeps_what_was_chosen(other):
    answer = other.step("daftar-tunggu", first="2026-11-25", last="2026-12-03")

    assert f'<a href="{other.page("jadwal")}?hari=2026-12-01">' in html(answer)
    assert chosen(answer) == ["2026-11-25", "2026-12-03"]


def test_given_every_day_is_full_then_no_way_to_a_free_place_is_shown(other):
    Slot.objects.update(capacity=F("taken"))

    other.see("daftar-tunggu")

    assert "Masih ada tempat kosong" not in other.said
    assert "Masuk daftar tunggu" in other.said


def test_in_english_too(other, somebody, now):
    other.step("daftar-tunggu", **DAYS)
    free_and_offer(somebody, at=now)
    other.see("daftar-tunggu", language="en")
    assert "There is a place for you" in other.said
    assert "Take this place" in other.said


def test_the_rule_and_the_decisions_of_a_day_are_open_to_everybody_without_names(other, somebody, now):
    other.step("daftar-tunggu", **DAYS)
    free_and_offer(somebody, at=now)
    other.get("/jadwal/aturan/")
    assert "10 menit sampai 6 jam" in other.said
    decisions = other.get("/jadwal/payakumbuh/daftar-tunggu/").json()["decisions"]
    assert len(decisions) == 1
    assert str(other.case.id) not in str(decisions)
