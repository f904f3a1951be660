"""Somebody who lost the code of their case comes to the counter with a document that shows who they are."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import states
from lintas.casework.applications.events import CodeGiven
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.entering import renew_resume_code
from lintas.casework.applications.vocabulary import SHOWN_AT_THE_COUNTER
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.live import operations as live
from lintas.foundation.outbox.operations import publish


class IdentityNotShown(DomainError):
    """A new code was asked for without a document that shows who the person is."""

    code = "applications.identity_not_shown"
    text = _("Kode baru hanya untuk orang yang identitasnya cocok dengan dokumen asli. Pilih dokumen yang ditunjukkan.")
    status = 422


@transaction.atomic
def give_code_at_the_counter(*, application_id: UUID, document: str, officer: OfficerInfo, at: datetime) -> str:
    """
    Return a new resume code for the person at the counter, to be printed once.

    The code before opens nothing any more, nor does any browser that it opened. The person hears of it wherever they
    can be reached, so that whoever was impersonated can object. ``document`` is a code of SHOWN_AT_THE_COUNTER.

    :raises NotYourAct: the officer is not of the counters of the case's place.
    :raises ActionNotAllowed: the case is a draft, which has no place yet.
    :raises IdentityNotShown: there is no such document.
    """
    application = moving.locked(application_id)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if application.state == states.State.DRAFT:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    if document not in SHOWN_AT_THE_COUNTER:
        raise IdentityNotShown
    code = renew_resume_code(application_id=application.id)
    publish(CodeGiven(subject=application.id, office=application.office_code, document=document), by=by, at=at)
    live.touch(topic=f"case:{application.id}", at=at)
    return code
