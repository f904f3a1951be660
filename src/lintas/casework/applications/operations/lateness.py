"""A case that is late says so itself."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.events import ApplicationLate
from lintas.casework.applications.operations import moving
from lintas.foundation.outbox.operations import publish


@transaction.atomic
def notice_late(*, application_id: UUID, at: datetime) -> bool:
    """Note, once, that the promised day has passed; say whether it had."""
    application = moving.locked(application_id)
    ended = application.state in states.FINAL or application.state == states.State.READY
    late = application.due_on is not None and moving.local_day(application, at) > application.due_on
    if ended or not late or application.told_late_at is not None:
        return False
    application.told_late_at = at
    application.save()
    publish(
        ApplicationLate(subject=application.id, office=application.office_code),
        by="system:applications.notice_late",
        at=at,
    )
    return True
