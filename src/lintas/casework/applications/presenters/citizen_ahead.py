"""A number before coming: whether it can be taken now, and until when its place is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.citizen_tickets import TicketCard, card_of
from lintas.casework.applications.queries import Ahead, CaseInfo
from lintas.casework.applications.states import State
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.appointments.queries import AppointmentInfo
from lintas.visit.queueing.queries import TicketView
from lintas.visit.queueing.states import IN_THE_HOUSE


@dataclass(frozen=True, slots=True)
class Notice:
    """What to know now (`ui.notice`)."""

    title: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class NumberPage:
    """The page. ``offer`` stands above the button, empty when no number can be taken now."""

    point: PointInfo
    lead: str
    card: TicketCard | None
    offer: str
    notice: Notice | None
    rule: str


def number_page(
    case: CaseInfo, appointment: AppointmentInfo | None, held: TicketView | None, *, at: datetime
) -> NumberPage | None:
    """Return the page of who is expected, None for everybody else; ``held`` is the number that the case has today."""
    own = held if held is not None and held.ticket.state in IN_THE_HOUSE else None
    if case.state != State.SCHEDULED or appointment is None or appointment.state != "booked":
        return None
    hours = queries.ahead(appointment, office_code=case.office_code)
    point = offices.point(id=appointment.point_id)
    card = card_of(own) if own else None
    is_open = hours.opens_at <= at <= hours.closes_at
    return NumberPage(
        point=point,
        lead=_("Sesi Anda %(when)s di %(place)s.")
        % {"when": filters.moment(appointment.starts_at, point.zone), "place": point.name},
        card=card,
        offer=_("Ambil nomor sekarang, lalu datang. Nomor dipanggil hanya setelah kehadiran Anda dicatat.")
        if card is None and is_open
        else "",
        notice=_notice(hours, card, zone=point.zone, at=at),
        rule=_(
            "Tempat Anda tidak lebih awal dari pukul %(hour)s, saat kedatangan dibuka: yang sudah hadir saat itu "
            "didahulukan."
        )
        % {"hour": filters.clock(hours.place_from, point.zone)},
    )


def _notice(hours: Ahead, card: TicketCard | None, *, zone: str, at: datetime) -> Notice | None:
    if at < hours.opens_at:
        return Notice(
            _("Bisa diambil mulai %(when)s") % {"when": filters.moment(hours.opens_at, zone)},
            _("Kembalilah ke halaman ini saat itu. Tanpa nomor pun Anda dilayani: nomor diberikan saat Anda tiba."),
            "info",
        )
    if card is not None and not card.is_here:
        return Notice(
            _("Tiba paling lambat pukul %(hour)s") % {"hour": filters.clock(hours.closes_at, zone)},
            _(
                "Sampai saat itu tempat nomor ini dijaga. Sesudahnya nomor tetap berlaku, tetapi antre dari saat Anda tiba."
            ),
            "next",
        )
    if card is None and at > hours.closes_at:
        return Notice(
            _("Datanglah ke loket kedatangan"),
            _(
                "Nomor dari ponsel hanya bisa diambil sampai pukul %(hour)s. Petugas memberi nomor bila masih ada tempat "
                "pada sesi Anda."
            )
            % {"hour": filters.clock(hours.closes_at, zone)},
            "info",
        )
    return None
