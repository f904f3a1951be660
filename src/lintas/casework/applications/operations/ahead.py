"""A number before coming: taken on the phone near the hour of the appointment, called once the person is there."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.directory.offices import queries as offices
from lintas.foundation.errors import DomainError
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import IN_THE_HOUSE, Station
from lintas.visit.queueing.states import State as TicketState


class NothingBooked(DomainError):
    """The case has no appointment that stands."""

    code = "applications.nothing_booked"
    text = _("Permohonan ini tidak punya jadwal yang berlaku, jadi belum bisa mengambil nomor. Lihat statusnya.")


class NumberNotYet(DomainError):
    """The window opens later, perhaps on another day."""

    code = "applications.number_not_yet"
    text = _("Nomor untuk jadwal ini bisa diambil mulai %(opens)s. Kembalilah ke halaman ini saat itu.")


class NumberNoMore(DomainError):
    """The session began too long ago."""

    code = "applications.number_no_more"
    text = _("Nomor untuk jadwal ini hanya bisa diambil sampai %(closes)s. Datanglah ke loket kedatangan secepatnya.")


@transaction.atomic
def take_number(*, application_id: UUID, by: str, at: datetime) -> str:
    """
    Give the person who is on the way a number of today, and return it; one who has a number in play gets that one.

    :raises NothingBooked: no appointment stands. :raises NumberNotYet: :raises NumberNoMore: outside of its window.
    Source: our proposal (P), parameter phone_number_opens_before.
    """
    application = moving.locked(application_id)
    held = tickets.ticket_of(application.id, at=at)
    if held is not None and held.ticket.state in IN_THE_HOUSE:
        return held.ticket.number
    appointment = appointments.appointment_of(application.id)
    if application.state != states.State.SCHEDULED or appointment is None or appointment.state != "booked":
        raise NothingBooked
    hours = queries.ahead(appointment, office_code=application.office_code)
    zone = offices.calendar(point_id=appointment.point_id).zone
    if at < hours.opens_at:
        raise NumberNotYet(opens=filters.moment(hours.opens_at, zone))
    if at > hours.closes_at:
        raise NumberNoMore(closes=filters.moment(hours.closes_at, zone))
    ticket = queue.issue_ticket(
        point_id=appointment.point_id,
        subject=application.id,
        queue_class=application.queue_class,
        station=Station.DOCUMENTS,
        by=by,
        at=at,
        place_at=max(at, hours.place_from),
        is_expected=True,
    )
    return ticket.number


def show_up(application: Application, held: tickets.TicketInfo | None, *, by: str, at: datetime) -> None:
    """Let the number that the person took before coming wait in line now; nothing for other numbers."""
    if held is not None and held.state == TicketState.EXPECTED:
        queue.show_up(
            ticket_id=held.id,
            keeps_place=came_in_time(application.id, office_code=application.office_code, at=at),
            by=by,
            at=at,
        )


def came_in_time(application_id: UUID, *, office_code: str, at: datetime) -> bool:
    """Say whether who comes at ``at`` keeps the place of the number taken before coming."""
    appointment = appointments.appointment_of(application_id)
    return appointment is not None and at <= queries.ahead(appointment, office_code=office_code).closes_at


def give_up_number(*, application_id: UUID, by: str, at: datetime) -> None:
    """End a number of somebody who was on the way and whose appointment is at another hour now, or gone."""
    held = tickets.ticket_of(application_id, at=at)
    if held is not None and held.ticket.state == TicketState.EXPECTED:
        queue.cancel(ticket_id=held.ticket.id, by=by, at=at)
