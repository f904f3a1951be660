"""What others may hear about people."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from lintas.foundation.outbox.events import Event


@dataclass(frozen=True, kw_only=True)
class PersonRegistered(Event):
    """A person has an id and a key; nothing else is known yet."""

    name: ClassVar[str] = "people.person_registered"


@dataclass(frozen=True, kw_only=True)
class IdentityRecorded(Event):
    """Some of the person's data were written or taken back; ``fields`` counts them, the names are in the detail."""

    name: ClassVar[str] = "people.identity_recorded"
    fields: int


@dataclass(frozen=True, kw_only=True)
class ContactAdded(Event):
    """The person gave an address; it is not proven."""

    name: ClassVar[str] = "people.contact_added"
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactCodeAsked(Event):
    """A code waits to be sent to the contact: ``operations.code_to_send`` hands it out once."""

    name: ClassVar[str] = "people.contact_code_asked"
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class ContactProven(Event):
    """The person typed the code that was sent to the contact."""

    name: ClassVar[str] = "people.contact_proven"
    contact_id: UUID


@dataclass(frozen=True, kw_only=True)
class BackupCodesIssued(Event):
    """The person has new printed codes; the codes before no longer open."""

    name: ClassVar[str] = "people.backup_codes_issued"


@dataclass(frozen=True, kw_only=True)
class BackupCodeUsed(Event):
    """One printed code was spent."""

    name: ClassVar[str] = "people.backup_code_used"
    left: int


@dataclass(frozen=True, kw_only=True)
class AccessDoubted(Event):
    """The person says that a look was not for their business."""

    name: ClassVar[str] = "people.access_doubted"
    record_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerCreated(Event):
    """Somebody may sign in; without an assignment they may do nothing."""

    name: ClassVar[str] = "people.officer_created"


@dataclass(frozen=True, kw_only=True)
class RoleAssigned(Event):
    """The officer (subject) works in a role at an office."""

    name: ClassVar[str] = "people.role_assigned"
    assignment_id: UUID
    role: str


@dataclass(frozen=True, kw_only=True)
class AssignmentEnded(Event):
    """The officer (subject) no longer has the role."""

    name: ClassVar[str] = "people.assignment_ended"
    assignment_id: UUID


@dataclass(frozen=True, kw_only=True)
class OfficerDisabled(Event):
    """The officer (subject) can no longer sign in and is signed out."""

    name: ClassVar[str] = "people.officer_disabled"


@dataclass(frozen=True, kw_only=True)
class OfficerSignedIn(Event):
    """The officer (subject) signed in."""

    name: ClassVar[str] = "people.officer_signed_in"


@dataclass(frozen=True, kw_only=True)
class PasswordChanged(Event):
    """The officer (subject) has another password; other sessions have ended."""

    name: ClassVar[str] = "people.password_changed"
