"""
The passport process: what may follow what, and whose act it is.

Transitions P01 to P32 of the process description, one row each. Everything that moves a case reads
this table; nothing else knows the order.
"""

from enum import StrEnum
from typing import NamedTuple

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from lintas.foundation.errors import DomainError


class State(TextChoices):
    """Where a case stands."""

    DRAFT = "draft", _("Draf")
    AWAITING_PAYMENT = "awaiting_payment", _("Menunggu pembayaran")
    EXPIRED = "expired", _("Kedaluwarsa")
    SCHEDULED = "scheduled", _("Terjadwal")
    MISSED = "missed", _("Tidak hadir")
    FORFEITED = "forfeited", _("Gugur")
    CHECKED_IN = "checked_in", _("Hadir")
    INCOMPLETE = "incomplete", _("Dokumen belum lengkap")
    CAPTURE = "capture", _("Foto dan sidik jari")
    INTERVIEW = "interview", _("Wawancara")
    DEEPENED = "deepened", _("Pemeriksaan lanjutan")
    VERIFICATION = "verification", _("Verifikasi")
    ADJUDICATION = "adjudication", _("Adjudikasi")
    DEFERRED = "deferred", _("Ditangguhkan")
    PRINTING = "printing", _("Pencetakan")
    QUALITY = "quality", _("Uji kualitas")
    READY = "ready", _("Siap diambil")
    COLLECTED = "collected", pgettext_lazy("tahap", "Selesai")
    REJECTED = "rejected", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")
    BOOK_CANCELLED = "book_cancelled", _("Paspor dibatalkan")


class Role(StrEnum):
    """Who acts; the keys are those of officers' assignments, besides three that are no officers."""

    APPLICANT = "pemohon"
    SYSTEM = "sistem"
    TREASURY = "simponi"
    COUNTER = "loket"
    CAPTURE = "biometrik"
    INTERVIEWER = "pewawancara"
    EXAMINER = "pemeriksa"
    ADJUDICATOR = "adjudikator"
    SECTION_HEAD = "kasi"
    OFFICE_HEAD = "kakanim"
    PRODUCER = "pencetak"
    HAND_OVER = "penyerah"


class Action(StrEnum):
    """What is done to a case."""

    SUBMIT = "submit"
    PAID = "paid"
    BILLING_EXPIRED = "billing_expired"
    CANCEL = "cancel"
    RESCHEDULE = "reschedule"
    OFFICE_RESCHEDULE = "office_reschedule"
    NO_SHOW = "no_show"
    SPECIAL_RESCHEDULE = "special_reschedule"
    FORFEIT = "forfeit"
    CHECK_IN = "check_in"
    WALK_IN = "walk_in"
    DOCUMENTS_SHORT = "documents_short"
    COMPLETED = "completed"
    COMPLETION_EXPIRED = "completion_expired"
    DOCUMENTS_OK = "documents_ok"
    CAPTURED = "captured"
    INTERVIEW_OK = "interview_ok"
    DOUBT = "doubt"
    CLEARED = "cleared"
    DEFER = "defer"
    RESUMED = "resumed"
    REJECT = "reject"
    VERIFIED = "verified"
    HIT = "hit"
    APPROVE = "approve"
    RETURN = "return"
    PRINTED = "printed"
    DEFECT = "defect"
    PASS = "pass"  # noqa: S105 (a book passes its check)
    HAND_OVER = "hand_over"
    UNCOLLECTED = "uncollected"
    VOID = "void"


class Transition(NamedTuple):
    """One arrow: from a state (``None``: from any that is not final), by an act of a role, to a state."""

    id: str
    source: State | None
    action: Action
    role: Role
    target: State


TRANSITIONS = (
    Transition("P01", State.DRAFT, Action.SUBMIT, Role.APPLICANT, State.AWAITING_PAYMENT),
    Transition("P02", State.AWAITING_PAYMENT, Action.PAID, Role.TREASURY, State.SCHEDULED),
    Transition("P03", State.AWAITING_PAYMENT, Action.BILLING_EXPIRED, Role.SYSTEM, State.EXPIRED),
    Transition("P04", State.DRAFT, Action.CANCEL, Role.APPLICANT, State.CANCELLED),
    Transition("P05", State.SCHEDULED, Action.RESCHEDULE, Role.APPLICANT, State.SCHEDULED),
    Transition("P06", State.SCHEDULED, Action.OFFICE_RESCHEDULE, Role.COUNTER, State.SCHEDULED),
    Transition("P07", State.SCHEDULED, Action.NO_SHOW, Role.SYSTEM, State.MISSED),
    Transition("P08", State.MISSED, Action.SPECIAL_RESCHEDULE, Role.COUNTER, State.SCHEDULED),
    Transition("P09", State.MISSED, Action.FORFEIT, Role.SYSTEM, State.FORFEITED),
    Transition("P10", State.SCHEDULED, Action.CHECK_IN, Role.COUNTER, State.CHECKED_IN),
    Transition("P11", State.DRAFT, Action.WALK_IN, Role.COUNTER, State.CHECKED_IN),
    Transition("P12", State.CHECKED_IN, Action.DOCUMENTS_SHORT, Role.COUNTER, State.INCOMPLETE),
    Transition("P13", State.INCOMPLETE, Action.COMPLETED, Role.APPLICANT, State.CHECKED_IN),
    Transition("P14", State.INCOMPLETE, Action.COMPLETION_EXPIRED, Role.SYSTEM, State.CANCELLED),
    Transition("P15", State.CHECKED_IN, Action.DOCUMENTS_OK, Role.COUNTER, State.CAPTURE),
    Transition("P16", State.CAPTURE, Action.CAPTURED, Role.CAPTURE, State.INTERVIEW),
    Transition("P17", State.INTERVIEW, Action.INTERVIEW_OK, Role.INTERVIEWER, State.VERIFICATION),
    Transition("P18", State.INTERVIEW, Action.DOUBT, Role.INTERVIEWER, State.DEEPENED),
    Transition("P19", State.DEEPENED, Action.CLEARED, Role.EXAMINER, State.VERIFICATION),
    Transition("P20", State.DEEPENED, Action.DEFER, Role.SECTION_HEAD, State.DEFERRED),
    Transition("P21", State.DEFERRED, Action.RESUMED, Role.SECTION_HEAD, State.VERIFICATION),
    Transition("P22", State.DEFERRED, Action.REJECT, Role.OFFICE_HEAD, State.REJECTED),
    Transition("P23", State.VERIFICATION, Action.VERIFIED, Role.SYSTEM, State.ADJUDICATION),
    Transition("P24", State.VERIFICATION, Action.HIT, Role.SYSTEM, State.DEEPENED),
    Transition("P25", State.ADJUDICATION, Action.APPROVE, Role.ADJUDICATOR, State.PRINTING),
    Transition("P26", State.ADJUDICATION, Action.RETURN, Role.ADJUDICATOR, State.DEEPENED),
    Transition("P27", State.PRINTING, Action.PRINTED, Role.PRODUCER, State.QUALITY),
    Transition("P28", State.QUALITY, Action.DEFECT, Role.PRODUCER, State.PRINTING),
    Transition("P29", State.QUALITY, Action.PASS, Role.PRODUCER, State.READY),
    Transition("P30", State.READY, Action.HAND_OVER, Role.HAND_OVER, State.COLLECTED),
    Transition("P31", State.READY, Action.UNCOLLECTED, Role.OFFICE_HEAD, State.BOOK_CANCELLED),
    Transition("P32", None, Action.VOID, Role.OFFICE_HEAD, State.CANCELLED),
)

FINAL = frozenset(
    {State.COLLECTED, State.EXPIRED, State.FORFEITED, State.CANCELLED, State.REJECTED, State.BOOK_CANCELLED}
)
ACTIVE = frozenset(State) - FINAL - {State.DRAFT}
"""Submitted and not yet ended: one person has at most one such case of the passport process."""

EXAMINED = frozenset({State.DEEPENED, State.DEFERRED})
"""States that an officer ends with a judgement of the person: whoever did so does not decide on the case too."""

CLOCK_STANDS = frozenset({State.INCOMPLETE, State.DEFERRED, State.DEEPENED, State.AWAITING_PAYMENT})
"""States in which the standard time does not run: the office waits, or examines further."""

AT_THE_OFFICE = frozenset({State.CHECKED_IN, State.CAPTURE, State.INTERVIEW})
"""The person is in the hall."""

PAID_AT_THE_COUNTER = frozenset({State.CHECKED_IN, State.INCOMPLETE})
"""A person who walked in has until the papers are in order (P15) to pay; a code that ran out meanwhile is renewed."""

EDITABLE = frozenset({State.DRAFT})
"""The person may still change every answer."""


class ActionNotAllowed(DomainError):
    """The act does not fit the state the case is in."""

    code = "applications.action_not_allowed"
    text = _("Permohonan ini sudah berada pada tahap “%(state)s”, jadi langkah tadi tidak berlaku lagi. Muat ulang.")


_AFTER = {(row.source, row.action): row for row in TRANSITIONS}


def transition(state: State, action: Action) -> Transition:
    """Return the arrow that the action follows from the state. :raises ActionNotAllowed: there is none."""
    state = State(state)
    row = _AFTER.get((state, action))
    if row is None and state not in FINAL:
        row = _AFTER.get((None, action))
    if row is None:
        raise ActionNotAllowed(state=state.label)
    return row


def allowed_actions(state: State) -> tuple[Transition, ...]:
    """Return every arrow that leaves the state, for showing what can be done next."""
    state = State(state)
    if state in FINAL:
        return ()
    return tuple(row for row in TRANSITIONS if row.source in (state, None))
