"""Coming to the office: arriving with an appointment or without, papers in order or not (P10 to P15)."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, states
from lintas.casework.applications.models import Application, Item
from lintas.casework.applications.operations import ahead, families, moving
from lintas.casework.applications.operations.billing import bill
from lintas.casework.applications.operations.submitting import AlreadyActive, identity_known, one_active
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import OfficerInfo, Reader
from lintas.directory.people.states import Purpose
from lintas.exchange.payments import queries as bills
from lintas.foundation.errors import DomainError
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.kiosks import queries as kiosks
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import QueueClass, Station
from lintas.visit.queueing.states import State as TicketState


class NothingReturned(DomainError):
    """Papers were called incomplete though none was returned, or in order though one is open."""

    code = "applications.papers_undecided"
    text = _("Putuskan setiap berkas dahulu: terima, atau kembalikan dengan alasan.")
    status = 422


class StillMissing(DomainError):
    """A returned paper has not been given again."""

    code = "applications.still_missing"
    text = _("Masih ada berkas yang perlu diganti. Unggah berkas yang ditandai, lalu kirim.")
    status = 422


class NotPaidYet(DomainError):
    """The case of a person who walked in has not been paid."""

    code = "applications.not_paid_yet"
    text = _(
        "Biaya permohonan ini belum tercatat lunas. Minta pemohon membayar dengan kode billing pada permohonan ini; "
        "begitu pembayaran tercatat, lanjutkan."
    )


class NotCalledYet(DomainError):
    """The person's number has not been called, so nobody stands at the counter."""

    code = "applications.not_called_yet"
    text = _(
        "Nomor %(number)s belum dilayani di loket. Panggil dahulu dari layar loket, catat bahwa pemohon datang, lalu "
        "lanjutkan."
    )


OUT_OF_PLAY = frozenset({"done", "cancelled", "skipped"})
"""Ticket states in which a number no longer leads anywhere today."""

COMES_FOR_A_NUMBER = frozenset({states.State.SCHEDULED, states.State.CHECKED_IN, states.State.READY})
"""States in which the person comes to the hall and needs a number."""


@transaction.atomic
def check_in(*, application_id: UUID, officer: OfficerInfo, at: datetime) -> str:
    """
    Receive the person who came, and return the number (P10): the one taken at a kiosk, else a new one.

    :raises: arrival rules of the place.
    """
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    states.transition(states.State(application.state), states.Action.CHECK_IN)
    held = _held_or_shown(application, officer, by=by, at=at)
    expected = held if held is not None and held.state == TicketState.EXPECTED else None
    # Asked while the appointment is still to come; joined after it, since all who check in lock the session first.
    keeps_place = expected is not None and ahead.came_in_time(application, expected, at=at)
    places.check_in(subject=application.id, by=by, at=at, came_at=kiosks.taken_at(held.id) if held else None)
    moving.advance(application, states.Action.CHECK_IN, by=by, at=at)
    if expected is not None:
        _show_up(application, expected, keeps_place=keeps_place, by=by, at=at)
    return held.number if held else _ticket(application, by=by, at=at)


def claim_number(*, reference: str, ticket_id: UUID, by: str, at: datetime) -> bool:
    """
    Let a number that was taken at a kiosk with the code of a case stand for that case; return whether it does.

    Nothing else happens to the case: whose it is, is seen at the counter, where the identity card is shown (P10). A code
    that fits no case of this place, or a case that has a number of today, leaves the number as it is.
    """
    try:
        case = queries.by_reference(reference)
        ticket = tickets.ticket(ticket_id)
        if ticket is None or case.point_id != ticket.point_id or case.state not in COMES_FOR_A_NUMBER:
            return False
        _stand_for(case, ticket_id, by=by, at=at)
        families.gather_booked(case.id, ticket_id=ticket_id, by=by, at=at)
    except (queries.UnknownCase, queue.QueueRefused):
        return False
    return True


def _stand_for(case: queries.CaseInfo, ticket_id: UUID, *, by: str, at: datetime) -> None:
    """Let the kiosk's number stand for the case, in the place of one that was taken before coming if there is one."""
    held = tickets.ticket_of(case.id, at=at)
    if held is None or held.ticket.state != TicketState.EXPECTED:
        queue.claim_ticket(ticket_id=ticket_id, subject=case.id, by=by, at=at)
        return
    came_at = kiosks.taken_at(ticket_id) or at
    queue.show_up_with(
        ticket_id=ticket_id,
        expected_id=held.ticket.id,
        keeps_place=ahead.came_in_time(case, held.ticket, at=came_at),
        by=by,
        at=at,
    )


def walk_in(*, application_id: UUID, queue_class: str, officer: OfficerInfo, at: datetime) -> str:
    """
    Take in, without an appointment, a person of a class that may walk in, bill the case, and return the ticket (P11).

    :raises IdentityMissing: the counter has not noted who the applicant is.
    :raises AlreadyActive: the person has another running case.
    """
    try:
        with transaction.atomic():
            return _walk_in(application_id, queue_class=queue_class, officer=officer, at=at)
    except IntegrityError as conflict:
        if one_active(conflict):
            raise AlreadyActive from None
        raise


def _walk_in(application_id: UUID, *, queue_class: str, officer: OfficerInfo, at: datetime) -> str:
    application = moving.locked(application_id)
    states.transition(states.State(application.state), states.Action.WALK_IN)
    identity_known(application)
    application.queue_class, application.channel, application.submitted_at = queue_class, "counter", at
    application.nik_index = persons.person(application.person_id).nik_index
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    places.admit_walk_in(
        point_id=application.at_point,
        service_class=queue_class,
        subject=application.id,
        person_id=application.person_id,
        service_key=application.process,
        by=by,
        at=at,
    )
    moving.advance(application, states.Action.WALK_IN, by=by, at=at)
    bill(
        application,
        catalogue.policy(application.policy_id),
        queries.answers(application.id, reader=at_the_counter(officer), at=at, purpose=Purpose.INTAKE),
        expires_in=moving.duration(application, "billing_expiry_counter", at),
        today=moving.local_day(application, at),
        by=by,
        at=at,
    )
    held = _held_or_shown(application, officer, by=by, at=at)
    return held.number if held else _ticket(application, by=by, at=at)


@transaction.atomic
def declare_incomplete(*, application_id: UUID, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Send the person to complete what was returned, with a limit (P12)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if not application.items.filter(state=Item.State.RETURNED).exists():
        raise NothingReturned
    limit = at + moving.duration(application, "incomplete_deadline", at)
    moving.advance(application, states.Action.DOCUMENTS_SHORT, by=by, at=at, respond_by=limit)
    end_visit(application, by=by, at=at)


@transaction.atomic
def complete_papers(*, application_id: UUID, by: str, at: datetime) -> None:
    """Hand in the papers that were returned (P13). :raises StillMissing: one of them has not been given again."""
    application = moving.locked(application_id)
    if application.items.filter(state=Item.State.RETURNED).exists():
        raise StillMissing
    moving.advance(application, states.Action.COMPLETED, by=by, at=at)


@transaction.atomic
def register_arrival(*, application_id: UUID, officer: OfficerInfo, at: datetime) -> str:
    """Give a ticket, at the front of the class, to a person who comes back with completed papers; return it."""
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if application.state != states.State.CHECKED_IN:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    return _ticket(application, by=by, at=at, front=True)


@transaction.atomic
def register_collection(*, application_id: UUID, officer: OfficerInfo, at: datetime) -> str:
    """
    Give a number of the collection lane to whoever came for the finished book, or let the one taken before coming wait
    in line; return it.

    Who receives the book, and by which right, is checked at the hand-over counter (P30).

    :raises ActionNotAllowed: the book is not on the shelf. :raises AlreadyHasTicket: a number was given today.
    """
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if application.state != states.State.READY:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    held = _in_play(application, at=at)
    if held is not None and held.state == TicketState.EXPECTED:
        _show_up(application, held, keeps_place=ahead.came_in_time(application, held, at=at), by=by, at=at)
        return held.number
    return _ticket(application, by=by, at=at, queue_class=QueueClass.COLLECTION, station=Station.HANDOVER)


@transaction.atomic
def expire_incomplete(*, application_id: UUID, by: str, at: datetime) -> None:
    """Close a case whose papers were not completed in time (P14)."""
    application = moving.locked(application_id)
    if application.state == states.State.INCOMPLETE and application.respond_by and application.respond_by <= at:
        moving.advance(application, states.Action.COMPLETION_EXPIRED, by=by, at=at)
        close_visit(application, by=by, at=at)


@transaction.atomic
def papers_in_order(*, application_id: UUID, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """
    Send the person on to the photo, every paper accepted, its original seen, and the case paid (P15).

    :raises NothingReturned: a paper is not decided. :raises NotPaidYet: a walk-in pays while at the counter.
    """
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if application.items.exclude(state=Item.State.ACCEPTED).exists():
        raise NothingReturned
    owed = bills.bill_of(application.id)
    if owed is None or owed.state != "settled":
        raise NotPaidYet
    moving.advance(application, states.Action.DOCUMENTS_OK, by=by, at=at)
    if appointments.appointment_of(application.id) is not None:
        places.serve(subject=application.id, by=by, at=at)
    next_station(application, "photo", by=by, at=at)


def next_station(application: Application, station: str, *, by: str, at: datetime) -> None:
    """Send the person on to the station under the same number. :raises NotCalledYet: the number is still in line."""
    ticket = _being_served(application, at=at)
    if ticket is not None:
        queue.transfer(ticket_id=ticket.id, station=station, by=by, at=at)


def end_visit(application: Application, *, by: str, at: datetime) -> None:
    """End the ticket: the person may go home. :raises NotCalledYet: the number is still in line."""
    ticket = _being_served(application, at=at)
    if ticket is not None:
        queue.finish(ticket_id=ticket.id, by=by, at=at)


def close_visit(application: Application, *, by: str, at: datetime) -> None:
    """Close what a case that ends leaves at the office: its number, wherever it stands, and the visit begun."""
    queue.withdraw(subject=application.id, by=by, at=at)
    appointment = appointments.appointment_of(application.id)
    if appointment is not None and appointment.state == "checked_in":
        places.serve(subject=application.id, by=by, at=at)


def _in_play(application: Application, *, at: datetime) -> tickets.TicketInfo | None:
    """Return the number that the person holds today; None when there is none or it is over."""
    view = tickets.ticket_of(application.id, at=at)
    return None if view is None or view.ticket.state in OUT_OF_PLAY else view.ticket


def _held_or_shown(
    application: Application, officer: OfficerInfo, *, by: str, at: datetime
) -> tickets.TicketInfo | None:
    """
    Return the number that the person holds, or has just been called with from a kiosk to this officer's counter.

    A number that was taken without a code stands for nobody until the officer finds the case of who came with it.
    """
    held = _in_play(application, at=at)
    counter = tickets.counter_of(officer.id)
    if held is not None or counter is None or counter.point_id != application.point_id:
        return held
    here = tickets.current_ticket(counter.id)
    if here is None or here.state != "serving" or here.subject != kiosks.subject_of(here.id):
        return None
    return queue.claim_ticket(ticket_id=here.id, subject=application.id, by=by, at=at)


def _show_up(application: Application, held: tickets.TicketInfo, *, keeps_place: bool, by: str, at: datetime) -> None:
    """Let the number that was taken before coming wait in line, with its family."""
    queue.show_up(ticket_id=held.id, keeps_place=keeps_place, by=by, at=at)
    families.gather_booked(application.id, ticket_id=held.id, by=by, at=at)


def _being_served(application: Application, *, at: datetime) -> tickets.TicketInfo | None:
    """Return the ticket that is at a counter; None when the person has no number in play today."""
    held = _in_play(application, at=at)
    if held is not None and held.state != "serving":
        raise NotCalledYet(number=held.number)
    return held


def at_the_counter(officer: OfficerInfo) -> Reader:
    """Return the officer as a reader at the counter."""
    return Reader(
        kind="officer",
        id=str(officer.id),
        role=states.Role.COUNTER,
        office_id=officer.office_id,
        channel="desk",
        alias=officer.alias,
    )


def _ticket(
    application: Application,
    *,
    by: str,
    at: datetime,
    front: bool = False,
    queue_class: str = "",
    station: str = "documents",
) -> str:
    ticket = queue.issue_ticket(
        point_id=application.at_point,
        subject=application.id,
        queue_class=queue_class or application.queue_class,
        station=station,
        by=by,
        at=at,
        front=front,
    )
    # Who was sent to the front stands there alone: with the family it would stand where the last of them does.
    if not front:
        families.gather_booked(application.id, ticket_id=ticket.id, by=by, at=at)
    return ticket.number
