"""
A number before coming: taken on the phone, called once the person is there.

Near the hour of the appointment it is a number of its class, while a finished book waits one of the collection lane.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries
from lintas.casework.applications.operations import moving
from lintas.directory.offices import queries as offices
from lintas.foundation.errors import DomainError
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import IN_THE_HOUSE, State


class NotExpected(DomainError):
    """The case has no appointment that stands, nor a finished book that may be collected."""

    code = "applications.not_expected"
    text = _(
        "Permohonan ini tidak punya jadwal yang berlaku dan paspornya belum siap diambil, jadi belum bisa mengambil nomor. "
        "Lihat statusnya."
    )


class NumberNotYet(DomainError):
    """The window opens later, perhaps on another day."""

    code = "applications.number_not_yet"
    text = _("Nomor bisa diambil mulai %(opens)s. Kembalilah ke halaman ini saat itu.")


class NumberNoMore(DomainError):
    """The session began too long ago."""

    code = "applications.number_no_more"
    text = _("Nomor untuk jadwal ini hanya bisa diambil sampai %(closes)s. Datanglah ke loket kedatangan secepatnya.")


@transaction.atomic
def take_number(*, application_id: UUID, by: str, at: datetime) -> str:
    """
    Give the person who is on the way a number of today, and return it; one who has a number in play gets that one.

    :raises NotExpected: no appointment stands, and no book waits. :raises NumberNotYet: :raises NumberNoMore: outside
    of its hours.
    Source: our proposal (P), docs/queue-order.md.
    """
    application = moving.locked(application_id)
    held = tickets.ticket_of(application.id, at=at)
    if held is not None and held.ticket.state in IN_THE_HOUSE:
        return held.ticket.number
    hours = queries.ahead(application, appointments.appointment_of(application.id), taken_at=at)
    if hours is None:
        raise NotExpected
    zone = offices.calendar(point_id=application.at_point).zone
    if at < hours.opens_at:
        raise NumberNotYet(opens=filters.moment(hours.opens_at, zone))
    if at > hours.closes_at:
        raise NumberNoMore(closes=filters.moment(hours.closes_at, zone))
    ticket = queue.issue_ticket(
        point_id=application.at_point,
        subject=application.id,
        queue_class=hours.queue_class,
        station=hours.station,
        by=by,
        at=at,
        place_at=max(at, hours.place_from),
        is_expected=True,
    )
    return ticket.number


def came_in_time(case: queries.Coming, held: tickets.TicketInfo, *, at: datetime) -> bool:
    """Say whether who comes at ``at`` has the place of the number taken before coming; asked before the case moves on."""
    hours = queries.ahead(case, appointments.appointment_of(case.id), taken_at=held.issued_at)
    # A day that was closed meanwhile has its hours on another day.
    return hours is not None and hours.opens_at <= at <= hours.kept_until


def give_up_number(*, application_id: UUID, by: str, at: datetime) -> None:
    """End a number of somebody who was on the way and is not expected with it any more; nothing for other numbers."""
    held = tickets.ticket_of(application_id, at=at)
    if held is not None and held.ticket.state == State.EXPECTED:
        queue.cancel(ticket_id=held.ticket.id, by=by, at=at)
