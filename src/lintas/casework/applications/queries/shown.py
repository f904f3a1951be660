"""Whether a draft's identity was shown to be the applicant's."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from lintas.casework.applications.models import IdentityShown
from lintas.directory.people import queries as persons


class Identity(StrEnum):
    """How far it has come; `NOT_SHOWN` is every answer but a match, and no answer."""

    MISSING = "missing"
    UNASKED = "unasked"
    ASKED = "asked"
    SHOWN = "shown"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class IdentityInfo:
    """The state of the identity as it is written now; ``at_a_desk`` when an original was seen."""

    state: Identity
    at_a_desk: bool = False


def identity_of(application_id: UUID, *, person_id: UUID) -> IdentityInfo:
    """Return how far the draft's identity has come; what was asked of another number does not count. Two queries."""
    identity = persons.person(person_id).nik_index
    if identity is None:
        return IdentityInfo(Identity.MISSING)
    rows = IdentityShown.objects.filter(application_id=application_id, identity=identity)
    row = rows.order_by("-is_shown", "-asked_at", "-id").first()
    if row is None:
        return IdentityInfo(Identity.UNASKED)
    if row.is_shown:
        return IdentityInfo(Identity.SHOWN, at_a_desk=row.enquiry_id is None)
    return IdentityInfo(Identity.ASKED if row.answered_at is None else Identity.NOT_SHOWN)
