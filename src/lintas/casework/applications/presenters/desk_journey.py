"""The right pane: how the case came here, what follows, what the person was told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_words as words
from lintas.casework.applications.presenters.desk_file import File
from lintas.casework.applications.states import FINAL, State
from lintas.exchange.messaging import queries as messaging
from lintas.exchange.payments import queries as payments
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments

MESSAGES = 6
WITH_THE_PERSON = frozenset({State.DRAFT, State.AWAITING_PAYMENT, State.SCHEDULED, State.MISSED, State.INCOMPLETE})
"""States in which the office waits for the applicant."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One point of the journey, as the timeline component takes it."""

    title: str
    state: str
    when: str = ""
    holder: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A message that went to the person."""

    when: str
    channel: str
    state: str
    kind: str


@dataclass(frozen=True, slots=True)
class JourneyPane:
    """
    What the pane shows. ``holder`` is who holds the case, ``expected`` the range of days in which the passport should
    be ready.
    """

    marks: tuple[Mark, ...]
    holder: str
    expected: str
    is_late: bool
    told: tuple[Told, ...]


def journey(case: queries.CaseInfo, file: File, *, me: UUID, zone: str, at: datetime) -> JourneyPane:
    """Return the journey of the case from its file; ``me`` is the officer who reads it."""
    appointment = appointments.appointment_of(case.id) if case.clock_started_at is None else None
    way = queries.journey(case, steps=file.steps, appointment=appointment, bill=file.bill, at=at)
    holder = _("pemohon") if _is_with_the_person(case, file.bill) else str(way.holder)
    marks = [
        Mark(
            title=str(words.STEPS.get(step.transition, step.transition)),
            state="done",
            when=f"{filters.short_moment(step.at, zone)} · {_who(step, me, file)}",
            text=words.reason_text(file.opened.text(step.reason), service_key=case.service_key),
        )
        for step in file.steps
    ]
    if case.state not in FINAL:
        marks.append(
            Mark(
                title=str(
                    case.state.label if case.state is State.SCHEDULED else words.LISTS.get(case.state, case.state.label)
                ),
                state="late" if way.is_late else "now",
                when=_("sejak %(when)s") % {"when": filters.short_moment(way.since, zone)},
                holder=holder,
            )
        )
    if way.next_title:
        marks.append(Mark(title=str(way.next_title), state="next"))
    return JourneyPane(
        marks=tuple(marks),
        expected=_expected(way),
        is_late=way.is_late,
        holder=holder,
        told=tuple(_told(sent, zone) for sent in messaging.sent(case.reference)[:MESSAGES]),
    )


def _is_with_the_person(case: queries.CaseInfo, bill: payments.BillInfo | None) -> bool:
    """Say whether "Anda" holds the case: at the desk that is the applicant, not the officer who reads."""
    return case.state in WITH_THE_PERSON and not queries.awaits_code(case, bill)


def _who(step: queries.StepInfo, me: UUID, file: File) -> str:
    role = words.role_name(step.role)
    if step.officer_id is None:
        return role
    if step.officer_id == me:
        return _("Anda, %(role)s") % {"role": role}
    return ", ".join(part for part in (file.aliases.get(step.officer_id, ""), role) if part)


def _expected(way: queries.Journey) -> str:
    if way.expected is None:
        return ""
    first, last = way.expected
    return _("%(first)s sampai %(last)s") % {"first": filters.short_day(first), "last": filters.short_day(last)}


def _told(sent: messaging.SentInfo, zone: str) -> Told:
    kind = {"sent": "done", "failed": "late", "no_address": "late"}.get(sent.state.value, "neutral")
    when = filters.short_moment(sent.sent_at or sent.queued_at, zone)
    return Told(when=when, channel=sent.channel_label, state=sent.state_label, kind=kind)
