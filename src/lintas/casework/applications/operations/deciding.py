"""Decisions by officers: approval with four eyes, and decisions against the person that say everything (P22-P26, P32)."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, rules, states
from lintas.casework.applications.models import Application, Booklet, Decision
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.moving import ReasonMissing
from lintas.casework.applications.operations.placing import let_go
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.applications.operations.shelving import take_off_the_shelf
from lintas.casework.applications.operations.visiting import close_visit
from lintas.casework.applications.vocabulary import VOID_GROUNDS
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id


class DecisionIncomplete(DomainError):
    """A decision against the person lacks a part without which it could not be understood or contested."""

    code = "applications.decision_incomplete"
    text = _(
        "Keputusan ini belum dapat disimpan. Isi semuanya: alasan dari daftar, pasal, bukti, cara memperbaiki, dan cara "
        "mengajukan keberatan."
    )
    status = 422


class NotYourOwnInterview(DomainError):
    """The officer interviewed or examined this person, or took part in a deferral, and may not decide too."""

    code = "applications.four_eyes"
    text = _(
        "Anda mewawancarai atau memeriksa pemohon ini, jadi keputusan harus diambil petugas lain. "
        "Serahkan kepada petugas lain yang berwenang."
    )
    status = 403


@dataclass(frozen=True, slots=True)
class Reasoning:
    """What a decision against a person must say; all of it is kept sealed."""

    ground: str
    clause: str
    evidence: str
    remedy: str
    objection: str

    @property
    def is_complete(self) -> bool:
        """Say whether no part is empty."""
        return all(part.strip() for part in asdict(self).values())


@transaction.atomic
def approve(*, application_id: UUID, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Approve the passport and order its printing (P25). :raises NotYourOwnInterview: four eyes are needed."""
    application = moving.locked(application_id, seen=seen)
    by = _other_eyes(application, officer)
    _decision(application, "approve", officer=officer, at=at)
    moving.advance(application, states.Action.APPROVE, by=by, at=at)


@transaction.atomic
def return_to_examination(
    *, application_id: UUID, note: str, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """Send the case back to examination with a written reason (P26)."""
    application = moving.locked(application_id, seen=seen)
    by = _other_eyes(application, officer)
    if not note.strip():
        raise ReasonMissing
    limit = at + moving.duration(application, "examination_contact", at)
    moving.advance(application, states.Action.RETURN, by=by, at=at, note=note.strip(), respond_by=limit)


@transaction.atomic
def reject(*, application_id: UUID, reasoning: Reasoning, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """Refuse a deferred case (P22). :raises DecisionIncomplete: a part of the reasoning is missing."""
    decide(
        application_id,
        states.Action.REJECT,
        states.Role.OFFICE_HEAD,
        reasoning=reasoning,
        officer=officer,
        seen=seen,
        at=at,
    )


@transaction.atomic
def void(*, application_id: UUID, reasoning: Reasoning, officer: OfficerInfo, seen: int | None, at: datetime) -> None:
    """
    Close a case because of death, withdrawal in writing, or a false statement found before issue (P32).

    Its place, visit, number, bill and book go with it.
    """
    by = f"officer:{officer.id}"
    application = moving.locked(application_id, seen=seen)
    application = decide(
        application_id,
        states.Action.VOID,
        states.Role.OFFICE_HEAD,
        reasoning=reasoning,
        officer=officer,
        seen=seen,
        at=at,
    )
    let_go(application, by=by, at=at)
    close_visit(application, by=by, at=at)
    take_off_the_shelf(application, at=at)
    Booklet.objects.filter(application=application, state=Booklet.State.PRINTED).update(
        state=Booklet.State.CANCELLED, changed_at=at
    )


def decide(
    application_id: UUID,
    action: states.Action,
    role: states.Role,
    *,
    reasoning: Reasoning,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
    review_on: date | None = None,
) -> Application:
    """
    Record a complete decision against the person and move the case; called inside a transaction.

    :raises NotYourOwnInterview: it would end the case, and the officer took part before.
    """
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, role)
    if states.transition(states.State(application.state), action).target in states.FINAL:
        _refuse_the_involved(application, officer)
    known = (
        set(VOID_GROUNDS)
        if action is states.Action.VOID
        else {ground.code for ground in catalogue.grounds(application.service_key)}
    )
    if not reasoning.is_complete or reasoning.ground not in known:
        raise DecisionIncomplete
    if action is states.Action.DEFER and review_on is None:
        raise DecisionIncomplete
    _decision(application, action.value, officer=officer, at=at, reasoning=reasoning, review_on=review_on)
    moving.advance(application, action, by=by, at=at, reason=reasoning.ground)
    return application


def _other_eyes(application: Application, officer: OfficerInfo) -> str:
    by = moving.officer_acts(application, officer, states.Role.ADJUDICATOR)
    if application.state != states.State.ADJUDICATION:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    _refuse_the_involved(application, officer)
    return by


def _refuse_the_involved(application: Application, officer: OfficerInfo) -> None:
    if not rules.four_eyes(deciding=officer.id, already_involved=queries.involved(application.id)):
        raise NotYourOwnInterview


def _decision(
    application: Application,
    kind: str,
    *,
    officer: OfficerInfo,
    at: datetime,
    reasoning: Reasoning | None = None,
    review_on: date | None = None,
) -> None:
    decision = Decision(
        id=new_id(), application=application, kind=kind, officer_id=officer.id, decided_at=at, review_on=review_on
    )
    if reasoning is not None:
        seal_into(decision, **{part: text.strip() for part, text in asdict(reasoning).items()})
    decision.save(force_insert=True)
