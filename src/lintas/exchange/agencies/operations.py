"""The write side: ask, and record what was answered."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.exchange.agencies import states
from lintas.exchange.agencies.events import EnquiryAnswered, EnquiryAsked
from lintas.exchange.agencies.models import Enquiry
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault


@transaction.atomic
def ask(
    *,
    kind: str,
    subject: UUID,
    person_id: UUID,
    purpose: str,
    officer: str,
    office_code: str,
    by: str,
    at: datetime,
) -> UUID:
    """Note the question and let the outbox put it; return the enquiry's id."""
    enquiry = Enquiry.objects.create(
        id=new_id(),
        kind=states.Kind(kind),
        subject=subject,
        person_id=person_id,
        purpose=purpose,
        officer=officer,
        office_code=office_code,
        asked_at=at,
    )
    publish(
        EnquiryAsked(subject=subject, office=office_code, enquiry_id=enquiry.id, kind=enquiry.kind, purpose=purpose),
        by=by,
        at=at,
    )
    return enquiry.id


@transaction.atomic
def record_answer(*, enquiry_id: UUID, result: str, partner_reference: str = "", by: str, at: datetime) -> bool:
    """
    Keep the first answer; say whether this was it. A later one changes nothing.

    :raises AnswerOutOfPlace: the question cannot have this answer.
    """
    enquiry = Enquiry.objects.select_for_update().get(id=enquiry_id)
    if enquiry.state == states.State.ANSWERED:
        return False
    fitting = states.fits(states.Kind(enquiry.kind), states.Result(result))
    enquiry.result = vault.seal(fitting, cell=enquiry.result_cell)
    enquiry.state, enquiry.answered_at = states.State.ANSWERED, at
    enquiry.partner_reference = partner_reference[:60]
    enquiry.save()
    publish(
        EnquiryAnswered(
            subject=enquiry.subject,
            office=enquiry.office_code,
            enquiry_id=enquiry.id,
            kind=enquiry.kind,
        ),
        by=by,
        at=at,
    )
    return True
