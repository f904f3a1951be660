"""A family at the arrival desk: its numbers are called together, or each by itself again."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import states
from lintas.casework.applications.operations import moving
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import queries as draws
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import Ground


class NoNumberYet(DomainError):
    """The person has no number today that could be called together with others."""

    code = "applications.no_number_yet"
    text = _("Permohonan ini belum punya nomor antrean hari ini. Catat hadir dahulu, lalu gabungkan.")


class NobodyHasNumber(DomainError):
    """No number of today that waits here reads so."""

    code = "applications.nobody_has_number"
    text = _("Nomor itu tidak sedang menunggu di titik layanan ini. Periksa nomor pada tiket keluarganya.")
    status = 422


@transaction.atomic
def call_together(
    *, application_id: UUID, number: str, ground: str, gives_up_right: bool, officer: OfficerInfo, at: datetime
) -> UUID | None:
    """
    Let the person's number be called together with ``number`` of the same family, for a reason the officer has seen.

    Return the application that has a new number since, because the old one's right was given up; None for nobody.

    :raises NoNumberYet: :raises NobodyHasNumber: :raises: refusals of `queue.join_party`.
    """
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    own = tickets.ticket_of(application.id, at=at)
    if own is None:
        raise NoNumberYet
    relative = tickets.whose(number, point_id=application.at_point, at=at)
    other = tickets.ticket_of(relative, at=at) if relative else None
    if other is None:
        raise NobodyHasNumber
    queue.join_party(
        ticket_id=own.ticket.id,
        with_ticket_id=other.ticket.id,
        ground=ground,
        gives_up_right=gives_up_right,
        by=by,
        at=at,
    )
    return next((one.ticket.subject for one in (own, other) if _has_another(one.ticket, at=at)), None)


@transaction.atomic
def call_apart(*, application_id: UUID, reason: str, officer: OfficerInfo, at: datetime) -> None:
    """
    Let the person's number be called by itself again, at the place of its family.

    :raises NoNumberYet: :raises: refusals of `queue.split_party`.
    """
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    own = tickets.ticket_of(application.id, at=at)
    if own is None:
        raise NoNumberYet
    queue.split_party(ticket_id=own.ticket.id, reason=reason, by=by, at=at)


def _has_another(ticket: tickets.TicketInfo, *, at: datetime) -> bool:
    """Say whether the person's number of today is another one than this by now."""
    now = tickets.ticket_of(ticket.subject, at=at)
    return now is not None and now.ticket.id != ticket.id


def gather_booked(application_id: UUID, *, ticket_id: UUID, by: str, at: datetime) -> None:
    """
    Let the number be called together with those of the cases that were given places together with this one.

    Those who wait at another station, in another class or are called already go on by themselves.
    """
    for relative in sorted(appointments.placed_with(application_id) | draws.won_with(application_id)):
        other = tickets.ticket_of(relative, at=at)
        if other is not None:
            with suppress(queue.QueueRefused):
                queue.join_party(
                    ticket_id=ticket_id, with_ticket_id=other.ticket.id, ground=Ground.BOOKED, by=by, at=at
                )
