"""Where and when: choosing, a place that just went, a hold that ran out, moving a booked place."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications.tests.phone import a_slot
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.catalogue import remembering
from lintas.directory.catalogue.models import Parameter
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import FreedPlace, Slot


@pytest.fixture
def filled(phone):
    return phone.fill()


def payakumbuh():
    return str(offices.point(slug="payakumbuh").id)


def test_every_point_is_shown_with_its_distance_and_what_speaks_against_it(filled):
    filled.see("jadwal")

    for point in offices.points():
        assert point.name in filled.said
    assert "< 5 km" in filled.said
    assert filled.said.count("Di luar wilayah kerja alamat Anda; untuk paspor Anda tetap boleh memilihnya.") == 4
    assert filled.said.index("< 5 km") < filled.said.index("Kepulauan Mentawai")


def test_an_unknown_point_is_not_found(filled):
    assert filled.step("jadwal", point=str(uuid4())).status_code == 404
    assert filled.step("jadwal", point="x").status_code == 404


class TestABookThatAnOfficeDoesNotHave:
    @pytest.fixture
    def plain(self, filled):
        """A person who has chosen a plain booklet, which Bengkulu does not have any more."""
        filled.step("pertanyaan", married="no", fee="passport.nonelec.5y")
        return filled

    def test_the_point_says_so_at_the_choosing_and_cannot_be_chosen(self, plain):
        point = str(offices.point(slug="bengkulu-selatan").id)
        page = plain.see("jadwal").content.decode()
        assert "Tidak menyediakan buku pilihan Anda" in plain.said
        assert plain.said.count("Tidak menyediakan buku pilihan Anda") == 1
        assert f'value="{point}"' not in page

    def test_sent_all_the_same_it_is_refused_with_the_reason_and_the_case_has_no_place(self, plain):
        answer = plain.step("jadwal", point=str(offices.point(slug="bengkulu-selatan").id))
        assert answer.status_code == 422
        assert "Bengkulu Selatan: Tidak menyediakan buku pilihan Anda" in plain.said
        assert plain.case.point_id is None
        assert plain.step("jadwal", point=payakumbuh()).status_code == 200

    def test_with_a_book_that_every_office_has_no_point_says_anything(self, filled):
        filled.see("jadwal")
        assert "Tidak menyediakan buku" not in filled.said

    def test_a_book_that_no_office_has_is_not_offered_before_a_place_is_chosen(self, phone):
        Parameter.objects.filter(name="passport_nonelectronic_available").update(value="no")
        remembering.forget()
        page = phone.begin() and phone.see("pertanyaan").content.decode()
        assert "passport.elec" in page
        assert "passport.nonelec" not in page


def test_days_and_hours_are_offered_with_what_is_left(filled):
    filled.step("jadwal", point=payakumbuh())

    assert "Kapan Anda datang ke Payakumbuh?" in filled.said
    assert "sisa 13" in filled.said
    assert "tutup" in filled.said


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "id",
            "Kantor tutup pada Jumat, 27 November 2026: perbaikan atap. Jadwal kosong berikutnya: Senin, 30 November",
        ),
        ("en", "The office is closed on Friday, 27 November 2026: repair of the roof. Next place: Monday, 30 November"),
    ],
)
def test_a_day_without_places_says_why_and_names_the_next_one(filled, now, language, said):
    filled.step("jadwal", point=payakumbuh())
    offices_operations.close_point(
        point_id=offices.point(slug="payakumbuh").id,
        on=date(2026, 11, 27),
        reason="building",
        words=Bilingual(id="perbaikan atap", en="repair of the roof"),
        by="officer:x",
        at=now,
    )
    places.make_slots(at=now)
    filled.get(f"{filled.page('jadwal')}?hari=2026-11-27", language=language)

    assert said in filled.said


@pytest.mark.parametrize(("language", "said"), [("id", "dibagikan lewat undian"), ("en", "are given by a draw")])
def test_a_day_whose_places_are_drawn_says_so_and_leads_to_the_draw_and_the_calendar(filled, now, language, said):
    filled.step("jadwal", point=payakumbuh())
    point, keeper = offices.point(slug="payakumbuh"), uuid4()
    friday = appointments.open_slots(point_id=point.id, on=date(2026, 11, 27), at=now)
    places.keep_places([slot.id for slot in friday], keeper=keeper, at=now)
    page = filled.get(f"{filled.page('jadwal')}?hari=2026-11-27", language=language)

    assert said in filled.said
    assert page.content.decode().count(f'href="/undian/{keeper}/"') == 2


def test_where_no_hour_can_be_chosen_the_calendar_and_the_draws_are_named(filled):
    filled.step("jadwal", point=payakumbuh())
    page = filled.get(f"{filled.page('jadwal')}?hari=2026-11-28").content.decode()

    assert 'href="/kalender/?tempat=payakumbuh"' in page
    assert 'href="/undian/"' in page


def test_a_day_is_chosen_by_link(filled):
    filled.step("jadwal", point=payakumbuh())
    filled.get(f"{filled.page('jadwal')}?hari=2026-11-27")

    assert "Jam pada Jumat, 27 November 2026" in filled.said


@pytest.mark.parametrize("query", ["hari=x", "hari=2020-01-01", "mulai=x", "mulai=2020-01-01", "hari=2026-11-28"])
def test_days_that_make_no_sense_are_passed_over(filled, query):
    filled.step("jadwal", point=payakumbuh())

    assert filled.get(f"{filled.page('jadwal')}?{query}").status_code == 200


def test_the_place_is_held_for_a_quarter_of_an_hour(filled, now):
    filled.place(at=now)

    held = appointments.appointment_of(filled.case.id)
    assert held.held_until == now + timedelta(minutes=15)
    assert filled.at_page == filled.page("periksa")
    assert "Jadwal Anda disimpan sampai 09.15 WIB" in filled.said


def test_without_an_hour_one_is_asked_for_one(filled):
    filled.step("jadwal", point=payakumbuh())

    assert filled.step("jadwal").status_code == 422
    assert "Anda belum memilih jam. Pilih hari dan jam" in filled.said


def test_a_place_that_just_went_keeps_everything_and_shows_what_is_left(filled, now):
    filled.step("jadwal", point=payakumbuh())
    slot_id = a_slot(at=now)
    Slot.objects.filter(id=slot_id).update(taken=2, capacity=2)
    reply = filled.step("jadwal", slot=str(slot_id))

    assert reply.status_code == 409
    assert "Jadwal ini baru saja penuh. Isian Anda tetap aman." in filled.said
    assert "Jam pada Kamis, 26 November 2026" in filled.said
    assert "sisa 2" in filled.said
    assert filled.case.filled == ("questions", "identity", "contact")


@pytest.mark.parametrize("slug", ["pesawaran", "kepulauan-mentawai"])
def test_a_slot_of_another_point_is_refused(filled, now, slug):
    filled.step("jadwal", point=payakumbuh())

    assert filled.step("jadwal", slot=str(a_slot(slug, at=now))).status_code == 409
    assert appointments.appointment_of(filled.case.id) is None


def test_a_slot_set_apart_for_others_is_refused(filled, now):
    filled.step("jadwal", point=payakumbuh())
    slot = Slot.objects.filter(point_id=payakumbuh(), starts_at__gt=now).exclude(service_class="regular").first()
    assert filled.step("jadwal", slot=str(slot.id)).status_code == 409

    assert "untuk jenis layanan lain" in filled.said
    assert appointments.appointment_of(filled.case.id) is None


def test_choosing_again_moves_the_hold(filled, now):
    filled.place(at=now)
    other = a_slot(at=now, later=3)
    filled.step("jadwal", slot=str(other))

    assert appointments.appointment_of(filled.case.id).slot_id == other


def test_another_point_gives_the_place_back_which_rests_before_it_opens(filled, now):
    filled.place(at=now)
    slot_id = appointments.appointment_of(filled.case.id).slot_id
    filled.step("jadwal", point=str(offices.point(slug="pesawaran").id))

    place = FreedPlace.objects.get(slot_id=slot_id)
    assert (place.state, Slot.objects.get(id=slot_id).taken) == ("resting", 1)
    places.open_rested(at=now + timedelta(minutes=20))
    assert Slot.objects.get(id=slot_id).taken == 0
    filled.see("periksa")
    assert "Belum bisa dikirim Yang masih perlu diselesaikan: Tempat dan waktu." in filled.said


def test_a_hold_that_ran_out_is_told_and_nothing_else_is_lost(filled, now, time_is):
    filled.place(at=now)
    time_is(now + timedelta(minutes=16))
    filled.see("")
    assert "Waktu simpan tempat sudah habis." in filled.said

    reply = filled.step("periksa", declaration="on")
    assert reply.status_code == 409
    assert "Pilih jadwal lagi" in filled.said
    assert "SITI CONTOH" in filled.said

    filled.step("jadwal", slot=str(a_slot(at=now, later=1)))
    filled.step("periksa", declaration="on")
    assert filled.at_page == filled.page("bayar")


class TestMoving:
    @pytest.fixture
    def booked(self, phone, house, now):
        walk = Walk(point=house, at=now).scheduled()
        return phone.open(walk)

    def test_the_rule_is_told_before(self, booked):
        booked.see("jadwal-baru")

        assert "Anda dapat memindahkan jadwal 1 kali lagi, paling lambat Rabu, 25 November 2026" in booked.said
        assert "Pembayaran tetap berlaku" in booked.said

    def test_the_place_moves_and_the_status_says_so(self, booked, now):
        other = a_slot(at=now, later=4)
        booked.step("jadwal-baru", slot=str(other))

        assert booked.at_page == f"{booked.page('status')}?pindah=1"
        assert "Jadwal sudah dipindahkan" in booked.said
        assert appointments.appointment_of(booked.case.id).slot_id == other

    def test_a_second_time_it_says_that_the_right_is_used(self, booked, now):
        booked.step("jadwal-baru", slot=str(a_slot(at=now, later=4)))
        booked.see("jadwal-baru")
        assert "Hak pindah jadwal sudah terpakai" in booked.said

        assert booked.step("jadwal-baru", slot=str(a_slot(at=now, later=5))).status_code == 409

    def test_after_the_last_day_it_says_so(self, booked, now, time_is):
        time_is(now + timedelta(days=2, hours=-1))
        booked.see("jadwal-baru")

        assert "Batas memindahkan jadwal sudah lewat" in booked.said
        assert booked.step("jadwal-baru", slot=str(a_slot(at=now, later=4))).status_code == 409

    def test_a_full_hour_is_refused_and_the_present_one_stays(self, booked, now):
        before = appointments.appointment_of(booked.case.id).slot_id
        other = a_slot(at=now, later=4)
        Slot.objects.filter(id=other).update(taken=2, capacity=2)

        assert booked.step("jadwal-baru", slot=str(other)).status_code == 409
        assert "baru saja penuh" in booked.said
        assert appointments.appointment_of(booked.case.id).slot_id == before
