"""Entering a public draw on a citizen's phone: the identity first, then the sessions; alone, together, and leaving."""

from datetime import timedelta

import pytest

from lintas.casework.applications import handlers, operations, queries
from lintas.casework.applications.presenters import citizen_draws
from lintas.casework.applications.queries import Identity
from lintas.casework.applications.tests.phone import IDENTITY, Phone
from lintas.directory.offices import queries as offices
from lintas.exchange.agencies import operations as agencies
from lintas.exchange.agencies import queries as enquiries
from lintas.exchange.agencies.events import EnquiryAnswered
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Appointment
from lintas.visit.draws import operations as draws
from lintas.visit.draws import queries as rounds
from lintas.visit.draws.models import Entry
from lintas.visit.draws.tests import factories as make

SERVICE = "passport.renew.standard"


@pytest.fixture
def come(phone, now):
    """A phone whose draft has come to the hours of Payakumbuh."""
    return arrive(phone)


def arrive(phone: Phone, **identity: str) -> Phone:
    phone.begin()
    phone.step("data", follow=False, **{**IDENTITY, **identity})
    phone.step("jadwal", follow=False, point=str(offices.point(slug="payakumbuh").id))
    return phone


def coming_slots(now, count=3):
    point = offices.point(slug="payakumbuh")
    found, day = [], (now + timedelta(days=6)).date()
    while len(found) < count:
        found += [one.id for one in appointments.open_slots(point_id=point.id, on=day, at=now) if one.left]
        day += timedelta(days=1)
    return found[:count]


@pytest.fixture
def draw(house, now, time_is):
    """A draw of three sessions that takes entries; the house's clock stands in its window."""
    draw_id = draws.announce(
        point_id=house.id,
        service_key=SERVICE,
        slot_ids=coming_slots(now),
        opens_at=now,
        closes_at=now + timedelta(hours=50),
        reveal_by=now + timedelta(hours=52),
        by="officer:x",
        at=now,
    )
    make.commit(draw_id, at=now - timedelta(minutes=1))
    draws.open_window(draw_id=draw_id, by="x", at=now)
    return draw_id


def answer(phone, result, *, at):
    """Let the registry answer the latest question about the draft."""
    [enquiry] = [one for one in enquiries.enquiries(phone.case.id) if one.answered_at is None]
    agencies.record_answer(enquiry_id=enquiry.id, result=result, by="partner:dukcapil", at=at)
    event = EnquiryAnswered(subject=phone.case.id, office="AGM", enquiry_id=enquiry.id, kind="identity")
    handlers.take_answer(event, at=at)
    handlers.take_answer(event, at=at)


def shown(phone, draw, *, at):
    phone.step(f"undian/{draw}/pastikan")
    answer(phone, "match", at=at)
    return phone


def state(phone):
    return queries.identity_of(phone.case.id, person_id=phone.case.person_id).state


def test_from_the_hours_one_comes_to_the_draw_and_enters_it(come, draw, now):
    come.see("jadwal")
    assert "Sebagian tempat dibagikan lewat undian" in come.said
    assert "Pendaftaran dibuka sampai Kamis, 26 November 2026, 11.00 WIB" in come.said
    come.see(f"undian/{draw}")
    assert "Satu orang, satu pendaftaran." in come.said
    assert "Pilihan 1" not in come.said
    come.step(f"undian/{draw}/pastikan")
    assert "Data Anda sedang dicocokkan" in come.said
    answer(come, "match", at=now)

    come.step(f"undian/{draw}", wish_1="S2", wish_2="S1")

    assert "Anda terdaftar dalam undian ini" in come.said
    entry = Entry.objects.get()
    assert (entry.subject, entry.person_id, entry.wants) == (come.case.id, come.case.person_id, ["S2", "S1"])
    assert (entry.shown_by, entry.pool, entry.assisted) == ("registry", "regular", False)
    assert entry.code in come.said


@pytest.mark.parametrize("result", ["near", "mismatch", "not_found", "unavailable", "denied"])
def test_every_answer_but_a_match_shows_nothing_and_leads_to_the_desk(come, draw, now, result):
    come.step(f"undian/{draw}/pastikan")
    answer(come, result, at=now)

    come.step(f"undian/{draw}", wish_1="S1")

    assert (come.status, state(come), Entry.objects.count()) == (409, Identity.NOT_SHOWN, 0)
    assert "datang ke Payakumbuh dengan KTP asli" in come.said


@pytest.mark.parametrize("how_far", ["unasked", "asked"])
def test_nobody_enters_before_the_identity_is_shown(come, draw, how_far):
    if how_far == "asked":
        come.step(f"undian/{draw}/pastikan")

    come.step(f"undian/{draw}", wish_1="S1")

    assert (come.status, Entry.objects.count()) == (409, 0)


def test_without_a_number_there_is_nothing_to_ask(phone, draw):
    phone.begin()
    phone.step("jadwal", follow=False, point=str(offices.point(slug="payakumbuh").id))

    phone.see(f"undian/{draw}")
    assert "Isi data pemohon dahulu" in phone.said
    phone.step(f"undian/{draw}/pastikan")

    assert phone.status == 422


def test_what_was_shown_of_one_number_does_not_count_for_another(come, draw, now):
    shown(come, draw, at=now)
    assert state(come) is Identity.SHOWN

    come.step("data", follow=False, **{**IDENTITY, "nik": "9999 0157 0590 0002"})

    assert state(come) is Identity.UNASKED
    come.step(f"undian/{draw}", wish_1="S1")
    assert not Entry.objects.exists()


def test_what_cannot_be_wished_for_is_said_in_the_form(come, draw, now):
    shown(come, draw, at=now)
    for wrong, words in (
        ({}, "Pilih paling sedikit satu sesi."),
        ({"wish_1": "S1", "wish_2": "S1"}, "Sesi ini sudah Anda pilih di atas."),
        ({"wish_1": "S9"}, "Pilih sesi dari daftar."),
    ):
        come.step(f"undian/{draw}", **wrong)
        assert come.status == 422
        assert words in come.said
    assert not Entry.objects.exists()


def test_an_entry_is_withdrawn_and_made_again(come, draw, now):
    shown(come, draw, at=now)
    come.step(f"undian/{draw}", wish_1="S1")

    come.step(f"undian/{draw}/tarik")
    assert "Pilihan 1" in come.said
    come.step(f"undian/{draw}", wish_1="S3")

    assert Entry.objects.taking_part().get().wants == ["S3"]
    assert Entry.objects.count() == 2


def test_a_family_enters_together_from_one_browser(come, draw, now):
    shown(come, draw, at=now)
    child = shown(arrive(Phone(), nik="9999 0157 0590 0002", full_name="BUDI CONTOH"), draw, at=now)
    stranger = shown(arrive(Phone(), nik="9999 0157 0590 0003", full_name="WATI CONTOH"), draw, at=now)
    come.post("/lanjutkan/", reference=child.reference, code=child.code)
    come.see(f"undian/{draw}")
    assert child.reference in come.said
    assert stranger.reference not in come.said

    come.step(f"undian/{draw}", wish_1="S1", together=stranger.reference)
    assert (come.status, Entry.objects.count()) == (422, 0)
    come.step(f"undian/{draw}", wish_1="S1", together=child.reference)

    homes = set(Entry.objects.values_list("household__code", flat=True))
    assert (Entry.objects.count(), len(homes)) == (2, 1)
    assert child.reference in come.said
    child.see(f"undian/{draw}")
    assert "Anda terdaftar dalam undian ini" in child.said


def test_the_window_is_the_window(come, draw, now, time_is):
    shown(come, draw, at=now)
    time_is(now + timedelta(hours=50))

    come.see(f"undian/{draw}")
    assert "Pendaftaran undian ini sudah ditutup" in come.said
    come.step(f"undian/{draw}", wish_1="S1")

    assert (come.status, Entry.objects.count()) == (409, 0)


def test_a_draw_of_another_point_or_service_is_not_for_this_draft(come, draw):
    come.step("jadwal", follow=False, point=str(offices.point(slug="pesawaran").id))

    come.see(f"undian/{draw}")

    assert come.status == 404
    come.see("jadwal")
    assert "undian" not in come.said.lower()


@pytest.fixture
def sold(walk, now, time_is, house):
    """A draft that won its place and is for another identity by now; gives its walk."""
    walk.fill()
    draw_id = draws.announce(
        point_id=house.id,
        service_key=walk.service_key,
        slot_ids=coming_slots(now)[:1],
        opens_at=now,
        closes_at=now + timedelta(hours=50),
        reveal_by=now + timedelta(hours=52),
        by="officer:x",
        at=now,
    )
    make.commit(draw_id, at=now - timedelta(minutes=1))
    draws.open_window(draw_id=draw_id, by="x", at=now)
    operations.see_the_original(application_id=walk.id, officer=walk.officer("loket"), at=now)
    [entry_id] = operations.enter_draw(draw_id=draw_id, application_ids=[walk.id], wants=["S1"], by=walk.by, at=now)
    walk.at = ends = now + timedelta(hours=50)
    draws.close_window(draw_id=draw_id, by="x", at=ends)
    make.reveal(draw_id, at=ends)
    draws.keep_the_calendar(at=ends)
    given = operations.give_drawn_place(entry_id=entry_id, by="x", at=ends)
    assert given.until == ends + timedelta(hours=48)
    buyer = {**walk.identity, "nik": "9999015705900009"}
    operations.save_identity(application_id=walk.id, values=buyer, by=walk.by, at=ends)
    return walk


def hand_in(walk):
    operations.submit(application_id=walk.id, declaration=True, reader=walk.reader, by=walk.by, at=walk.at)


def test_a_place_won_is_handed_in_only_by_the_identity_that_won_it(sold):
    with pytest.raises(operations.PlaceIsAnothers):
        hand_in(sold)

    operations.save_identity(application_id=sold.id, values=sold.identity, by=sold.by, at=sold.at)
    hand_in(sold)
    assert Entry.objects.get().shown_by == "desk"
    assert Appointment.objects.get().slot_id == rounds.entry(Entry.objects.get().id).slot_id


def test_control_without_looking_at_the_identity_a_place_that_was_won_is_sold(sold, monkeypatch):
    monkeypatch.setattr(rounds, "won_by_another", lambda person_id, *, slot_id, identity: False)

    hand_in(sold)

    assert sold.state == "awaiting_payment"


def test_control_without_the_proof_anybody_enters_under_any_number(come, draw, monkeypatch):
    anybody = queries.IdentityInfo(Identity.SHOWN)
    monkeypatch.setattr(queries, "identity_of", lambda application_id, *, person_id: anybody)

    come.step(f"undian/{draw}", wish_1="S1")

    assert Entry.objects.count() == 1


def test_a_draft_that_is_for_somebody_else_by_now_gets_no_place(come, draw, now):
    shown(come, draw, at=now)
    come.step(f"undian/{draw}", wish_1="S1")
    come.step("data", follow=False, **{**IDENTITY, "nik": "9999 0157 0590 0002"})
    ends = now + timedelta(hours=50)
    draws.close_window(draw_id=draw, by="x", at=ends)
    make.reveal(draw, at=ends)
    draws.keep_the_calendar(at=ends)
    entry = Entry.objects.get()

    assert operations.give_drawn_place(entry_id=entry.id, by="x", at=ends) is None

    assert rounds.entry(entry.id).slot_id is not None
    assert not Appointment.objects.exists()


def test_the_step_of_the_place_asks_one_thing_more_and_the_page_of_the_draw_few(
    come, draw, now, django_assert_num_queries, django_assert_max_num_queries
):
    case = come.case
    with django_assert_num_queries(1):
        assert len(citizen_draws.notices(case, at=now)) == 1
    shown(come, draw, at=now)
    come.see(f"undian/{draw}")
    with django_assert_max_num_queries(20):
        come.see(f"undian/{draw}")
