"""Hand-over to the right person, reminders, and books nobody came for (P30, P31)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import rules, states
from lintas.casework.applications.events import CollectionReminderDue
from lintas.casework.applications.models import Booklet, Collection
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.ahead import give_up_number
from lintas.casework.applications.operations.deciding import DecisionIncomplete, Reasoning, decide
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.applications.operations.shelving import take_off_the_shelf
from lintas.casework.applications.operations.visiting import close_visit, end_visit
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class ReceiverIncomplete(DomainError):
    """The receiver, the relation, the proof or the signature is missing."""

    code = "applications.receiver_incomplete"
    text = _("Catat siapa yang menerima, hubungannya, bukti yang dilihat, dan tanda tangannya sebelum menyerahkan.")
    status = 422


@transaction.atomic
def hand_over(
    *,
    application_id: UUID,
    relation: str,
    receiver: str,
    proof_seen: bool,
    signed: bool,
    officer: OfficerInfo,
    seen: int | None,
    at: datetime,
) -> None:
    """
    Give the book to the receiver, who was checked and has signed (P30).

    A number that was taken before coming and never shown up ends: the book is here, so nobody is awaited with it.

    :raises ReceiverIncomplete: :raises NotCalledYet: the number of the collection is still in line.
    """
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.HAND_OVER)
    if relation not in Collection.Relation.values or not receiver.strip() or not proof_seen or not signed:
        raise ReceiverIncomplete
    states.transition(states.State(application.state), states.Action.HAND_OVER)
    collection = application.collection
    collection.relation = relation
    seal_into(collection, receiver=receiver.strip())
    collection.proof, collection.handed_by = relation, officer.id
    collection.handed_at = collection.left_at = at
    collection.save()
    Booklet.objects.filter(application=application, state=Booklet.State.PRINTED).update(
        state=Booklet.State.ISSUED, changed_at=at
    )
    moving.advance(application, states.Action.HAND_OVER, by=by, at=at)
    give_up_number(application_id=application.id, by=by, at=at)
    end_visit(application, by=by, at=at)


@transaction.atomic
def cancel_uncollected(
    *, application_id: UUID, reasoning: Reasoning, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """
    Cancel a book that nobody collected within the limit, after the reminders (P31).

    Legal source: docs/legal/register.md, entry "PERMEN-8-2014" (article 30).
    """
    application = moving.locked(application_id, seen=seen)
    collection = Collection.objects.filter(application=application).first()
    if collection is None or moving.local_day(application, at) <= collection.collect_by:
        raise DecisionIncomplete
    if collection.reminded_day < rules.REMINDER_DAYS[-1]:
        raise DecisionIncomplete
    application = decide(
        application_id,
        states.Action.UNCOLLECTED,
        states.Role.OFFICE_HEAD,
        reasoning=reasoning,
        officer=officer,
        seen=seen,
        at=at,
    )
    Booklet.objects.filter(application=application, state=Booklet.State.PRINTED).update(
        state=Booklet.State.CANCELLED, changed_at=at
    )
    take_off_the_shelf(application, at=at)
    close_visit(application, by=f"officer:{officer.id}", at=at)


@transaction.atomic
def remind_to_collect(*, collection_id: UUID, at: datetime) -> bool:
    """Tell the owner of a waiting book when a reminder day has come; say whether one had."""
    collection = Collection.objects.select_for_update(of=("self",)).get(id=collection_id)
    application = collection.application
    waiting = (moving.local_day(application, at) - moving.local_day(application, collection.ready_at)).days
    day = rules.reminder_due(days_waiting=waiting, reminded=collection.reminded_day)
    if day is None or collection.handed_at is not None or application.state != states.State.READY:
        return False
    collection.reminded_day = day
    collection.save()
    publish(
        CollectionReminderDue(subject=application.id, office=application.office_code, day=day),
        by="system:applications.remind_to_collect",
        at=at,
    )
    return True
