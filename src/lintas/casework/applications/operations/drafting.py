"""The draft: begun without an account, saved at every step, carried on when it expired."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import queries, states
from lintas.casework.applications.events import AnswersSaved, ApplicationOpened
from lintas.casework.applications.models import Application, Item
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.entering import digest_of, fresh_code
from lintas.casework.applications.operations.placing import let_go
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.documents import operations as uploads
from lintas.casework.documents import queries as documents
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.foundation import ids
from lintas.foundation.outbox.operations import publish
from lintas.visit.needs import operations as visitors

REFERENCE_WITHOUT_A_PLACE = "LTS"


@dataclass(frozen=True, slots=True)
class Started:
    """A fresh draft. ``resume_code`` is shown once and kept only as a digest."""

    application_id: UUID
    person_id: UUID
    reference: str
    resume_code: str


@transaction.atomic
def start_application(
    *, service_key: str, at: datetime, by: str = "", point_id: UUID | None = None, language: str = "id"
) -> Started:
    """
    Begin a draft of the service under the policy in force today.

    :raises UnknownService: the catalogue has no such service.
    """
    point = offices.point(id=point_id) if point_id else None
    today = offices.calendar(point_id=point.id).local(at).date() if point else catalogue.today(at)
    policy = catalogue.policy_in_force(service_key=service_key, on=today)
    person_id = people.register_person(language=language, by=by or "system:applications.start", at=at)
    code = fresh_code()
    application = Application(
        id=ids.new_id(),
        reference=_unused_reference(point.prefix if point else REFERENCE_WITHOUT_A_PLACE),
        service_key=service_key,
        policy_id=policy.id,
        person_id=person_id,
        point_id=point.id if point else None,
        office_id=point.office_id if point else None,
        office_code=point.office_code if point else "",
        opened_at=at,
        state_since=at,
    )
    application.resume_digest = digest_of(application.reference, code)
    application.save(force_insert=True)
    publish(
        ApplicationOpened(
            subject=application.id, office=application.office_code, service_key=service_key, policy_id=policy.id
        ),
        by=by or f"person:{person_id}",
        at=at,
    )
    return Started(application.id, person_id, application.reference, code)


@transaction.atomic
def save_answers(
    *,
    application_id: UUID,
    answers: Mapping[str, str],
    reader: Reader,
    by: str,
    at: datetime,
    finished: bool = True,
) -> None:
    """
    Keep the person's answers to the policy's questions and bring the list of papers into line with them.

    ``finished`` is False while the person is still typing: then the step does not count as done.
    """
    application = _draft(application_id)
    merged = {**queries.answers(application_id, reader=reader, at=at), **answers}
    _write_answers(application, merged)
    _sync_items(application, merged)
    if finished:
        _filled(application, "questions", by=by, at=at)


@transaction.atomic
def save_identity(
    *, application_id: UUID, values: Mapping[str, str], by: str, at: datetime, finished: bool = True
) -> None:
    """
    Keep what the person says about the applicant; the form has checked that the values can exist.

    ``finished`` is False while the person is still typing: then the step does not count as done.
    """
    application = _draft(application_id)
    people.record_identity(person_id=application.person_id, values=values, by=by, at=at)
    if finished:
        _filled(application, "identity", by=by, at=at)


@transaction.atomic
def save_contact(*, application_id: UUID, email: str, phone: str, by: str, at: datetime) -> None:
    """Keep where messages about the case go; either may be empty."""
    application = _draft(application_id)
    for kind, address in (("email", email), ("sms", phone)):
        if address:
            people.add_contact(person_id=application.person_id, kind=kind, address=address, by=by, at=at)
    _filled(application, "contact", by=by, at=at)


@transaction.atomic
def save_needs(*, application_id: UUID, needs: Collection[str], reader: Reader, by: str, at: datetime) -> None:
    """Keep what the person needs when they come; an empty collection says "nothing"."""
    application = _draft(application_id)
    visitors.state_needs(
        subject=application.id, person_id=application.person_id, needs=needs, reader=reader, by=by, at=at
    )
    _filled(application, "needs", by=by, at=at)


@transaction.atomic
def choose_point(*, application_id: UUID, point_id: UUID, by: str, at: datetime) -> None:
    """Set the service point; a place held at another one is given back."""
    application = _draft(application_id)
    point = offices.point(id=point_id)
    if application.point_id not in (None, point.id):
        let_go(application, by=by, at=at)
    application.point_id, application.office_id, application.office_code = point.id, point.office_id, point.office_code
    application.save()


@transaction.atomic
def adopt_policy(*, application_id: UUID, reader: Reader, by: str, at: datetime) -> None:
    """Bring a draft onto the policy version in force today; every answer and paper is kept."""
    application = _draft(application_id)
    policy = catalogue.policy_in_force(service_key=application.service_key, on=moving.local_day(application, at))
    application.policy_id = policy.id
    still_understood = policy.fitting(queries.answers(application_id, reader=reader, at=at))
    _write_answers(application, still_understood)
    _sync_items(application, still_understood)
    publish(AnswersSaved(subject=application.id, office=application.office_code, step="policy"), by=by, at=at)


@transaction.atomic
def cancel_draft(*, application_id: UUID, by: str, at: datetime) -> None:
    """Drop the draft and give back a held place (P04)."""
    application = moving.locked(application_id)
    let_go(application, by=by, at=at)
    moving.advance(application, states.Action.CANCEL, by=by, at=at)


@transaction.atomic
def continue_expired(*, application_id: UUID, reader: Reader, by: str, at: datetime) -> Started:
    """
    Open a new draft that carries on an expired case: same person, answers and papers; late money follows it.

    :raises ActionNotAllowed: the case has not expired, or was carried on already.
    """
    old = moving.locked(application_id)
    if old.state != states.State.EXPIRED or hasattr(old, "continued_by"):
        raise states.ActionNotAllowed(state=states.State(old.state).label)
    code = fresh_code()
    policy = catalogue.policy_in_force(service_key=old.service_key, on=moving.local_day(old, at))
    new = Application(
        id=ids.new_id(),
        reference=_unused_reference(old.reference.split("-")[0]),
        service_key=old.service_key,
        policy_id=policy.id,
        person_id=old.person_id,
        point_id=old.point_id,
        office_id=old.office_id,
        office_code=old.office_code,
        # What somebody needs may be another thing by now: it is offered again, and asked.
        filled=[step for step in old.filled if step != "needs"],
        continues=old,
        opened_at=at,
        state_since=at,
    )
    new.resume_digest = digest_of(new.reference, code)
    new.save(force_insert=True)
    answers = policy.fitting(queries.answers(old.id, reader=reader, at=at))
    _write_answers(new, answers)
    uploads.carry_over(from_subject=old.id, to_subject=new.id)
    _sync_items(new, answers)
    publish(
        ApplicationOpened(subject=new.id, office=new.office_code, service_key=new.service_key, policy_id=policy.id),
        by=by,
        at=at,
    )
    return Started(new.id, new.person_id, new.reference, code)


def _draft(application_id: UUID) -> Application:
    application = moving.locked(application_id)
    if application.state not in states.EDITABLE:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    return application


def _filled(application: Application, step: str, *, by: str, at: datetime) -> None:
    if step not in application.filled:
        application.filled = [*application.filled, step]
    application.save()
    publish(AnswersSaved(subject=application.id, office=application.office_code, step=step), by=by, at=at)


def _write_answers(application: Application, answers: Mapping[str, str]) -> None:
    seal_into(application, answers=json.dumps(dict(sorted(answers.items()))))
    application.save()


def _sync_items(application: Application, answers: Mapping[str, str]) -> None:
    """Let the items be what the policy requires for the answers; papers already given stay given."""
    needed = catalogue.policy(application.policy_id).checklist(answers)
    given = {paper.requirement: paper for paper in documents.papers(application.id)}
    known = {item.key: item for item in application.items.all()}
    application.items.exclude(key__in=[need.key for need in needed]).delete()
    for position, need in enumerate(needed):
        item = known.get(need.key) or Item(application=application, key=need.key)
        item.position = position
        if item.document not in {option.key for option in need.options}:
            item.document = need.options[0].key if len(need.options) == 1 else ""
        if item.state in (Item.State.EXPECTED, Item.State.GIVEN):
            item.state = Item.State.GIVEN if need.key in given else Item.State.EXPECTED
        item.save()


def _unused_reference(prefix: str) -> str:
    """Return a reference that no case has. One query; among a million cases one draw in 30,000 meets a used one."""
    while Application.objects.filter(reference=(drawn := ids.new_reference(prefix))).exists():
        continue
    return drawn
