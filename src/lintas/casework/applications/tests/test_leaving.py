"""When to leave home: from the session, from the queue, told once."""

from datetime import datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from lintas.casework.applications import handlers, operations, queries, rules, tasks
from lintas.casework.applications.events import TimeToLeave
from lintas.casework.applications.models import Departure
from lintas.casework.applications.tests.phone import Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import queries as offices
from lintas.exchange.messaging.models import Message
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing.models import Lane, Outlook

HOUR = timedelta(hours=1)
EARLY = timedelta(minutes=15)


@pytest.fixture
def walk(house, now, phone) -> Walk:
    return Walk(point=house, at=now).scheduled()


@pytest.fixture
def visit(walk):
    return appointments.appointment_of(walk.id)


def queue_runs(walk, *, low: int, high: int, at: datetime) -> None:
    """Let the forecaster have said this of the regular class, in minutes."""
    lane = Lane.objects.get(point_id=walk.point.id, queue_class="regular")
    Outlook.objects.update_or_create(
        lane=lane, point_id=walk.point.id, station="documents", defaults={"at": at, "low": low * 60, "high": high * 60}
    )


def leaving(visit, *, at, travel=HOUR):
    return queries.leaving(visit, travel=travel, office_code="AGM", at=at)


def test_without_a_forecast_the_session_alone_decides(visit):
    told = leaving(visit, at=visit.starts_at - 3 * HOUR)

    assert (told.go_at, told.arrive_at, told.called) == (
        visit.starts_at - EARLY - HOUR,
        visit.starts_at - EARLY,
        None,
    )


def test_a_queue_that_runs_late_lets_people_stay_at_home_longer(walk, visit):
    at = visit.starts_at - timedelta(minutes=10)
    queue_runs(walk, low=40, high=70, at=at)

    told = leaving(visit, at=at)

    assert told.called == (at + timedelta(minutes=40), at + timedelta(minutes=70))
    assert told.arrive_at == at + timedelta(minutes=40) - EARLY


def test_a_long_line_of_the_morning_says_nothing_of_a_session_in_the_afternoon(walk, visit):
    at = visit.starts_at - 4 * HOUR
    queue_runs(walk, low=60, high=90, at=at)

    assert leaving(visit, at=at).arrive_at == visit.starts_at - EARLY


@given(length=st.integers(15, 180), late=st.integers(-300, 600), early=st.integers(0, 30))
def test_nobody_is_told_to_come_before_the_session_asks_or_when_it_is_over(length, late, early):
    starts_at = datetime.fromisoformat("2026-11-24T02:00+00:00")
    ends_at, called = starts_at + timedelta(minutes=length), starts_at + timedelta(minutes=late)
    early = timedelta(minutes=min(early, length))

    arrive = rules.arrive_at(starts_at=starts_at, ends_at=ends_at, called_from=called, early=early)

    assert starts_at - early <= arrive <= ends_at - early


def test_who_asked_is_told_once_when_the_moment_has_come(walk, visit):
    operations.ask_to_be_told(application_id=walk.id, travel=HOUR, at=visit.starts_at - 5 * HOUR)
    go_at = visit.starts_at - EARLY - HOUR

    assert tasks.tell_to_leave(at=go_at - timedelta(seconds=1)) == 0
    assert tasks.tell_to_leave(at=go_at) == 1
    assert tasks.tell_to_leave(at=go_at + timedelta(minutes=1)) == 0

    handlers.send_off(TimeToLeave(subject=walk.id, office="AGM", arrive_at=go_at + HOUR), at=go_at)
    assert Message.objects.filter(once_key__startswith=f"leave/{walk.id}").exists()


def test_nobody_is_sent_off_to_a_closed_door(walk, visit):
    operations.ask_to_be_told(application_id=walk.id, travel=HOUR, at=visit.starts_at - 5 * HOUR)
    walk.at = visit.starts_at - 3 * HOUR
    walk.close_day(reason="disaster")

    assert tasks.tell_to_leave(at=visit.starts_at - EARLY - HOUR) == 0


def test_a_message_that_would_come_too_late_is_not_sent(walk, visit):
    event = TimeToLeave(subject=walk.id, office="AGM", arrive_at=visit.starts_at)

    handlers.send_off(event, at=visit.starts_at)

    assert not Message.objects.filter(once_key__startswith="leave/").exists()


def test_who_is_there_is_not_sent_off(house, now, phone):
    walk = Walk(point=house, at=now)
    walk.arrive()

    assert not operations.ask_to_be_told(application_id=walk.id, travel=HOUR, at=walk.at)
    assert tasks.tell_to_leave(at=walk.at) == 0


def test_asking_again_corrects_the_way_and_is_told_anew(walk, visit):
    operations.ask_to_be_told(application_id=walk.id, travel=4 * HOUR, at=visit.starts_at - 5 * HOUR)
    assert tasks.tell_to_leave(at=visit.starts_at - 4.25 * HOUR) == 1
    operations.ask_to_be_told(application_id=walk.id, travel=HOUR, at=visit.starts_at - 4 * HOUR)

    assert tasks.tell_to_leave(at=visit.starts_at - 4 * HOUR) == 0
    assert tasks.tell_to_leave(at=visit.starts_at - 1.25 * HOUR) == 1


def test_the_page_asks_for_the_way_and_says_when_to_go(walk, visit):
    phone = Phone().open(walk)
    phone.see("berangkat")
    assert "Berapa lama perjalanan Anda?" in phone.said

    reply = phone.step("berangkat", travel="")
    assert reply.status_code == 422
    assert "Pilih lama perjalanan." in phone.said

    phone.step("berangkat", travel=60)
    zone = offices.calendar(point_id=walk.point.id).zone
    go_at = (visit.starts_at - EARLY - HOUR).astimezone(zone)
    assert f"Berangkat sekitar pukul {go_at:%H.%M}" in phone.said
    assert Departure.objects.get().minutes == 60


def test_a_long_way_is_told_in_hours_as_it_was_chosen(walk):
    phone = Phone().open(walk)
    phone.step("berangkat", travel=360)

    assert phone.said.count("6 jam") == 2
    assert "360 menit" not in phone.said


def test_who_can_no_longer_be_there_in_time_is_told_when_they_arrive(walk, visit, time_is):
    phone, zone = Phone().open(walk), offices.calendar(point_id=walk.point.id).zone
    at = visit.starts_at - 0.5 * HOUR
    time_is(at)
    phone.step("berangkat", travel=60)

    arrives = (at + HOUR).astimezone(zone)
    assert f"Anda tiba sekitar pukul {arrives:%H.%M}" in phone.said
    assert "Supaya tiba" not in phone.said


def test_whose_way_is_longer_than_the_session_lasts_is_shown_other_times(walk, visit, time_is):
    phone = Phone().open(walk)
    time_is(visit.ends_at - 0.5 * HOUR)
    phone.step("berangkat", travel=60)

    assert "Perjalanan Anda terlalu lama untuk sesi ini" in phone.said
    assert "Berangkatlah sekarang" not in phone.said
    assert "Saya tidak bisa datang" in phone.said


def test_without_a_visit_ahead_the_page_leads_to_the_status(house, now, phone):
    phone.fill()
    phone.see("berangkat")

    assert phone.at_page != phone.page("berangkat")
    assert not operations.ask_to_be_told(application_id=phone.case.id, travel=HOUR, at=now)


def test_the_database_keeps_one_way_for_a_day(walk, visit):
    operations.ask_to_be_told(application_id=walk.id, travel=HOUR, at=walk.at)

    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.create(application_id=walk.id, day=visit.on, minutes=30, asked_at=walk.at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Departure.objects.update(minutes=0)
