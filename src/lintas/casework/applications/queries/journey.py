"""Where it stands: the way of a case in stages, who holds it, what follows, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.queries.cases import CaseInfo
from lintas.casework.applications.queries.records import StepInfo
from lintas.casework.applications.states import FINAL, State
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.exchange.payments.queries import BillInfo
from lintas.exchange.payments.states import BillState
from lintas.visit.appointments.queries import AppointmentInfo

HOLDERS: dict[State, str | Promise] = {
    State.DRAFT: _("Anda"),
    State.AWAITING_PAYMENT: _("Anda"),
    State.SCHEDULED: _("Anda"),
    State.MISSED: _("Anda"),
    State.CHECKED_IN: _("Loket pemeriksaan berkas"),
    State.INCOMPLETE: _("Anda"),
    State.CAPTURE: _("Petugas foto dan sidik jari"),
    State.INTERVIEW: _("Petugas wawancara"),
    State.DEEPENED: _("Petugas pemeriksaan"),
    State.VERIFICATION: _("Sistem pemeriksaan data"),
    State.ADJUDICATION: _("Adjudikator"),
    State.DEFERRED: _("Kepala seksi"),
    State.PRINTING: _("Bagian pencetakan"),
    State.QUALITY: _("Bagian pencetakan"),
    State.READY: _("Loket pengambilan"),
}
"""Who holds the case in each state; a case that has ended is held by nobody."""

SIMPONI = _("Sistem pembayaran negara (SIMPONI)")
"""Holds a case that nobody can pay yet, because its billing code has not come."""

OFFICE = _("Kantor")
"""Holds a case whose day it closed, until it has another place for it."""

MAIN_WAY = (
    (_("Mengisi permohonan"), (State.DRAFT,)),
    (_("Membayar"), (State.AWAITING_PAYMENT,)),
    (_("Datang ke kantor"), (State.SCHEDULED, State.MISSED)),
    (_("Pemeriksaan berkas"), (State.CHECKED_IN, State.INCOMPLETE)),
    (_("Foto dan wawancara"), (State.CAPTURE, State.INTERVIEW)),
    (_("Pemeriksaan data"), (State.VERIFICATION, State.DEEPENED, State.DEFERRED)),
    (_("Keputusan"), (State.ADJUDICATION,)),
    (_("Pencetakan"), (State.PRINTING, State.QUALITY)),
    (_("Pengambilan"), (State.READY, State.COLLECTED)),
)
LATEST_AFTER_WORKING_DAYS = 1
"""The range told to people ends this many working days after the standard time. Our proposal (P)."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage of the way. ``status`` is ``done``, ``now`` or ``ahead``; ``at`` when it was entered last."""

    title: str | Promise
    status: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class Journey:
    """
    The way of the case. ``expected`` is the range of days in which the passport should be ready, empty
    when it cannot be said; ``is_late`` when the promised day has passed.
    """

    stages: tuple[Stage, ...]
    state: State
    since: datetime
    holder: str | Promise
    next_title: str | Promise
    expected: tuple[date, date] | None
    is_late: bool


def journey(
    case: CaseInfo,
    *,
    steps: Sequence[StepInfo],
    appointment: AppointmentInfo | None,
    bill: BillInfo | None,
    at: datetime,
) -> Journey:
    """
    Return the way of the case as seen at the moment, from its journal (`journal`), its appointment and its bill.

    The bill is looked at only while the case awaits payment.
    """
    state = case.state
    entered = {step.target: step.at for step in steps}
    entered[State.DRAFT] = case.opened_at
    reached = _position(state, entered)
    stages = tuple(
        Stage(title=title, status=_status(index, reached, state), at=_entered(states, entered, index <= reached))
        for index, (title, states) in enumerate(MAIN_WAY)
    )
    ahead = MAIN_WAY[reached + 1][0] if state not in FINAL and reached + 1 < len(MAIN_WAY) else ""
    without_place = awaits_another_place(case, appointment)
    expected = None if without_place else _expected(case, appointment)
    today = offices.calendar(point_id=case.point_id).local(at).date() if case.point_id else None
    late = bool(case.due_on and today and today > case.due_on and state not in {State.READY, *FINAL})
    return Journey(
        stages=stages,
        state=state,
        since=case.state_since,
        holder=_holder(case, bill, without_place=without_place),
        next_title=ahead,
        expected=expected,
        is_late=late,
    )


def awaits_code(case: CaseInfo, bill: BillInfo | None) -> bool:
    """Say whether the person can do nothing until the billing code comes."""
    return case.state is State.AWAITING_PAYMENT and bill is not None and bill.state is BillState.ASKED


def awaits_another_place(case: CaseInfo, appointment: AppointmentInfo | None) -> bool:
    """Say whether the office closed the day, told the person not to come, and has no other place yet."""
    if case.state is not State.SCHEDULED or appointment is None:
        return False
    return appointment.state == "booked" and appointment.is_called_off


def _holder(case: CaseInfo, bill: BillInfo | None, *, without_place: bool) -> str | Promise:
    if awaits_code(case, bill):
        return SIMPONI
    return OFFICE if without_place else HOLDERS.get(case.state, "")


def _position(state: State, entered: dict[State, datetime]) -> int:
    for index, (_title, states) in enumerate(MAIN_WAY):
        if state in states:
            return index
    known = [index for index, (_title, states) in enumerate(MAIN_WAY) if any(one in entered for one in states)]
    return max(known)


def _status(index: int, reached: int, state: State) -> str:
    if index < reached or state is State.COLLECTED:
        return "done"
    if index == reached:
        return "stopped" if state in FINAL else "now"
    return "ahead"


def _entered(states: tuple[State, ...], entered: dict[State, datetime], passed: bool) -> datetime | None:
    moments = [entered[state] for state in states if state in entered]
    return max(moments) if moments and passed else None


def _expected(case: CaseInfo, appointment: AppointmentInfo | None) -> tuple[date, date] | None:
    """Return the first and the last day on which the passport should be ready."""
    if case.point_id is None or case.state in {State.READY, State.DRAFT, State.DEFERRED, *FINAL}:
        return None
    calendar = offices.calendar(point_id=case.point_id)
    first = case.due_on
    if first is None and case.clock_started_at is None:
        standard = catalogue.policy(case.policy_id).standard_days
        if appointment is None or standard is None:
            return None
        first = calendar.add_working_days(calendar.local(appointment.starts_at).date(), standard)
    if first is None:
        return None
    return first, calendar.add_working_days(first, LATEST_AFTER_WORKING_DAYS)
