"""A number before coming: what it is for, whether it can be taken now, and until when its place is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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

LEADS: dict[State, str | Promise] = {
    State.SCHEDULED: gettext_lazy("Sesi Anda %(when)s di %(place)s."),
    State.READY: gettext_lazy("Paspor Anda siap diambil di %(place)s."),
}

OFFERS: dict[State, str | Promise] = {
    State.SCHEDULED: gettext_lazy(
        "Ambil nomor sekarang, lalu datang. Nomor dipanggil hanya setelah kehadiran Anda dicatat."
    ),
    State.READY: gettext_lazy(
        "Ambil nomor sekarang, lalu datang. Tempatnya dijaga sampai pukul %(kept_until)s. Nomor dipanggil hanya setelah "
        "kehadiran Anda dicatat."
    ),
}

RULES: dict[State, str | Promise] = {
    State.SCHEDULED: gettext_lazy(
        "Tempat Anda tidak lebih awal dari pukul %(hour)s, saat kedatangan dibuka: yang sudah hadir saat itu didahulukan."
    ),
    State.READY: gettext_lazy(
        "Nomor bisa diambil selama titik layanan buka. Tempatnya tidak lebih awal dari pukul %(hour)s: sampai saat itu yang "
        "hadir didahulukan. Tempat dijaga %(kept_for)s, tidak termasuk jam istirahat, paling lama sampai titik layanan "
        "tutup. Yang sudah hadir dalam antrean ini tidak dilewati oleh nomor yang diambil sesudahnya."
    ),
}


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
    hours = queries.ahead(case, appointment, taken_at=own.ticket.issued_at if own else at)
    if case.point_id is None:
        return None
    point = offices.point(id=case.point_id)
    if hours is None:
        return _without_hours(case, point) if case.state is State.READY else None
    facts = _facts(case, appointment, hours, point=point, at=at)
    card = card_of(own, at=at) if own else None
    is_open = hours.opens_at <= at <= hours.closes_at
    return NumberPage(
        point=point,
        lead=str(LEADS[case.state]) % facts,
        card=card,
        offer=str(OFFERS[case.state]) % facts if card is None and is_open else "",
        notice=_notice(hours, card, facts, at=at),
        rule=str(RULES[case.state]) % facts,
    )


def _without_hours(case: CaseInfo, point: PointInfo) -> NumberPage:
    """The book waits, but no opening is known."""
    notice = Notice(
        _("Jam buka belum diketahui"),
        _("Nomor bisa diambil begitu titik layanan ini buka lagi. Paspor Anda tetap disimpan di sana."),
        "info",
    )
    return NumberPage(
        point=point, lead=str(LEADS[case.state]) % {"place": point.name}, card=None, offer="", notice=notice, rule=""
    )


def _notice(hours: Ahead, card: TicketCard | None, facts: dict[str, str], *, at: datetime) -> Notice | None:
    if at < hours.opens_at:
        return Notice(
            _("Bisa diambil mulai %(when)s") % {"when": facts["opens"]},
            _("Kembalilah ke halaman ini saat itu. Tanpa nomor pun Anda dilayani: nomor diberikan saat Anda tiba."),
            "info",
        )
    if card is not None and not card.is_here:
        return Notice(
            _("Tiba paling lambat pukul %(hour)s") % {"hour": facts["kept_until"]},
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
            % {"hour": facts["closes"]},
            "info",
        )
    return None


def _facts(
    case: CaseInfo, appointment: AppointmentInfo | None, hours: Ahead, *, point: PointInfo, at: datetime
) -> dict[str, str]:
    on = offices.calendar(point_id=point.id).local(at).date()
    return {
        "place": point.name,
        "when": filters.moment(appointment.starts_at, point.zone) if appointment else "",
        "opens": filters.moment(hours.opens_at, point.zone),
        "closes": filters.clock(hours.closes_at, point.zone),
        "hour": filters.clock(hours.place_from, point.zone),
        "kept_until": filters.clock(hours.kept_until, point.zone),
        "kept_for": filters.duration(queries.collection_number_kept_for(case, on=on)),
    }
