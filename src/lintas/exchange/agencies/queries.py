"""The read side: what was asked about a case and what came back."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from lintas.directory.people.queries import SealedCell
from lintas.directory.people.states import DataKind
from lintas.exchange.agencies.models import Enquiry
from lintas.exchange.agencies.states import Kind, State


@dataclass(frozen=True, slots=True)
class EnquiryInfo:
    """One question; ``result`` is its sealed answer, a code of `states.Result`, and None while it is open."""

    id: UUID
    kind: Kind
    result: SealedCell | None
    partner_reference: str
    asked_at: datetime
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Question:
    """An open question as it goes out: about whom, why, on whose behalf."""

    id: UUID
    kind: Kind
    subject: UUID
    person_id: UUID
    purpose: str
    officer: str
    office_code: str


def enquiries(subject: UUID) -> tuple[EnquiryInfo, ...]:
    """Return the case's enquiries, latest first. One query."""
    rows = Enquiry.objects.filter(subject=subject).order_by("-asked_at", "-id")
    return tuple(
        EnquiryInfo(
            id=row.id,
            kind=Kind(row.kind),
            result=SealedCell(cell=row.result_cell, sealed=bytes(row.result), data_class=DataKind.SPECIFIC)
            if row.result is not None
            else None,
            partner_reference=row.partner_reference,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
        )
        for row in rows
    )


def open_question(enquiry_id: UUID) -> Question | None:
    """Return the question while nobody has answered it."""
    row = Enquiry.objects.filter(id=enquiry_id, state=State.ASKED).first()
    if row is None:
        return None
    return Question(
        id=row.id,
        kind=Kind(row.kind),
        subject=row.subject,
        person_id=row.person_id,
        purpose=row.purpose,
        officer=row.officer,
        office_code=row.office_code,
    )


def offices_waiting() -> list[str]:
    """Return the codes of the offices that wait for an answer. One query."""
    return sorted(Enquiry.objects.filter(state=State.ASKED).values_list("office_code", flat=True).distinct())


def overdue(*, office_code: str, asked_before: datetime, limit: int) -> list[UUID]:
    """Return the office's open enquiries asked before the moment, oldest first. One query."""
    asked = Enquiry.objects.filter(state=State.ASKED, office_code=office_code, asked_at__lt=asked_before)
    rows = asked.order_by("asked_at")
    return list(rows.values_list("id", flat=True)[:limit])
