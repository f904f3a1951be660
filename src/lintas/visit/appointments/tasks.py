"""What returns by itself: opening the coming days, freeing overdue holds, closing the day."""

from datetime import datetime, timedelta

from lintas.foundation.jobs.registry import periodic
from lintas.visit.appointments import operations


@periodic(name="appointments.lapse_holds", every=timedelta(seconds=20))
def lapse_holds(*, at: datetime) -> int:
    """Free the places whose holders did not confirm in time."""
    return operations.lapse_holds(at=at)


@periodic(name="appointments.turn_freed", every=timedelta(seconds=20))
def turn_freed(*, at: datetime) -> int:
    """
    Offer freed places to those who wait, then open those whose rest is over to everybody.

    Closed days first: an offer that ended because the office closed is nobody's silence.
    """
    cleared = operations.clear_away(at=at)
    return cleared + operations.pass_offers(at=at) + operations.offer_freed(at=at) + operations.open_rested(at=at)


@periodic(name="appointments.make_slots", every=timedelta(minutes=10))
def make_slots(*, at: datetime) -> int:
    """Open the sessions that are released now; close those at hours when a point rests after all."""
    made = operations.make_slots(at=at)
    return made.opened + made.closed + made.reopened


@periodic(name="appointments.mark_absent", every=timedelta(minutes=10))
def mark_absent(*, at: datetime) -> int:
    """Mark the appointments of days that are over as missed."""
    return operations.mark_absent(at=at)


@periodic(name="appointments.remind", every=timedelta(minutes=10))
def remind(*, at: datetime) -> int:
    """Remind people of visits that come near."""
    return operations.remind(at=at)
