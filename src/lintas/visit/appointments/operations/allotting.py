"""Offering freed places to those who wait, by the published rule, with a record from which anybody can decide anew."""

from collections import defaultdict
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events, rules
from lintas.visit.appointments.models import Allotment, Appointment, FreedPlace, Offer, Slot, Waiting
from lintas.visit.appointments.operations.errors import ChangedMeanwhile
from lintas.visit.appointments.operations.listing import end
from lintas.visit.appointments.queries.allotments import as_answered, as_asked
from lintas.visit.appointments.queries.replaced import first_stranded
from lintas.visit.appointments.states import OfferState, Rest, WaitState

SYSTEM = "system:appointments.offer_freed"


def offer_freed(*, at: datetime) -> int:
    """
    Offer what rests to those who wait, at every point and in every class; return how many offers were made.

    Each point and class is one decision in one transaction; what changed meanwhile is decided in the next run.
    """
    _end_the_needless(at=at)
    resting = FreedPlace.objects.resting().filter(slot__starts_at__gt=at, slot__offered=True)
    where = resting.order_by().values_list("slot__point_id", "slot__service_class").distinct()
    offers, stranded = 0, first_stranded()
    for point_id, service_class in list(where):
        with suppress(ChangedMeanwhile), transaction.atomic():
            offers += _allot(point_id, service_class, until_on=stranded.get((point_id, service_class)), at=at)
    return offers


def _allot(point_id: UUID, service_class: str, *, until_on: date | None, at: datetime) -> int:
    calendar, office = offices.calendar(point_id=point_id), offices.point(id=point_id).office_code
    on = calendar.local(at).date()
    time = catalogue.duration("waitlist_offer_time", office_code=office, on=on)
    part = catalogue.count("cooldown_part", office_code=office, on=on)
    least = catalogue.duration("slot_hold", office_code=office, on=on)

    def until(slot: Slot) -> datetime:
        return at + min(time, (slot.starts_at - at) / part)

    places = _places(point_id, service_class, worth=lambda slot: until(slot) >= at + least, until_on=until_on, at=at)
    members = _members(point_id, service_class)
    rooms, parties = _rooms(places), _parties(members)
    awards = rules.allot(rooms, parties)
    if not awards:
        return 0
    allotment = Allotment.objects.create(
        at=at,
        point_id=point_id,
        service_class=service_class,
        rule=rules.RULE,
        asked=as_asked(rooms, parties),
        answer=as_answered(awards),
    )
    made = 0
    for award in awards:
        for waiting, slot_id in zip(members[award.party], award.slots, strict=True):
            place = places[slot_id].pop()
            _offer(waiting, place, allotment, until=until(place.slot), office=office, at=at)
            made += 1
    return made


def _offer(
    waiting: Waiting, place: FreedPlace, allotment: Allotment, *, until: datetime, office: str, at: datetime
) -> None:
    """:raises ChangedMeanwhile: the place was opened or taken back, or the person left, since we looked."""
    waits = Waiting.objects.waiting().filter(id=waiting.id).update(state=WaitState.OFFERED)
    if not waits or not FreedPlace.objects.resting().filter(id=place.id).update(state=Rest.OFFERED):
        raise ChangedMeanwhile
    offer = Offer.objects.create(waiting=waiting, place=place, allotment=allotment, made_at=at, until=until)
    publish(
        events.PlaceOffered(
            subject=waiting.subject,
            office=office,
            offer_id=offer.id,
            allotment_id=allotment.id,
            slot_id=place.slot_id,
            starts_at=place.slot.starts_at,
            until=until,
        ),
        by=SYSTEM,
        at=at,
    )


def _places(
    point_id: UUID, service_class: str, *, worth: Any, until_on: date | None, at: datetime
) -> dict[str, list[FreedPlace]]:
    """
    Return the resting places by session, those freed longest ago last.

    None after the day ``until_on`` that the office closed: they are for its people first, who had a place already.
    """
    resting = FreedPlace.objects.select_related("slot").resting()
    found = resting.filter(
        slot__point_id=point_id, slot__service_class=service_class, slot__starts_at__gt=at, slot__offered=True
    )
    if until_on is not None:
        found = found.filter(slot__on__lte=until_on)
    places: dict[str, list[FreedPlace]] = defaultdict(list)
    for place in found.order_by("-freed_at", "-id"):
        if worth(place.slot):
            places[str(place.slot_id)].append(place)
    return places


def _members(point_id: UUID, service_class: str) -> dict[str, list[Waiting]]:
    """Return those who wait by party, in the order they joined; a party of whom one has an offer is decided later."""
    listed = Waiting.objects.select_related("party").listed()
    found = listed.filter(party__point_id=point_id, party__service_class=service_class).order_by("joined_at", "id")
    members: dict[str, list[Waiting]] = defaultdict(list)
    for waiting in found:
        members[str(waiting.party_id)].append(waiting)
    return {key: those for key, those in members.items() if all(one.state == WaitState.WAITING for one in those)}


def _rooms(places: dict[str, list[FreedPlace]]) -> list[rules.Room]:
    return [
        rules.Room(slot=key, on=slot.on, begins=slot.starts_at, ends=slot.ends_at, places=len(resting))
        for key, resting in sorted(places.items())
        for slot in [resting[0].slot]
    ]


def _parties(members: dict[str, list[Waiting]]) -> list[rules.Party]:
    refused = _refused(one.id for those in members.values() for one in those)
    return [
        rules.Party(
            key=key,
            size=len(those),
            since=max(one.joined_at for one in those),
            first_on=those[0].party.first_on,
            last_on=those[0].party.last_on,
            not_in=frozenset().union(*(refused[one.id] for one in those)),
        )
        for key, those in sorted(members.items())
    ]


def _refused(waiting_ids: Iterable[UUID]) -> dict[UUID, frozenset[str]]:
    refused: dict[UUID, frozenset[str]] = defaultdict(frozenset)
    answered = Offer.objects.filter(
        waiting__in=list(waiting_ids), state__in=[OfferState.DECLINED, OfferState.PASSED]
    ).values_list("waiting_id", "place__slot_id")
    for waiting_id, slot_id in answered:
        refused[waiting_id] |= {str(slot_id)}
    return refused


def _end_the_needless(*, at: datetime) -> None:
    """Take those off the list who got a place another way, and those whose days are over."""
    theirs = Q(subject=OuterRef("subject")) | Q(person_id=OuterRef("person_id"), service_key=OuterRef("service_key"))
    holding = Exists(Appointment.objects.holding_a_place().filter(theirs))
    # The day at the office is at most a day ahead of or behind this one; the last session decides, not the hour.
    over = Q(party__last_on__lt=at.date() - timedelta(days=1))
    for waiting in Waiting.objects.select_related("party").waiting().filter(Q(holding) | over):
        outcome = WaitState.OVER if waiting.party.last_on < at.date() - timedelta(days=1) else WaitState.PLACED
        with transaction.atomic():
            end(waiting, outcome, by=SYSTEM, at=at)
