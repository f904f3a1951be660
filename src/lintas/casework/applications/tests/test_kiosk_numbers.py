"""A number from a kiosk becomes the number of a case: by the code shown there, or at the counter."""

from datetime import timedelta

import pytest

from lintas.casework.applications import operations
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries as appointments
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Ticket

pytestmark = pytest.mark.usefixtures("no_messages")


@pytest.fixture
def coming(walk):
    """A case whose session begins in a quarter of an hour."""
    walk.scheduled()
    walk.at = appointments.appointment_of(walk.id).starts_at - timedelta(minutes=15)
    return walk


@pytest.fixture
def box(coming):
    found = Box(coming.point)
    day = offices.calendar(point_id=coming.point.id).local(coming.at).date()
    found.lease(day=day, at=coming.at)
    found.day = day
    return found


def take(box, at, **more):
    box.give(at, day=box.day, **more)
    box.tell(at)
    return Ticket.objects.get(number=len(box.lines))


def held(walk):
    view = tickets.ticket_of(walk.id, at=walk.at)
    return view and view.ticket.number


def test_with_the_code_of_the_case_the_number_is_the_cases_and_check_in_keeps_it(coming, box, deliver):
    take(box, coming.at, reference=coming.case.reference)
    deliver(coming.at)
    assert held(coming) == "A 001"
    assert coming.state == "scheduled", "whose it is, is seen at the counter"

    number = operations.check_in(application_id=coming.id, officer=coming.officer("loket"), at=coming.at)

    assert number == "A 001"
    assert coming.state == "checked_in"
    assert Ticket.objects.count() == 1


def test_who_took_a_number_in_time_is_not_late_because_the_counter_was_busy(coming, box, deliver):
    take(box, coming.at, reference=coming.case.reference)
    deliver(coming.at)
    much_later = appointments.appointment_of(coming.id).ends_at + timedelta(hours=1)

    operations.check_in(application_id=coming.id, officer=coming.officer("loket"), at=much_later)

    assert coming.state == "checked_in"


def test_a_code_of_nobody_leaves_the_number_as_it_is(coming, box, deliver):
    ticket = take(box, coming.at, reference="PYK-0000-0000")
    deliver(coming.at)

    assert held(coming) is None
    assert Ticket.objects.get() == ticket


def test_a_second_number_with_the_same_code_stands_for_nobody(coming, box, deliver):
    take(box, coming.at, reference=coming.case.reference)
    second = take(box, coming.at + timedelta(minutes=1), reference=coming.case.reference)
    deliver(coming.at + timedelta(minutes=1))

    assert held(coming) == "A 001"
    assert Ticket.objects.get(id=second.id).subject != coming.id


def test_a_number_without_a_code_becomes_the_cases_at_the_counter_it_was_called_to(coming, box):
    ticket = take(box, coming.at)
    officer = coming.officer("loket")
    serve_at_counter(coming, officer, ticket)

    number = operations.check_in(application_id=coming.id, officer=officer, at=coming.at)

    assert number == "A 001"
    assert held(coming) == "A 001"
    assert Ticket.objects.count() == 1


def serve_at_counter(walk, officer, ticket):
    counter = next(one for one in offices.counters(point_id=walk.point.id) if one.station == "documents")
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=officer.id, at=walk.at)
    queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)
    queue.arrive(ticket_id=ticket.id, by="officer:x", at=walk.at)
