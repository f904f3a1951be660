"""
What a case does when something it waits for has happened elsewhere, and how the person hears of it.

Bills, places and enquiries may belong to other services than ours: those are passed over.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from lintas.casework.applications import operations, queries
from lintas.casework.applications.events import (
    ApplicationAdvanced,
    ApplicationLate,
    CodeGiven,
    CollectionReminderDue,
    TimeToLeave,
)
from lintas.casework.applications.states import State
from lintas.casework.applications.telling import later, tell
from lintas.casework.applications.vocabulary import MOVE_REASONS
from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.directory.people.events import AccessDoubted
from lintas.exchange.agencies.events import EnquiryAnswered
from lintas.exchange.payments import queries as payments
from lintas.exchange.payments.events import BillPaid, CodeExpired, CodeIssued
from lintas.foundation.live import operations as live
from lintas.foundation.outbox.registry import handles
from lintas.ui import filters
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.events import (
    AppointmentMissed,
    AppointmentMoved,
    OfferClosed,
    PlaceFreed,
    PlaceOffered,
    PlaceStandsAgain,
    ReminderDue,
    ReplacementAwaited,
)
from lintas.visit.appointments.states import Answer, OfferState
from lintas.visit.draws import queries as draws
from lintas.visit.draws.events import PlaceNotWon, PlaceWon, RoundVoided
from lintas.visit.draws.states import VoidReason
from lintas.visit.kiosks.events import NumberTaken
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.events import TicketCalled
from lintas.visit.queueing.states import State as TicketState

SUBMITTED = "P01"
"""Told when the billing code is known, since the words name it."""

CLOSED, OPEN_AGAIN = "P06.awaited", "P06.open_again"
"""The day of a case is closed and there is no other place yet; or that is no longer so."""

MOVED_BY_OFFICE, MOVED_WITH_A_CHOICE, MOVED_BY_CHOICE = "P06", "P06.choice", "P06.chosen"
"""A case that the office moves may still choose another place, and is told when it did."""

UNPAID, NEVER_CODED = "P03", "P03.no_code"
"""A case ends unpaid in other words when there was nothing to pay with."""

MISSED, GAVE_BACK = "P07", "P07.gave_back"
"""Who said beforehand that they cannot come is told so in other words."""


ANOTHER_HOUR = "system:applications.end_number"

JUST_CALLED = frozenset({TicketState.CALLED, TicketState.BESIDE})
"""A family is called to one counter; each of it hears so."""


@handles(CodeIssued)
def tell_the_code(event: CodeIssued, *, at: datetime) -> None:
    """Tell the person the billing code and until when it can be paid, and the page that waits for it."""
    if queries.knows(event.subject):
        by = "system:applications.note_code"
        operations.note_code(application_id=event.subject, expires_at=event.expires_at, by=by, at=at)
        live.touch(topic=f"case:{event.subject}", at=at)
        news = SUBMITTED if queries.case(event.subject).state == State.AWAITING_PAYMENT else "counter_code"
        tell(application_id=event.subject, news=news, once_key=f"{SUBMITTED}/{event.code_id}", at=at)


@handles(BillPaid)
def go_on_when_paid(event: BillPaid, *, at: datetime) -> None:
    """Confirm the place of a paid case."""
    if queries.knows(event.subject):
        operations.record_payment(application_id=event.subject, by="partner:simponi", at=at)


@handles(CodeExpired)
def close_when_unpaid(event: CodeExpired, *, at: datetime) -> None:
    """Close a case whose code ran out."""
    if queries.knows(event.subject):
        operations.expire_unpaid(application_id=event.subject, by="system:payments.expire", at=at)


@handles(AppointmentMissed)
def note_absence(event: AppointmentMissed, *, at: datetime) -> None:
    """Record that the person did not come."""
    if queries.knows(event.subject):
        operations.mark_missed(application_id=event.subject, by="system:appointments.close_day", at=at)
        operations.give_up_number(application_id=event.subject, by=ANOTHER_HOUR, at=at)


@handles(AppointmentMoved)
def end_number_of_another_hour(event: AppointmentMoved, *, at: datetime) -> None:
    """End a number that was taken before coming, for an hour at which nobody is expected any more."""
    operations.give_up_number(application_id=event.subject, by=ANOTHER_HOUR, at=at)


@handles(PlaceFreed)
def end_number_of_no_hour(event: PlaceFreed, *, at: datetime) -> None:
    """End a number that was taken before coming, when the place is given back."""
    operations.give_up_number(application_id=event.subject, by=ANOTHER_HOUR, at=at)


@handles(EnquiryAnswered)
def take_answer(event: EnquiryAnswered, *, at: datetime) -> None:
    """Take the answer of another system to a check."""
    if queries.knows(event.subject):
        operations.record_answer(
            application_id=event.subject,
            enquiry_id=event.enquiry_id,
            by="system:agencies.answer",
            at=at,
        )
        operations.note_whether_it_is_you(application_id=event.subject, enquiry_id=event.enquiry_id, at=at)


@handles(ApplicationAdvanced)
def start_checks(event: ApplicationAdvanced, *, at: datetime) -> None:
    """Ask the other systems when a case has reached verification."""
    if event.target == State.VERIFICATION:
        operations.ask_for_checks(application_id=event.subject, by="system:applications.checks", at=at)


@handles(ApplicationAdvanced)
def tell_the_step(event: ApplicationAdvanced, *, at: datetime) -> None:
    """Tell the person about the step, where the process has words for it."""
    if event.transition != SUBMITTED:
        news = event.transition
        if news == UNPAID and not _had_a_code(event.subject):
            news = NEVER_CODED
        elif news == MISSED and _gave_back(event.subject):
            news = GAVE_BACK
        elif news == MOVED_BY_OFFICE:
            news = _how_moved(event.subject, at=at)
        tell(application_id=event.subject, news=news, once_key=f"step/{event.step_id}", at=at)


def _gave_back(application_id: UUID) -> bool:
    appointment = appointments.appointment_of(application_id)
    return appointment is not None and appointment.state == "released"


def _how_moved(application_id: UUID, *, at: datetime) -> str:
    """Return the news of P06: with a choice, by the person's own choice, or as the officer said."""
    given = appointments.replacement_of(application_id, at=at)
    if given is not None and given.is_open:
        return MOVED_WITH_A_CHOICE
    present = appointments.appointment_of(application_id)
    chosen = given is not None and given.answer == Answer.OTHER and present is not None
    return MOVED_BY_CHOICE if chosen else MOVED_BY_OFFICE


def _had_a_code(application_id: UUID) -> bool:
    owed = payments.bill_of(application_id)
    return owed is not None and bool(owed.code)


@handles(CodeGiven)
def tell_of_the_code(event: CodeGiven, *, at: datetime) -> None:
    """Tell the person that somebody was given a new code for their case, which may not have been they."""
    tell(application_id=event.subject, news="code_given", once_key=f"code/{event.subject}/{at.isoformat()}", at=at)


@handles(ApplicationLate)
def apologise(event: ApplicationLate, *, at: datetime) -> None:
    """Tell the person first that the case is late."""
    tell(application_id=event.subject, news="late", once_key=f"late/{event.subject}", at=at)


@handles(TimeToLeave)
def send_off(event: TimeToLeave, *, at: datetime) -> None:
    """Tell the person to go; a message that comes after the moment to arrive would only hurry somebody who is there."""
    point_id = queries.case(event.subject).point_id
    if point_id is not None and at < event.arrive_at:
        arrive_at = filters.clock(event.arrive_at, offices.point(id=point_id).zone)
        once_key = f"leave/{event.subject}/{event.arrive_at:%Y%m%d%H%M}"
        tell(application_id=event.subject, news="leave_home", once_key=once_key, at=at, more={"tiba": arrive_at})


@handles(CollectionReminderDue)
def remind(event: CollectionReminderDue, *, at: datetime) -> None:
    """Remind the person of the book on the shelf."""
    tell(application_id=event.subject, news="reminder", once_key=f"reminder/{event.subject}/{event.day}", at=at)


@handles(TicketCalled)
def tell_the_call(event: TicketCalled, *, at: datetime) -> None:
    """
    Tell the person that it is their turn, at the first call to a counter, while they are still expected there.

    Only who has proven a way to be reached hears of it: giving and proving it is the consent. A message that comes
    after the visitor would only trouble them.
    """
    if event.calls != 1 or not queries.knows(event.subject):
        return
    found = tickets.ticket_of(event.subject, at=at)
    if found is None or found.ticket.state not in JUST_CALLED or found.ticket.counter_id != event.counter_id:
        return
    if any(contact.proven_at for contact in persons.contacts(queries.case(event.subject).person_id)):
        once_key = f"call/{event.ticket_id}/{event.station}"
        tell(application_id=event.subject, news="called", once_key=once_key, at=at)


@handles(NumberTaken)
def find_the_case(event: NumberTaken, *, at: datetime) -> None:
    """Let the number of a kiosk stand for the case whose code was shown there."""
    if event.reference:
        by = f"kiosk:{event.kiosk_id}"
        operations.claim_number(reference=event.reference, ticket_id=event.ticket_id, by=by, at=at)


@handles(ReplacementAwaited)
def tell_of_the_closed_day(event: ReplacementAwaited, *, at: datetime) -> None:
    """Tell the person not to come on the closed day, while that is their day."""
    if _still_at(event.subject, event.slot_id, called_off=True):
        tell(
            application_id=event.subject,
            news=CLOSED,
            once_key=f"closed/{event.notice_id}",
            at=at,
            more={"alasan": MOVE_REASONS[event.reason]},
        )


@handles(PlaceStandsAgain)
def tell_that_it_stands(event: PlaceStandsAgain, *, at: datetime) -> None:
    """Tell the person that their day is open again."""
    if _still_at(event.subject, event.slot_id, called_off=False):
        live.touch(topic=f"case:{event.subject}", at=at)
        tell(application_id=event.subject, news=OPEN_AGAIN, once_key=f"open-again/{event.notice_id}", at=at)


def _still_at(application_id: UUID, slot_id: UUID, *, called_off: bool) -> bool:
    """Say whether the case is booked for the session, and the person is to stay away, or to come, as was said."""
    present = appointments.appointment_of(application_id) if queries.knows(application_id) else None
    if present is None or present.state != "booked" or present.slot_id != slot_id:
        return False
    return present.is_called_off == called_off


@handles(PlaceOffered)
def tell_the_offer(event: PlaceOffered, *, at: datetime) -> None:
    """Tell the person of the place that is kept for them, while it is."""
    if queries.knows(event.subject) and at < event.until:
        entry = appointments.waiting_of(event.subject)
        if entry is not None and entry.offer is not None and entry.offer.id == event.offer_id:
            tell(application_id=event.subject, news="offered", once_key=f"offer/{event.offer_id}", at=at)


@handles(OfferClosed)
def tell_that_it_passed(event: OfferClosed, *, at: datetime) -> None:
    """Tell the person that an offer went by unanswered, or that its day was closed, and whether they still wait."""
    if event.outcome not in (OfferState.PASSED, OfferState.WITHDRAWN) or not queries.knows(event.subject):
        return
    news = "offer_withdrawn" if event.outcome == OfferState.WITHDRAWN else "offer_passed"
    tell(
        application_id=event.subject,
        news=news if event.stays else "waiting_ended",
        once_key=f"passed/{event.offer_id}",
        at=at,
    )


@handles(PlaceWon)
def give_the_place(event: PlaceWon, *, at: datetime) -> None:
    """Hold the place for whoever won it, and tell them until when to hand in and pay."""
    drawn = operations.give_drawn_place(entry_id=event.subject, by="system:applications.give_the_place", at=at)
    if drawn is not None:
        point = offices.point(id=queries.case(drawn.application_id).point_id)
        more = {"simpan": later(filters.moment, drawn.until, point.zone)} if drawn.until else {}
        news = "drawn" if drawn.until else "drawn_let_go"
        tell(application_id=drawn.application_id, news=news, once_key=f"draw/{event.subject}", at=at, more=more)


@handles(PlaceNotWon)
def tell_the_rank(event: PlaceNotWon, *, at: datetime) -> None:
    """Tell the person how the draw went for them, and what they have more in the next one."""
    entry = draws.entry(event.subject)
    if entry is not None and entry.subject is not None and queries.knows(entry.subject):
        tell(
            application_id=entry.subject,
            news="not_drawn",
            once_key=f"draw/{event.subject}",
            at=at,
            more={"urutan": filters.number(event.rank), "kesempatan": filters.number(event.credit)},
        )


@handles(RoundVoided)
def tell_that_it_is_void(event: RoundVoided, *, at: datetime) -> None:
    """Tell the person why there is no result, whether the places wait for a repetition, and when others are opened."""
    entry = draws.entry(event.subject)
    if entry is None or entry.subject is None or not queries.knows(entry.subject):
        return
    opening = appointments.next_opening(event.point_id, service_class=entry.pool, at=at)
    zone = offices.point(id=event.point_id).zone
    more: dict[str, str | Promise] = {"sebab": VoidReason(event.reason).label}
    if opening is not None:
        more["buka"] = later(filters.day, opening)
    if event.keeps_until is not None:
        more["simpan"] = later(filters.moment, event.keeps_until, zone)
    news = "draw_void_kept" if event.keeps_until else "draw_void"
    tell(application_id=entry.subject, news=news, once_key=f"draw/{event.subject}", at=at, more=more)


@handles(ReminderDue)
def remind_of_the_visit(event: ReminderDue, *, at: datetime) -> None:
    """Remind the person of the visit, with a link to say that they cannot come; not once the appointment changed."""
    if not queries.knows(event.subject):
        return
    appointment = appointments.appointment_of(event.subject)
    if appointment is None or appointment.state != "booked" or appointment.slot_id != event.slot_id:
        return
    path = reverse("applications:cannot-come", args=[places.issue_link(reminder_id=event.reminder_id)])
    tell(
        application_id=event.subject,
        news="visit",
        once_key=f"visit/{event.reminder_id}",
        at=at,
        more={"tautan": f"{settings.PUBLIC_URL}{path}"},
    )


@handles(AccessDoubted)
def acknowledge_doubt(event: AccessDoubted, *, at: datetime) -> None:
    """Tell the person that their doubt about a look is before the head of the office, whose desk lists it."""
    doubt = persons.doubted(event.record_id)
    case_id = queries.case_looked_at(doubt.look.case_id, person_id=event.subject) if doubt else None
    if case_id is not None:
        tell(application_id=case_id, news="access_doubted", once_key=f"doubt/{event.record_id}", at=at)
