"""What becomes of an offered place: accepted, declined, or passed to the next."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import events
from lintas.visit.appointments.models import FreedPlace, Offer, Waiting
from lintas.visit.appointments.operations.cooling import rest_again
from lintas.visit.appointments.operations.errors import AlreadyHoldsPlace, ChangedMeanwhile, OfferOver
from lintas.visit.appointments.operations.holding import write_hold
from lintas.visit.appointments.operations.listing import end
from lintas.visit.appointments.states import OfferState, Rest, WaitState

SYSTEM = "system:appointments.pass_offers"


def accept_offer(*, subject: UUID, until: datetime, by: str, at: datetime) -> UUID:
    """
    Turn the offered place into a hold until ``until``; return the appointment's id.

    :raises OfferOver: it was answered, or its time ran out, whether or not the job has seen that yet.
    :raises AlreadyHoldsPlace: the application or the person has a place for this service meanwhile.
    """
    try:
        with transaction.atomic():
            offer = _open_offer(subject)
            if offer is None or offer.until <= at or not offer.place.slot.offered:
                raise OfferOver
            _close(offer, OfferState.ACCEPTED, stays=False, by=by, at=at)
            FreedPlace.objects.filter(id=offer.place_id).update(state=Rest.GIVEN, ended_at=at)
            end(offer.waiting, WaitState.PLACED, by=by, at=at)
            return write_hold(
                offer.place.slot,
                subject,
                person_id=offer.waiting.person_id,
                service_key=offer.waiting.service_key,
                until=until,
                by=by,
                at=at,
            )
    except IntegrityError:
        raise AlreadyHoldsPlace from None


def decline_offer(*, subject: UUID, by: str, at: datetime) -> None:
    """
    Let the offered place go to the next; the person waits on, at the turn of before, and is not asked for it again.

    :raises OfferOver: it was answered, or its time ran out.
    """
    with transaction.atomic():
        offer = _open_offer(subject)
        if offer is None or offer.until <= at:
            raise OfferOver
        _close(offer, OfferState.DECLINED, stays=True, by=by, at=at)
        Waiting.objects.filter(id=offer.waiting_id, state=WaitState.OFFERED).update(state=WaitState.WAITING)
        rest_again(offer.place, at=at)


def give_up_offer(waiting: Waiting, *, at: datetime) -> None:
    """Let the entry's offered place go to the next, as it leaves the list. Call it in a transaction."""
    offer = _open_offer(waiting.subject)
    if offer is not None:
        _close(offer, OfferState.DECLINED, stays=False, by=SYSTEM, at=at)
        rest_again(offer.place, at=at)


def withdraw_offer(subject: UUID, place_id: UUID, *, at: datetime) -> None:
    """
    Take the offer of this place back, as its day was closed; the person waits on. Call it in a transaction.

    :raises ChangedMeanwhile: it was answered since we looked.
    """
    offer = _open_offer(subject)
    if offer is None or offer.place_id != place_id:
        raise ChangedMeanwhile
    _close(offer, OfferState.WITHDRAWN, stays=True, by=SYSTEM, at=at)
    Waiting.objects.filter(id=offer.waiting_id, state=WaitState.OFFERED).update(state=WaitState.WAITING)


def pass_offers(*, at: datetime, limit: int = 500) -> int:
    """
    Pass every offer on whose time ran out, each in its own transaction; return how many.

    Who let too many pass leaves the list (parameter waitlist_passes_max). Safe to run late, twice and beside itself.
    """
    overdue = Offer.objects.open().filter(until__lte=at).order_by("until")[:limit]
    return sum(_pass(subject, at=at) for subject in list(overdue.values_list("waiting__subject", flat=True)))


@transaction.atomic
def _pass(subject: UUID, *, at: datetime) -> bool:
    offer = _open_offer(subject)
    if offer is None or offer.until > at:
        return False
    waiting = offer.waiting
    point = offices.point(id=waiting.party.point_id)
    on = offices.calendar(point_id=point.id).local(at).date()
    stays = waiting.passes + 1 < catalogue.count("waitlist_passes_max", office_code=point.office_code, on=on)
    _close(offer, OfferState.PASSED, stays=stays, by=SYSTEM, at=at)
    listed = Waiting.objects.filter(id=waiting.id, state=WaitState.OFFERED)
    listed.update(passes=waiting.passes + 1, state=WaitState.WAITING)
    if not stays:
        end(waiting, WaitState.LEFT, by=SYSTEM, at=at)
    rest_again(offer.place, at=at)
    return True


def _open_offer(subject: UUID) -> Offer | None:
    """Return the open offer of the application, locked until the transaction ends: of two answers one finds it open."""
    found = Offer.objects.select_for_update(of=("self",)).select_related("place__slot", "waiting__party")
    return found.open().filter(waiting__subject=subject).first()


def _close(offer: Offer, outcome: OfferState, *, stays: bool, by: str, at: datetime) -> None:
    if not Offer.objects.open().filter(id=offer.id).update(state=outcome, closed_at=at):
        raise OfferOver
    publish(
        events.OfferClosed(
            subject=offer.waiting.subject,
            office=offices.point(id=offer.waiting.party.point_id).office_code,
            offer_id=offer.id,
            outcome=outcome.value,
            stays=stays,
        ),
        by=by,
        at=at,
    )
