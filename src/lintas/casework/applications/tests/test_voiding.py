"""What goes with a case that is voided."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.models import Booklet
from lintas.casework.applications.tests.walk import AGAINST, Walk
from lintas.casework.applications.vocabulary import VOID_GROUNDS
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


class TestACaseThatIsVoided:
    def test_takes_its_printed_book_out_of_use(self, walk):
        walk.ready()
        void(walk)
        assert walk.case.state == "cancelled"
        assert [book.state for book in books(walk)] == ["cancelled"]

    def test_takes_its_number_out_of_the_line(self, walk):
        walk.arrive()
        void(walk)
        assert tickets.ticket_of(walk.id, at=walk.at).ticket.state == "cancelled"

    @pytest.mark.parametrize("where", ["waiting", "called", "serving", "transferred", "skipped"])
    def test_takes_its_number_and_its_visit_along_wherever_they_stand(self, walk, where):
        STANDS[where](walk.arrive())
        assert tickets.ticket_of(walk.id, at=walk.at).ticket.state == where

        void(walk)

        assert tickets.ticket_of(walk.id, at=walk.at).ticket.state == "cancelled"
        assert appointments.appointment_of(walk.id).state == "served"
        for station in ("documents", "photo"):
            counter = offices.counters(point_id=walk.point.id, station=station)[0]
            assert tickets.current_ticket(counter.id) is None

    def test_a_case_that_was_not_completed_leaves_no_visit_open(self, walk):
        walk.arrive().incomplete()
        walk.at += timedelta(days=8)
        operations.expire_incomplete(application_id=walk.id, by="system:test", at=walk.at)
        assert (walk.state, appointments.appointment_of(walk.id).state) == ("cancelled", "served")


def called(walk: Walk) -> None:
    counter = offices.counters(point_id=walk.point.id, station="documents")[0]
    seat = uuid4()
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=seat, at=walk.at)
    queue.call_next(counter_id=counter.id, by=f"officer:{seat}", at=walk.at)


def ticket_id(walk: Walk):
    return tickets.ticket_of(walk.id, at=walk.at).ticket.id


def skipped(walk: Walk) -> None:
    called(walk)
    while True:
        walk.at += timedelta(minutes=1)
        try:
            queue.miss(ticket_id=ticket_id(walk), by="officer:x", at=walk.at)
        except queue.CallsLeft:
            queue.recall(ticket_id=ticket_id(walk), by="officer:x", at=walk.at)
        else:
            return


def transferred(walk: Walk) -> None:
    walk.called_to("documents")
    queue.transfer(ticket_id=ticket_id(walk), station="photo", by="officer:x", at=walk.at)


STANDS = {
    "waiting": lambda walk: None,
    "called": called,
    "serving": lambda walk: walk.called_to("documents"),
    "transferred": transferred,
    "skipped": skipped,
}


def void(walk: Walk) -> None:
    operations.void(reasoning=replace(AGAINST, ground=next(iter(VOID_GROUNDS))), **walk.act_of("kakanim"))


def books(walk: Walk):
    return Booklet.objects.filter(application_id=walk.id)
