"""Making sure that a draft's identity is the applicant's, before it takes part in a draw."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, states
from lintas.casework.applications.models import Application, IdentityShown
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.checking import COMPARER
from lintas.casework.applications.operations.submitting import identity_known
from lintas.directory.people import queries as persons
from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import Purpose
from lintas.exchange.agencies import operations as agencies
from lintas.exchange.agencies import queries as enquiries
from lintas.exchange.agencies.states import Kind, Result
from lintas.foundation.errors import DomainError
from lintas.foundation.live import operations as live

PURPOSE = "draw_entry"


class AlreadyAsked(DomainError):
    """The registry has been asked and has not answered, or the identity is shown."""

    code = "applications.identity_already_asked"
    text = _("Identitas ini sedang atau sudah dipastikan. Muat ulang halaman ini.")


@transaction.atomic
def ask_whether_it_is_you(*, application_id: UUID, by: str, at: datetime) -> None:
    """
    Ask the civil registry whether the draft's identity is that of a real person as written.

    :raises ActionNotAllowed: it is no draft. :raises IdentityMissing: there is nothing to ask. :raises AlreadyAsked:
    """
    application = _draft(application_id)
    identity_known(application)
    found = queries.identity_of(application.id, person_id=application.person_id)
    if found.state not in (queries.Identity.UNASKED, queries.Identity.NOT_SHOWN):
        raise AlreadyAsked
    enquiry_id = agencies.ask(
        kind=Kind.IDENTITY,
        subject=application.id,
        person_id=application.person_id,
        purpose=PURPOSE,
        officer="",
        office_code=application.office_code,
        by=by,
        at=at,
    )
    IdentityShown.objects.create(
        application=application, identity=_identity(application), enquiry_id=enquiry_id, asked_at=at
    )


@transaction.atomic
def note_whether_it_is_you(*, application_id: UUID, enquiry_id: UUID, at: datetime) -> None:
    """
    Take the registry's answer: only a match shows the identity. No answer, a near one or none is never a match.

    Does nothing for enquiries of other kinds of checks. Safe to repeat.
    """
    asked = IdentityShown.objects.filter(enquiry_id=enquiry_id, answered_at__isnull=True).first()
    if asked is None:
        return
    application = moving.locked(application_id)
    sealed = next((one.result for one in enquiries.enquiries(application.id) if one.id == enquiry_id), None)
    opened = queries.look_into(
        [sealed],
        person_id=application.person_id,
        case_id=application.id,
        reader=COMPARER,
        purpose=Purpose.VERIFY_IDENTITY,
        at=at,
    )
    matches = opened.text(sealed) == Result.MATCH
    IdentityShown.objects.filter(id=asked.id, answered_at__isnull=True).update(answered_at=at, is_shown=matches)
    live.touch(topic=f"case:{application.id}", at=at)


@transaction.atomic
def see_the_original(*, application_id: UUID, officer: OfficerInfo, at: datetime) -> None:
    """
    Record that an officer compared face, name and number with the original identity card at the desk.

    :raises NotYourAct: :raises ActionNotAllowed: it is no draft. :raises IdentityMissing:
    """
    application = _draft(application_id)
    moving.officer_acts(application, officer, states.Role.COUNTER)
    identity_known(application)
    IdentityShown.objects.create(
        application=application, identity=_identity(application), asked_at=at, answered_at=at, is_shown=True
    )
    live.touch(topic=f"case:{application.id}", at=at)


def _draft(application_id: UUID) -> Application:
    application = moving.locked(application_id)
    if application.state not in states.EDITABLE:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    return application


def _identity(application: Application) -> bytes:
    """Return the index of the number that `identity_known` has found to be there."""
    return persons.person(application.person_id).nik_index or b""
