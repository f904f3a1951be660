"""Further examination by a second officer, and deferral with a way out (P19 to P21)."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.deciding import Reasoning, decide
from lintas.casework.applications.operations.moving import ReasonMissing
from lintas.directory.people.queries import OfficerInfo


@transaction.atomic
def clear_doubt(*, application_id: UUID, note: str, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Resolve the doubt with a written reason; the checks are asked again (P19)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.EXAMINER)
    if not note.strip():
        raise ReasonMissing
    moving.advance(application, states.Action.CLEARED, by=by, at=at, note=note.strip())


@transaction.atomic
def defer(
    *, application_id: UUID, reasoning: Reasoning, review_on: date, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """Defer with ground, clause, evidence, what would resolve it, and a review day (P20)."""
    decide(
        application_id,
        states.Action.DEFER,
        states.Role.SECTION_HEAD,
        reasoning=reasoning,
        review_on=review_on,
        officer=officer,
        seen=seen,
        at=at,
    )


@transaction.atomic
def resume_deferred(*, application_id: UUID, note: str, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Lift the deferral because new evidence was accepted (P21)."""
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.SECTION_HEAD)
    if not note.strip():
        raise ReasonMissing
    moving.advance(application, states.Action.RESUMED, by=by, at=at, note=note.strip())
