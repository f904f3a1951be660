"""The person's addresses, masked, and whether it was shown that they work."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.queries import ContactInfo

KINDS: dict[str, str | Promise] = {"sms": _("Nomor ponsel"), "email": _("Alamat email")}


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One address; ``is_asked`` when its code is being typed on this page."""

    id: UUID
    kind: str
    label: str
    address: str
    is_proven: bool
    is_asked: bool


def contact_lines(
    contacts: tuple[ContactInfo, ...], addresses: Mapping[UUID, str], *, asked: str
) -> tuple[ContactLine, ...]:
    """Return the addresses in the order in which they were given."""
    return tuple(
        ContactLine(
            id=contact.id,
            kind=contact.kind,
            label=str(KINDS[contact.kind]),
            address=addresses[contact.id],
            is_proven=contact.proven_at is not None,
            is_asked=str(contact.id) == asked,
        )
        for contact in contacts
    )
