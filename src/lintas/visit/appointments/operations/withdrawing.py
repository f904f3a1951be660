"""What a closed day takes with it: nobody books it, and nothing of it rests or is offered."""

from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.visit.appointments.models import FreedPlace, FreedPlaceQuerySet, Offer, Slot
from lintas.visit.appointments.operations.answering import withdraw_offer
from lintas.visit.appointments.operations.counting import give_back
from lintas.visit.appointments.operations.errors import ChangedMeanwhile
from lintas.visit.appointments.states import Rest


def withdraw_day(*, point_id: UUID, on: date) -> int:
    """Let nobody book the day any more; return how many sessions were withdrawn. People keep their places until moved."""
    return Slot.objects.filter(point_id=point_id, on=on, offered=True).update(offered=False)


def clear_away(*, at: datetime, limit: int = 500) -> int:
    """
    End what rests or is offered where there is nothing to give, each in its own transaction; return how many.

    That is in sessions that the office closed, and what rests in those that have fewer places than are taken. Whoever
    was offered a place of a closed session waits on at the turn of before, and it does not count as an offer that
    went by. Found by state, however it came about. Safe to run late, twice and beside itself.
    """
    rows = _needless(FreedPlace.objects.all()).order_by("id").values_list("id", "slot_id")[:limit]
    return sum(_clear(place, slot_id, at=at) for place, slot_id in list(rows))


def _needless(places: FreedPlaceQuerySet) -> FreedPlaceQuerySet:
    # The slots by a query of their own: a join would have the update look at the place's state only once, before it
    # waits for another run that ends the same place.
    closed, too_full = Slot.objects.filter(offered=False), Slot.objects.filter(beyond__gt=0)
    return places.keeping_a_place().filter(
        Q(slot_id__in=closed.values("id")) | Q(state=Rest.RESTING, slot_id__in=too_full.values("id"))
    )


def _clear(place_id: UUID, slot_id: UUID, *, at: datetime) -> bool:
    with suppress(ChangedMeanwhile), transaction.atomic():
        # The offer before the place, the order of every answer, so that nobody locks anybody up.
        offered_to = Offer.objects.open().filter(place=place_id).values_list("waiting__subject", flat=True).first()
        if offered_to is not None:
            withdraw_offer(offered_to, place_id, at=at)
        if not _needless(FreedPlace.objects.filter(id=place_id)).update(state=Rest.CLOSED, ended_at=at):
            raise ChangedMeanwhile
        give_back(slot_id)
        return True
    return False
