"""Where it stands: the way of the case, what the person can do now, decisions, and what was sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.casework.applications.presenters import citizen_payment
from lintas.casework.applications.presenters.citizen_needs import NOTHING, NeedsPart
from lintas.casework.applications.presenters.citizen_tickets import TicketCard
from lintas.casework.applications.presenters.citizen_wording import (
    CLOSED_DAY,
    CLOSED_DAY_WITHOUT_A_CODE,
    GAVE_BACK,
    GAVE_BACK_WITHOUT_A_MOVE,
    NOW,
    WITHOUT_A_CODE,
    WITHOUT_THE_RESUME_CODE,
)
from lintas.casework.applications.queries import (
    UNOPENED,
    CaseInfo,
    DecisionInfo,
    Journey,
    Opened,
    Stage,
    awaits_another_place,
    awaits_code,
)
from lintas.casework.applications.vocabulary import VOID_GROUNDS
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import SealedCell
from lintas.exchange.messaging.queries import SentInfo
from lintas.exchange.payments.queries import BillInfo
from lintas.exchange.payments.states import BillState
from lintas.foundation.words import Bilingual
from lintas.ui import filters
from lintas.visit.appointments.queries import AppointmentInfo

AGAINST = ("defer", "reject", "void", "uncollected")

DECISIONS: dict[str, str | Promise] = {
    "defer": gettext_lazy("Permohonan Anda ditangguhkan"),
    "reject": gettext_lazy("Permohonan Anda tidak dapat dikabulkan"),
    "void": gettext_lazy("Permohonan Anda dibatalkan"),
    "uncollected": gettext_lazy("Paspor Anda dibatalkan karena tidak diambil"),
}


@dataclass(frozen=True, slots=True)
class Way:
    """
    Something the person can do now.

    ``kind`` is that of its button: the one thing to do next is "primary", what gives something up "quiet", and last.
    """

    text: str
    href: str
    kind: str = "secondary"


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision against the person: what, on which ground, what helps, and how to object."""

    title: str
    on: datetime
    ground: str
    clause: str
    remedy: str
    objection: str
    review: str


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage of the way (`ui.timeline`)."""

    title: str
    state: str
    when: str
    holder: str
    text: str


@dataclass(frozen=True, slots=True)
class MessageLine:
    """One message that was sent (`ui.summary`)."""

    key: str
    value: str
    note: str


@dataclass(frozen=True, slots=True)
class Status:
    """The page."""

    case: CaseInfo
    service: Bilingual
    place: str
    zone: str
    title: str
    text: str
    ways: tuple[Way, ...]
    lines: tuple[StageLine, ...]
    expected: str
    is_late: bool
    decisions: tuple[Decision, ...]
    returned: tuple[str, ...]
    ticket: TicketCard | None
    needs: NeedsPart
    messages: tuple[MessageLine, ...]
    motif: str


def status(
    case: CaseInfo,
    journey: Journey,
    *,
    appointment: AppointmentInfo | None,
    ticket: TicketCard | None,
    messages: tuple[SentInfo, ...],
    receiver: str,
    collect_by: date | None,
    today: date,
    bill: BillInfo | None = None,
    opened: Opened = UNOPENED,
    needs: NeedsPart = NOTHING,
    is_full: bool = True,
) -> Status:
    """
    Return the page as things stand; ``is_full`` False leaves out what only a code opens.

    ``opened`` is what `said_against` named, opened. Which ways there are hangs on ``today``.
    """
    point = offices.point(id=case.point_id) if case.point_id else None
    zone = point.zone if point else "Asia/Jakarta"
    facts = _facts(case, appointment, place=point.name if point else "", zone=zone, receiver=receiver)
    facts |= {"collect_by": filters.day(collect_by) if collect_by else ""}
    if bill is not None and bill.expires_at is not None:
        facts["limit"] = filters.moment(bill.expires_at, zone) if case.state == "awaiting_payment" else facts["limit"]
    title, text = _words_of(case, bill, is_full=is_full)
    if awaits_another_place(case, appointment):
        title, text = CLOSED_DAY if is_full else CLOSED_DAY_WITHOUT_A_CODE
    if case.state == "scheduled" and appointment is not None and appointment.state == "released":
        title, text = GAVE_BACK if can_move(appointment) else GAVE_BACK_WITHOUT_A_MOVE
    return Status(
        case=case,
        service=catalogue.policy(case.policy_id).name,
        place=point.name if point else "",
        zone=zone,
        title=str(title) % facts,
        text=str(text) % facts,
        ways=ways(case, appointment, bill, ticket, today=today),
        lines=tuple(_lines(journey, zone=zone)),
        expected=_expected(journey) if is_full else "",
        is_late=journey.is_late,
        decisions=tuple(_decision(case, one, opened) for one in speaking(case) if is_full),
        returned=_returned(case),
        ticket=ticket,
        needs=needs,
        messages=tuple(_message(one, zone=zone) for one in messages),
        motif=point.motif if point else "",
    )


def _words_of(case: CaseInfo, bill: BillInfo | None, *, is_full: bool) -> tuple[str | Promise, str | Promise]:
    """Return heading and sentence: of the state, of a billing code that is not there, or of what a code opens."""
    codeless = bill is not None and not bill.code and bill.state in (BillState.ASKED, BillState.WITHDRAWN)
    if codeless and case.state.value in WITHOUT_A_CODE:
        return WITHOUT_A_CODE[case.state.value]
    if not is_full and case.state.value in WITHOUT_THE_RESUME_CODE:
        return NOW[case.state.value][0], WITHOUT_THE_RESUME_CODE[case.state.value]
    return NOW[case.state.value]


def ways(
    case: CaseInfo,
    appointment: AppointmentInfo | None,
    bill: BillInfo | None = None,
    ticket: TicketCard | None = None,
    *,
    today: date,
) -> tuple[Way, ...]:
    """Return what the person can do now, first what is expected next, last what gives something up."""

    def to(name: str) -> str:
        return reverse(f"applications:{name}", kwargs={"reference": case.reference})

    print_it = Way(_("Cetak salinan permohonan"), to("print"))
    if case.state == "draft":
        drop = Way(_("Hapus draf ini"), to("cancel"), kind="quiet")
        return (Way(_("Lanjutkan mengisi"), to("overview"), kind="primary"), drop)
    if case.state == "awaiting_payment":
        return (
            Way(_("Lihat kode billing") if awaits_code(case, bill) else _("Bayar sekarang"), to("pay"), kind="primary"),
            print_it,
        )
    if case.state == "scheduled" and appointment is not None and appointment.state == "released":
        return (
            (Way(_("Pilih hari lain"), to("move"), kind="primary"), print_it) if can_move(appointment) else (print_it,)
        )
    if case.state == "scheduled":
        proof = Way(_("Lihat bukti dan kode QR"), to("pay"), kind="primary")
        if appointment is None:
            return (proof, print_it)
        if awaits_another_place(case, appointment):
            give_back = Way(_("Saya tidak bisa datang"), to("give-back"), kind="quiet")
            return (
                Way(_("Pilih hari lain sendiri"), to("move")),
                replace(proof, kind="secondary"),
                print_it,
                give_back,
            )
        if can_move(appointment) and not is_too_late_to_move(case, appointment, today=today):
            return (proof, *_on_the_day(to), Way(_("Pindah jadwal"), to("move")), print_it)
        return (proof, *_on_the_day(to), print_it, Way(_("Saya tidak bisa datang"), to("give-back"), kind="quiet"))
    pay = (Way(_owing(bill), to("pay")),) if bill is not None and citizen_payment.is_owed(case, bill) else ()
    if case.state == "incomplete":
        return (Way(_("Lengkapi berkas"), to("complete"), kind="primary"), *pay, print_it)
    if case.state == "checked_in":
        return (*pay, print_it)
    if case.state == "ready" and not (ticket is not None and ticket.is_here):
        return (Way(_("Nomor antrean sebelum datang"), to("number-ahead"), kind="primary"), print_it)
    if case.state == "expired":
        text = _("Buka permohonan lanjutannya") if case.continued_by else _("Lanjutkan dengan kode baru")
        return (Way(text, to("pay"), kind="primary"),)
    return (print_it,) if case.submitted_at else ()


def _on_the_day(to: Callable[[str], str]) -> tuple[Way, ...]:
    return (
        Way(_("Kapan saya berangkat?"), to("when-to-leave")),
        Way(_("Nomor antrean sebelum datang"), to("number-ahead")),
    )


def _owing(bill: BillInfo) -> str:
    return _("Minta kode billing baru") if bill.state == BillState.LAPSED else _("Lihat kode billing")


def can_move(appointment: AppointmentInfo | None) -> bool:
    """
    Say whether a booked place with a move left is there, or one that was given back in favour of another day.

    A place that the office called off moves freely.
    """
    if appointment is None or appointment.state not in ("booked", "released"):
        return False
    return appointment.is_called_off or appointment.moves_left > 0


def _facts(
    case: CaseInfo, appointment: AppointmentInfo | None, *, place: str, zone: str, receiver: str
) -> dict[str, str]:
    return {
        "place": place,
        "when": filters.moment(appointment.starts_at, zone) if appointment else "",
        "limit": filters.moment(case.respond_by, zone) if case.respond_by else "",
        "receiver": receiver,
        "since": filters.moment(case.state_since, zone),
    }


def _lines(journey: Journey, *, zone: str) -> Iterator[StageLine]:
    states = {"done": "done", "now": "late" if journey.is_late else "now", "stopped": "late", "ahead": "next"}
    for stage in journey.stages:
        is_now = stage.status in ("now", "stopped")
        yield StageLine(
            title=str(stage.title),
            state=states[stage.status],
            when=_when(stage, zone=zone),
            holder=_("Dipegang: %(who)s") % {"who": journey.holder} if is_now and journey.holder else "",
            text=str(journey.state.label) if is_now else "",
        )


def _when(stage: Stage, *, zone: str) -> str:
    """Return when the stage was reached; for the present one with "since", lest it read like an appointment."""
    if stage.at is None or stage.status == "ahead":
        return ""
    reached = filters.moment(stage.at, zone)
    return reached if stage.status == "done" else _("sejak %(when)s") % {"when": reached}


def _expected(journey: Journey) -> str:
    if journey.expected is None:
        return ""
    first, last = journey.expected
    if first == last:
        return filters.day(first)
    return _("%(first)s sampai %(last)s") % {"first": filters.day(first), "last": filters.day(last)}


def speaking(case: CaseInfo) -> tuple[DecisionInfo, ...]:
    """Return the decisions against the person: a deferral that was lifted speaks no longer, what ended the case does."""
    speaks = case.has_ended or case.state == "deferred"
    return tuple(one for one in case.decisions if speaks and one.kind in AGAINST)


def said_against(case: CaseInfo) -> Iterator[SealedCell | None]:
    """Name the sealed cells that the page needs opened."""
    for one in speaking(case):
        yield from (one.ground, one.clause, one.remedy, one.objection)


def _decision(case: CaseInfo, decision: DecisionInfo, opened: Opened) -> Decision:
    known = {ground.code: ground for ground in catalogue.grounds(case.service_key)}
    code = opened.text(decision.ground)
    said = str(known[code].said) if code in known else str(VOID_GROUNDS.get(code, ""))
    return Decision(
        title=str(DECISIONS[decision.kind]),
        on=decision.decided_at,
        ground=said,
        clause=opened.text(decision.clause),
        remedy=opened.text(decision.remedy),
        objection=opened.text(decision.objection),
        review=filters.day(decision.review_on) if decision.review_on else "",
    )


def _returned(case: CaseInfo) -> tuple[str, ...]:
    names = {need.key: str(need.name) for need in catalogue.policy(case.policy_id).requirements}
    return tuple(names[item.key] for item in case.items if item.state == "returned" and item.key in names)


def _message(message: SentInfo, *, zone: str) -> MessageLine:
    return MessageLine(
        key=filters.moment(message.sent_at or message.queued_at, zone),
        value=message.channel_label,
        note=message.state_label,
    )


def is_too_late_to_move(case: CaseInfo, appointment: AppointmentInfo, *, today: date) -> bool:
    """Say whether the place is booked for a day that is too near."""
    if appointment.is_called_off:
        return False
    return appointment.state == "booked" and today > last_day_to_move(case, appointment, today=today)


def last_day_to_move(case: CaseInfo, appointment: AppointmentInfo, *, today: date) -> date:
    """Return the last day on which the person may still move the place (parameter reschedule_cutoff)."""
    cutoff = catalogue.duration("reschedule_cutoff", office_code=case.office_code, on=today)
    return appointment.on - timedelta(days=cutoff.days)
