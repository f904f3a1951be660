"""Who comes to collect a finished book, the hall and the kiosk, as tests of numbers before coming need them."""

from datetime import datetime
from uuid import uuid4

from lintas.casework.applications import operations
from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.foundation.words import Bilingual
from lintas.visit.kiosks.tests.box import Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Ticket

MONDAY, FRIDAY, SATURDAY = 30, 27, 28
"""Days of November 2026. The point is open from 08.00 to 16.00, with a break from 12.00 to 13.00, on Fridays 11.30."""


def collects(walk: Walk) -> Walk:
    """Let the book of the case stand on the shelf, on the Monday after, 09.00."""
    walk.ready()
    walk.at = clock(walk, "09.00")
    return walk


def clock(walk, hour, *, day=MONDAY):
    hours, minutes = map(int, hour.split("."))
    return datetime(2026, 11, day, hours, minutes, tzinfo=offices.calendar(point_id=walk.point.id).zone)


def take(walk, hour="09.00", *, day=MONDAY):
    return operations.take_number(application_id=walk.id, by=walk.by, at=clock(walk, hour, day=day))


def held(walk):
    return tickets.ticket_of(walk.id, at=walk.at).ticket


def receive(walk, hour):
    walk.at = clock(walk, hour)
    return operations.register_collection(application_id=walk.id, officer=walk.officer("loket"), at=walk.at)


def somebody(walk, hour):
    """A number of another person who collects, taken in the hall."""
    return queue.issue_ticket(
        point_id=walk.point.id,
        subject=uuid4(),
        queue_class="collection",
        station="handover",
        by="officer:x",
        at=clock(walk, hour),
    )


def from_kiosk(walk, letter):
    """A number of the lane that a box at the place has just given."""
    box = Box(walk.point)
    box.lease(letter, day=walk.at.date(), at=walk.at)
    box.give(walk.at, letter, day=walk.at.date())
    box.tell(walk.at)
    return Ticket.objects.filter(lane__letter=letter).latest("issued_at")


def stands_for(walk, given):
    return operations.claim_number(reference=walk.case.reference, ticket_id=given.id, by="kiosk:x", at=walk.at)


def call(walk):
    counter = offices.counters(point_id=walk.point.id, station="handover")[0]
    queue.open_counter(point_id=walk.point.id, counter_id=counter.id, officer_id=counter.id, at=walk.at)
    return queue.call_next(counter_id=counter.id, by="officer:x", at=walk.at)


def close(walk, day=MONDAY):
    offices_operations.close_point(
        point_id=walk.point.id,
        on=clock(walk, "09.00", day=day).date(),
        reason="disaster",
        words=Bilingual(id="Banjir", en="Flood"),
        by="officer:x",
        at=walk.at,
    )


def collection_numbers():
    return Ticket.objects.filter(lane__queue_class="collection")


def order_of_places():
    return list(collection_numbers().order_by("place_at").values_list("id", flat=True))


def assert_day_is_proven(walk, calls):
    day = offices.calendar(point_id=walk.point.id).local(walk.at).date()
    order = tickets.order_of(point_id=walk.point.id, day=day)
    assert (order.calls, order.right) == (calls, calls)
