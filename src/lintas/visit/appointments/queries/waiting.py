"""Where an application stands on the waiting list."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Max

from lintas.visit.appointments.models import Offer, Waiting
from lintas.visit.appointments.states import WaitState


@dataclass(frozen=True, slots=True)
class OfferInfo:
    """A place that is kept for the person until ``until``."""

    id: UUID
    slot_id: UUID
    starts_at: datetime
    ends_at: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class WaitingInfo:
    """
    An entry of the list.

    ``code`` lets others join the party, of ``size`` people. ``ahead`` counts the parties of the point and class whose
    turn is earlier and who want one of the same days.
    """

    id: UUID
    point_id: UUID
    first_on: date
    last_on: date
    joined_at: datetime
    code: str
    size: int
    ahead: int
    offer: OfferInfo | None


def waiting_of(subject: UUID) -> WaitingInfo | None:
    """Return the application's entry, None when it is not on the list. Three queries."""
    entry = Waiting.objects.select_related("party").listed().filter(subject=subject).first()
    if entry is None:
        return None
    party = entry.party
    same = Waiting.objects.listed().filter(
        party__point_id=party.point_id,
        party__service_class=party.service_class,
        party__first_on__lte=party.last_on,
        party__last_on__gte=party.first_on,
    )
    turns = dict(same.order_by().values_list("party_id").annotate(turn=Max("joined_at")))
    mine = (turns[party.id], str(party.id))
    offer = Offer.objects.select_related("place__slot").open().filter(waiting=entry).first()
    return WaitingInfo(
        id=entry.id,
        point_id=party.point_id,
        first_on=party.first_on,
        last_on=party.last_on,
        joined_at=entry.joined_at,
        code=party.code,
        size=party.members.listed().count(),
        ahead=sum((turn, str(other)) < mine for other, turn in turns.items()),
        offer=None if offer is None else _offer(offer),
    )


def _offer(offer: Offer) -> OfferInfo:
    slot = offer.place.slot
    return OfferInfo(id=offer.id, slot_id=slot.id, starts_at=slot.starts_at, ends_at=slot.ends_at, until=offer.until)


def placed_with(subject: UUID) -> frozenset[UUID]:
    """Return the other applications of the party with which this one was given a place from the list. One query."""
    placed = Waiting.objects.filter(state=WaitState.PLACED)
    mine = placed.filter(subject=subject).values("party_id")
    return frozenset(placed.filter(party_id__in=mine).exclude(subject=subject).values_list("subject", flat=True))
