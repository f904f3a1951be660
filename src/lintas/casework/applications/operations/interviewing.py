"""The interview: coded answers to a guide, a note, and a conclusion that says why (P17, P18)."""

import json
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import states
from lintas.casework.applications.models import Application, Interview
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.applications.operations.visiting import end_visit
from lintas.casework.applications.vocabulary import DOUBTS, GUIDE
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id


class InterviewIncomplete(DomainError):
    """The guide has open questions, the note or the reason is missing."""

    code = "applications.interview_incomplete"
    text = _(
        "Lengkapi panduan wawancara: setiap pertanyaan dijawab, catatan ditulis, dan alasan atau pernyataan diisi."
    )
    status = 422


@transaction.atomic
def pass_interview(
    *,
    application_id: UUID,
    findings: Mapping[str, str],
    note: str,
    declaration_signed: bool,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
) -> None:
    """Conclude the interview without doubt; the standard time runs from here (P17)."""
    application, by = _begin(application_id, findings, note, officer, seen)
    if not declaration_signed:
        raise InterviewIncomplete
    _record(application, Interview.Outcome.CLEAR, findings, note, officer, at, declaration_signed=True)
    moving.advance(application, states.Action.INTERVIEW_OK, by=by, at=at)
    end_visit(application, by=by, at=at)


@transaction.atomic
def doubt(
    *,
    application_id: UUID,
    findings: Mapping[str, str],
    note: str,
    reason: str,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
) -> None:
    """Hand the case to a second officer for examination, with a written reason (P18)."""
    application, by = _begin(application_id, findings, note, officer, seen)
    if reason not in DOUBTS:
        raise InterviewIncomplete
    _record(application, Interview.Outcome.DOUBT, findings, note, officer, at, reason=reason)
    limit = at + moving.duration(application, "examination_contact", at)
    moving.advance(application, states.Action.DOUBT, by=by, at=at, reason=reason, respond_by=limit)
    end_visit(application, by=by, at=at)


def _begin(application_id, findings, note, officer, seen) -> tuple[Application, str]:
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.INTERVIEWER)
    if application.state != states.State.INTERVIEW:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    answered = all(findings.get(key) in options for key, (_text, options) in GUIDE.items())
    if not answered or not note.strip():
        raise InterviewIncomplete
    return application, by


def _record(application, outcome, findings, note, officer, at, *, reason="", declaration_signed=False) -> None:
    interview = Interview(
        id=new_id(),
        application=application,
        officer_id=officer.id,
        declaration_signed=declaration_signed,
        outcome=outcome,
        held_at=at,
    )
    seal_into(interview, findings=json.dumps({key: findings[key] for key in GUIDE}), note=note.strip())
    if reason:
        seal_into(interview, reason=reason)
    interview.save(force_insert=True)
