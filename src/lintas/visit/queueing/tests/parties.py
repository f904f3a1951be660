"""Families of a hall, for tests: joined, split, and whether the day proves itself."""

from lintas.visit.queueing import operations, queries
from lintas.visit.queueing.tests.factories import DAY, clock, issue, state_of


def join(ticket, other, at, ground="household", *, gives_up_right=False):
    return operations.join_party(
        ticket_id=ticket.id,
        with_ticket_id=other.id,
        ground=ground,
        gives_up_right=gives_up_right,
        by="officer:desk",
        at=at,
    )


def split(ticket, at, reason="wish"):
    return operations.split_party(ticket_id=ticket.id, reason=reason, by="officer:desk", at=at)


def family(hall, *minutes, queue_class="regular", joined=30):
    """Numbers taken at these minutes after eight and joined at half past."""
    tickets = [issue(hall, clock(8, minute), queue_class) for minute in minutes]
    for ticket in tickets[1:]:
        join(ticket, tickets[0], clock(8, joined))
    return tickets


def states_of(tickets):
    return [state_of(ticket) for ticket in tickets]


def assert_proven(hall, *, calls):
    """The day worked out once more from its journal agrees with every call."""
    day = queries.order_of(point_id=hall.id, day=DAY)
    assert (day.calls, day.right) == (calls, calls)
