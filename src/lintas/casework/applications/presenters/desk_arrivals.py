"""Somebody stands at the counter: who they are, when they are expected, and what can be done."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.states import State
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.needs import queries as needs
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.states import IN_LINE, IN_THE_HOUSE, Action, allowed_actions
from lintas.visit.queueing.states import State as TicketState


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    What the counter sees before recording that somebody came.

    ``act`` is the one thing to do: ``check_in``, ``again`` (a new number for completed papers), ``collect`` (a number for
    the finished book, or the one taken before coming), ``ticket`` (a number is there already) or empty, as when there is
    no place today: then ``warning`` heads the advice. ``together`` are the numbers of its family; one alone in line ``may_join`` it, one in line or beside a counter ``may_split``.
    """

    reference: str
    service: str
    appointment: str
    state: str
    number: str
    act: str
    advice: str
    warning: str
    case_href: str
    together: str
    may_join: bool
    may_split: bool


def arrival(case: queries.CaseInfo, *, point: PointInfo, at: datetime) -> Arrival:
    """Return what can be done for the person who came with this case."""
    present = appointments.appointment_of(case.id)
    today = offices.calendar(point_id=point.id).local(at).date()
    ticket = tickets.ticket_of(case.id, at=at)
    held = ticket.ticket if ticket and ticket.ticket.state in IN_THE_HOUSE else None
    warning, advice = _no_place_today(case, present, point, today=today)
    act, advice = ("", advice) if warning else _act(case, held)
    return Arrival(
        reference=case.reference,
        service=str(catalogue.policy(case.policy_id).name),
        appointment=filters.moment(present.starts_at, point.zone) if present else _("tanpa jadwal"),
        state=str(case.state.label),
        number=held.number if held else "",
        act=act,
        advice=advice,
        warning=warning,
        case_href=reverse("applications:case", kwargs={"reference": case.reference}),
        together=", ".join(ticket.together) if ticket else "",
        may_join=bool(ticket and ticket.ticket.state in IN_LINE and ticket.ticket.party_id is None),
        may_split=bool(ticket and ticket.together and Action.SPLIT in allowed_actions(ticket.ticket.state)),
    )


def kept(point: PointInfo, *, on: date) -> list[dict[str, str]]:
    """Return what is kept for today's visitors, by session: numbers only, for who prepares the hall."""
    return [
        {
            "key": filters.clock(one.starts_at, point.zone),
            "value": _("%(what)s: %(taken)s dari %(all)s")
            % {"what": one.kind.label, "taken": one.taken, "all": one.capacity},
        }
        for one in needs.kept_on(point_id=point.id, on=on)
    ]


def _no_place_today(
    case: queries.CaseInfo, present: appointments.AppointmentInfo | None, point: PointInfo, *, today: date
) -> tuple[str, str]:
    """Return why somebody with a scheduled case has no place today, and what the officer may do; empty if they have."""
    if case.state is not State.SCHEDULED or present is None:
        return "", ""
    when = {"moment": filters.moment(present.starts_at, point.zone)}
    if present.state == "released":
        return _("Tempatnya sudah dilepas"), _(
            "Tempatnya pada %(moment)s sudah dilepas. Minta pemohon memilih hari lain dari ponsel, atau pilihkan dari "
            "halaman permohonan bila ada alasan dari kantor atau halangan berat."
        ) % when
    if present.on < today:
        return _("Jadwalnya sudah lewat"), _(
            "Jadwalnya %(moment)s. Bila ada halangan berat, beri jadwal pengganti dari halaman permohonan."
        ) % when
    if present.on > today:
        return _("Bukan hari ini"), _(
            "Jadwalnya %(moment)s, bukan hari ini; kehadiran hanya dicatat pada hari itu. Sebutkan harinya. Pemohon dapat "
            "pindah jadwal dari ponsel; bila ada alasan dari kantor atau halangan berat, pindahkan dari halaman permohonan."
        ) % when
    return "", ""


def _act(case: queries.CaseInfo, held: tickets.TicketInfo | None) -> tuple[str, str]:
    if case.state is State.SCHEDULED:
        return "check_in", ""
    if held is not None and held.state != TicketState.EXPECTED:
        return "ticket", _("Pemohon sudah terdaftar hadir dan memegang nomor antrean.")
    if case.state is State.CHECKED_IN:
        return "again", _("Dokumen sudah dilengkapi. Nomor baru berada di depan kelasnya.")
    if case.state is State.READY and held is not None:
        return "collect", _("Nomornya sudah diambil dari ponsel. Catat kehadirannya, baru nomor itu ikut dipanggil.")
    if case.state is State.READY:
        return "collect", _("Paspor ada di rak. Siapa yang mengambil diperiksa di loket penyerahan.")
    if case.state is State.MISSED:
        return "", _("Jadwal sudah lewat. Bila ada halangan berat, beri jadwal pengganti dari halaman permohonan.")
    if case.state is State.AWAITING_PAYMENT:
        return "", _("Permohonan belum dibayar, jadi belum punya jadwal yang pasti. Minta pemohon membayar dahulu.")
    if case.state is State.INCOMPLETE:
        return "", _("Berkas yang dikembalikan belum diunggah ulang. Minta pemohon mengunggahnya dari ponsel.")
    return "", _("Permohonan ini pada tahap “%(state)s”; tidak perlu dicatat hadir.") % {"state": case.state.label}
