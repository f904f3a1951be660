"""Asking the civil registry and the core system, and what their answers mean (P23, P24)."""

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import queries, rules, states
from lintas.casework.applications.models import Application, Check
from lintas.casework.applications.operations import moving
from lintas.directory.people.queries import Reader
from lintas.directory.people.states import SISTEM, Purpose
from lintas.exchange.agencies import operations as agencies
from lintas.exchange.agencies import queries as enquiries

COMPARER = Reader(kind="system", id="applications.checks", role=SISTEM, office_id=None, channel="worker")


@transaction.atomic
def ask_for_checks(*, application_id: UUID, by: str, at: datetime) -> None:
    """Ask every check of a case that has reached verification; a later round asks them all again."""
    application = moving.locked(application_id)
    if application.state != states.State.VERIFICATION:
        return
    latest = application.checks.order_by("-round").first()
    number = 1 if latest is None else latest.round + 1
    for kind in rules.CHECKS:
        enquiry_id = agencies.ask(
            kind=kind,
            subject=application.id,
            person_id=application.person_id,
            purpose="passport_verification",
            officer="",
            office_code=application.office_code,
            by=by,
            at=at,
        )
        Check.objects.create(application=application, kind=kind, round=number, enquiry_id=enquiry_id, asked_at=at)


@transaction.atomic
def record_answer(*, application_id: UUID, enquiry_id: UUID, by: str, at: datetime) -> None:
    """
    Note that the check was answered; with the last one of its round, pass the case on or hand it to an officer.

    What was answered is opened then, in one look of the platform that the person can see.

    Never a refusal: a check that is not clear leads to a person who looks. What that person has looked at in an
    earlier round does not lead there again; the adjudicator, another officer, sees it too.
    """
    application = moving.locked(application_id)
    check = Check.objects.filter(application=application, enquiry_id=enquiry_id, answered_at__isnull=True).first()
    if check is None:
        return
    check.answered_at = at
    check.save()
    is_open = application.checks.filter(round=check.round, answered_at__isnull=True).exists()
    if application.state != states.State.VERIFICATION or is_open:
        return
    answers = _answers(application, at=at)
    earlier = {answer for number, given in answers.items() if number < check.round for answer in given.items()}
    match rules.checks_say(answers[check.round], looked_at=earlier):
        case "verified":
            moving.advance(application, states.Action.VERIFIED, by=by, at=at)
        case "hit":
            limit = at + moving.duration(application, "examination_contact", at)
            moving.advance(application, states.Action.HIT, by=by, at=at, respond_by=limit)


def _answers(application: Application, *, at: datetime) -> dict[int, dict[str, str]]:
    """Return what was answered to each kind of check, by round."""
    results = {enquiry.id: enquiry.result for enquiry in enquiries.enquiries(application.id)}
    checks = list(application.checks.all())
    opened = queries.look_into(
        [results[check.enquiry_id] for check in checks],
        person_id=application.person_id,
        case_id=application.id,
        reader=COMPARER,
        purpose=Purpose.VERIFY_IDENTITY,
        at=at,
    )
    rounds: dict[int, dict[str, str]] = defaultdict(dict)
    for check in checks:
        rounds[check.round][check.kind] = opened.text(results[check.enquiry_id])
    return rounds
