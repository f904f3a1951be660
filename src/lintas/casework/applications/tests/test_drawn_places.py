"""Winners of a public draw get their place: held while they finish and pay, told once, let go the usual way."""

from datetime import timedelta

import pytest
from django.utils import translation

from lintas.casework.applications import handlers, operations
from lintas.directory.offices import queries as offices
from lintas.directory.people.models import Person
from lintas.exchange.messaging import queries as messages
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.foundation.outbox.operations import deliver_due
from lintas.ui import filters
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import KeptPlaces, Slot
from lintas.visit.draws import operations as draws
from lintas.visit.draws.operations import Comer
from lintas.visit.draws.states import Pool, ShownBy, VoidReason
from lintas.visit.draws.tests import factories as make

OPENS, CLOSES = timedelta(hours=1), timedelta(hours=50)
HOLD = timedelta(hours=48)


def announce(slot_id, *, at, service):
    draw_id = draws.announce(
        point_id=offices.point(slug="payakumbuh").id,
        service_key=service,
        slot_ids=[slot_id],
        opens_at=at + OPENS,
        closes_at=at + CLOSES,
        reveal_by=at + CLOSES + timedelta(hours=2),
        by="officer:x",
        at=at,
    )
    make.commit(draw_id, at=at)
    draws.open_window(draw_id=draw_id, by="x", at=at + OPENS)
    return draw_id


def decide(draw_id, *, at):
    """Let the draw end and the news go out; return the moment."""
    ends = at + CLOSES
    draws.close_window(draw_id=draw_id, by="x", at=ends)
    make.reveal(draw_id, at=ends)
    draws.keep_the_calendar(at=ends)
    draws.tell_results(by="x", at=ends)
    return ends


def deliver_news(*, at):
    """Let the house's own handlers hear of the results."""
    for event in Event.objects.filter(name__in=["draws.place_won", "draws.place_not_won"]):
        handler = handlers.give_the_place if event.name == "draws.place_won" else handlers.tell_the_rank
        handler(decode(event.name, event.body), at=at)


@pytest.fixture
def session(walk):
    """A session some days ahead with one place left."""
    walk.fill()
    slot = Slot.objects.get(id=walk.free_slot(later=20))
    Slot.objects.filter(id=slot.id).update(capacity=1)
    return slot


@pytest.fixture
def entered(walk, session):
    """The walk's draft takes part, alone: it wins."""
    draw_id = announce(session.id, at=walk.at, service=walk.service_key)
    enter(draw_id, walk)
    return draw_id


def enter(draw_id, walk):
    comer = Comer(walk.started.person_id, ShownBy.REGISTRY, subject=walk.id)
    [entry] = draws.enter(
        draw_id=draw_id, comers=[comer], pool=Pool.REGULAR, wants=("S1",), by=walk.by, at=walk.at + OPENS
    )
    return entry


def test_the_winner_holds_the_kept_place_and_is_told_once(walk, session, entered):
    at = decide(entered, at=walk.at)

    deliver_news(at=at)
    told = messages.sent(walk.started.reference)
    deliver_news(at=at)

    held = appointments.appointment_of(walk.id)
    assert (held.slot_id, held.state, held.held_until) == (session.id, "held", at + HOLD)
    assert sorted(one.channel for one in told) == ["email", "sms"]
    assert messages.sent(walk.started.reference) == told
    session.refresh_from_db()
    assert (session.taken, KeptPlaces.objects.get().left) == (1, 0)


def test_the_house_itself_delivers_the_results_to_the_cases(walk, session, entered):
    at = decide(entered, at=walk.at)

    deliver_due(at=at)

    assert appointments.appointment_of(walk.id).slot_id == session.id
    assert messages.sent(walk.started.reference)


def test_the_winner_hands_in_as_everybody_does(walk, session, entered):
    at = decide(entered, at=walk.at)
    deliver_news(at=at)

    walk.at = at + timedelta(hours=1)
    operations.submit(application_id=walk.id, declaration=True, reader=walk.reader, by=walk.by, at=walk.at)

    assert walk.state == "awaiting_payment"


def test_a_place_that_was_won_and_not_used_lapses_and_rests_as_every_hold(walk, session, entered):
    at = decide(entered, at=walk.at)
    deliver_news(at=at)

    places.lapse_holds(at=at + HOLD)

    assert appointments.appointment_of(walk.id).state == "lapsed"
    session.refresh_from_db()
    assert session.freed.keeping_a_place().count() == session.taken


def test_a_draft_that_was_dropped_lets_its_place_go(walk, session, entered):
    operations.cancel_draft(application_id=walk.id, by=walk.by, at=walk.at)
    at = decide(entered, at=walk.at)

    deliver_news(at=at)
    deliver_news(at=at)

    session.refresh_from_db()
    assert (session.taken, KeptPlaces.objects.get().left) == (0, 0)


def test_who_went_on_to_another_point_is_brought_back_for_the_place_they_won(walk, session, entered):
    elsewhere = offices.point(slug="pesawaran")
    operations.choose_point(application_id=walk.id, point_id=elsewhere.id, by=walk.by, at=walk.at)
    at = decide(entered, at=walk.at)

    deliver_news(at=at)

    assert walk.case.point_id == offices.point(slug="payakumbuh").id
    assert appointments.appointment_of(walk.id).slot_id == session.id


def test_who_did_not_win_hears_the_rank_and_what_counts_next_time_once(walk, session, entered, monkeypatch):
    other = type(walk)(
        point=walk.point, at=walk.at, identity={**walk.identity, "nik": "9999015705900002", "full_name": "BUDI CONTOH"}
    ).fill()
    enter(entered, other)
    at = decide(entered, at=walk.at)
    said = []
    monkeypatch.setattr(
        "lintas.casework.applications.telling.messaging.send", lambda **given: said.append(given["body"])
    )

    deliver_news(at=at)

    lost = [text for text in said if "belum mendapat tempat" in text]
    assert len(said) == 2
    assert len(lost) == 1
    assert "urutan 2" in lost[0]
    assert "1 angka undi tambahan" in lost[0]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("waits", [True, False], ids=["kept", "let go"])
def test_who_took_part_in_a_void_draw_is_told_why_in_their_language_and_when_other_places_open(
    walk, session, entered, monkeypatch, language, waits
):
    said = []
    monkeypatch.setattr("lintas.casework.applications.telling.messaging.send", lambda **given: said.append(given))
    Person.objects.filter(id=walk.started.person_id).update(language=language)
    ends = walk.at + OPENS
    if not waits:
        monkeypatch.setattr("lintas.visit.draws.operations.voiding._keeps_until", lambda draw, reason, *, at: None)
    draws.void_draw(draw_id=entered, reason=VoidReason.OUTAGE, by="officer:x", at=ends)
    draws.tell_void(by="x", at=ends)
    [event] = Event.objects.filter(name="draws.round_voided")
    handlers.tell_that_it_is_void(decode(event.name, event.body), at=ends)

    [told] = said
    wanted = {
        ("id", True): ("batal. Sebab: Gangguan sistem. Tempatnya disimpan sampai", "ikut lagi tanpa mendaftar"),
        ("id", False): ("batal. Sebab: Gangguan sistem. Tempatnya tidak disimpan lagi.", "ikut lagi tanpa mendaftar"),
        ("en", True): ("is void. Reason: System outage. Its places are kept until", "without entering"),
        ("en", False): ("is void. Reason: System outage. Its places are not kept any more.", "without entering"),
    }
    for words in wanted[language, waits]:
        assert words in told["body"]
        assert words in told["sms"]
    opens = appointments.next_opening(walk.point.id, service_class="regular", at=ends)
    with translation.override(language):
        assert filters.day(opens) in told["body"]
