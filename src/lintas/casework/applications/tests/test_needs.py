"""What somebody needs: stated once, offered again, on the officer's screen, and asked about afterwards."""

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.tests.desk import case_url
from lintas.casework.applications.tests.phone import Phone
from lintas.directory.people import queries as persons
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import queries as appointments
from lintas.visit.needs import handlers
from lintas.visit.needs import queries as needs
from lintas.visit.needs.models import FacilityHour, Outcome, Statement
from lintas.visit.needs.states import Need


def stated(walk, *wanted):
    walk.fill()
    operations.save_needs(application_id=walk.id, needs=wanted, reader=walk.reader, by=walk.by, at=walk.at)
    walk.fill = lambda: walk
    return walk


def tell_of_the_booking(walk):
    """Let the needs hear of the place, without calling other systems."""
    row = Event.objects.get(name="appointments.booked", subject=walk.id)
    handlers.arrange_the_booked(decode(row.name, row.body), at=walk.at)


def the_hour_of(walk):
    walk.at = appointments.appointment_of(walk.id).starts_at
    return walk.at


@pytest.fixture
def in_a_wheelchair(walk):
    """A case of somebody who needs a wheelchair and help with reading, as far as the step of the place."""
    return stated(walk, "wheelchair", "reading")


def test_the_step_asks_and_keeps_what_is_chosen(phone):
    phone.begin()

    phone.see("bantuan")
    assert "Apa yang Anda perlukan saat datang?" in phone.said
    assert "Petugas membacakan dan membantu mengisi" in phone.said
    phone.step("bantuan", needs=["quiet", "companion"])

    assert phone.at_page == phone.page("jadwal")
    page = phone.see("bantuan").content.decode()
    assert 'value="quiet" checked' in page
    assert 'value="wheelchair" checked' not in page
    assert "needs" in phone.case.filled


def test_the_papers_lead_to_the_question(phone):
    phone.fill()

    page = phone.see("berkas").content.decode()

    assert f'class="button button--primary" href="{phone.page("bantuan")}"' in page


def test_nothing_is_an_answer_too(phone):
    phone.begin()
    phone.step("bantuan")

    assert "needs" in phone.case.filled
    assert Statement.objects.count() == 1


def test_what_is_no_need_is_refused(phone):
    phone.begin()

    assert phone.step("bantuan", needs=["gold"]).status_code == 422
    assert not Statement.objects.exists()


def test_what_was_stated_is_offered_to_the_next_of_the_household_who_has_shown_both_codes(phone):
    phone.begin()
    phone.step("bantuan", needs=["wheelchair"])
    phone.begin()

    page = phone.see("bantuan").content.decode()
    assert "Pakai juga di sini" in phone.said
    assert " checked" not in page
    page = phone.get(phone.page("bantuan") + "?pakai=1").content.decode()

    assert 'value="wheelchair" checked' in page


def test_control_another_browser_is_offered_nothing(phone):
    phone.begin()
    phone.step("bantuan", needs=["wheelchair"])
    stranger = Phone()
    stranger.begin()

    page = stranger.get(stranger.page("bantuan") + "?pakai=1").content.decode()

    assert "Pakai juga di sini" not in stranger.said
    assert " checked" not in page


def test_the_check_page_says_when_the_chosen_hour_has_no_chair_left(phone, now):
    phone.fill()
    phone.step("bantuan", needs=["wheelchair"])
    phone.place(at=now)
    phone.see("periksa")
    assert "Kursi roda Kami siapkan" in phone.said
    place = appointments.appointment_of(phone.case.id)
    FacilityHour.objects.create(
        point_id=place.point_id, kind="wheelchair", starts_at=place.starts_at, capacity=2, taken=2
    )

    phone.see("periksa")

    assert "Sudah dipesan semua pada jam ini" in phone.said


def test_a_paid_place_keeps_the_chair_and_the_person_reads_it(in_a_wheelchair, phone):
    walk = in_a_wheelchair
    walk.scheduled()
    tell_of_the_booking(walk)

    stated = needs.statement(walk.id)
    assert stated.is_arranged
    assert FacilityHour.objects.get().taken == 1
    phone.open(walk).see("status")
    assert "Kursi roda Sudah disiapkan untuk Anda" in phone.said
    assert "Bantuan membaca dan mengisi Petugas membantu Anda di loket" in phone.said


def test_the_arrival_and_the_counter_show_it_and_the_looks_are_written_down(in_a_wheelchair, desks):
    walk = in_a_wheelchair
    walk.scheduled()
    tell_of_the_booking(walk)

    page = desks.sit("loket").get(f"/petugas/kedatangan/{walk.case.reference}/")
    assert "Perlu: kursi roda" in page
    operations.check_in(application_id=walk.id, officer=walk.officer("loket"), at=the_hour_of(walk))
    assert "Perlu: bantuan membaca dan mengisi" in desks.sit("loket").get(case_url(walk))
    kinds = {kind for look in persons.access_list(walk.started.person_id, others_only=True) for kind in look.kinds}
    assert "need" in kinds


def test_the_photographer_reads_the_need_and_no_finding(in_a_wheelchair, desks):
    walk = in_a_wheelchair
    walk.arrive().accept_all()

    page = desks.sit("biometrik").get(case_url(walk))

    assert "Perlu: kursi roda" in page
    looks = persons.access_list(walk.started.person_id, others_only=True)
    assert all("specific" not in look.kinds for look in looks if look.role == "biometrik")


def test_who_examines_afterwards_reads_nothing_of_it(in_a_wheelchair, desks):
    walk = in_a_wheelchair
    walk.interview().check(watchlist="review")

    assert "Perlu:" not in desks.sit("pemeriksa").get(case_url(walk))


def test_after_the_visit_the_status_page_asks_and_the_answer_is_counted(in_a_wheelchair, phone):
    walk = in_a_wheelchair
    walk.interview()
    phone.open(walk).see("status")
    assert "Apakah bantuan Anda terpenuhi?" in phone.said

    assert phone.step("bantuan/terpenuhi").status_code == 422
    assert "Pilih dahulu" in phone.said
    phone.step("bantuan/terpenuhi", wheelchair="ya", reading="tidak")

    assert "Terima kasih, jawaban Anda tentang bantuan sudah kami hitung." in phone.said
    counted = Outcome.objects.order_by("need").values_list("need", "met", "unmet")
    assert list(counted) == [("reading", 0, 1), ("wheelchair", 1, 0)]
    phone.step("bantuan/terpenuhi", wheelchair="tidak")
    assert Outcome.objects.get(need=Need.WHEELCHAIR).unmet == 0


def test_who_needs_nothing_is_asked_nothing(walk, phone):
    stated(walk).interview()

    phone.open(walk).see("status")

    assert "Apakah bantuan Anda terpenuhi?" not in phone.said


def test_before_the_visit_nobody_can_answer(in_a_wheelchair, phone):
    walk = in_a_wheelchair
    walk.scheduled()
    phone.open(walk)

    phone.step("bantuan/terpenuhi", wheelchair="ya")

    assert not Outcome.objects.exists()
