"""People who are served: an id, a key, and what they tell about themselves."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.directory.people.door import person_cell
from lintas.directory.people.events import IdentityRecorded, PersonRegistered
from lintas.directory.people.models import Person
from lintas.directory.people.queries import UnknownPerson
from lintas.directory.people.states import FIELDS
from lintas.foundation import ids
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault


class UnknownField(ValueError):
    """The name is not one of `states.FIELDS`: a mistake of the caller, not of a person."""


def register_person(*, language: str = "id", by: str, at: datetime) -> UUID:
    """
    Make a person who has said nothing yet, with a key of their own; return the id.

    The key is made first: a key without a person harms nobody, a person without a key cannot be written to.
    """
    person_id = ids.new_id()
    vault.open_owner(owner=person_id)
    with transaction.atomic():
        Person.objects.create(id=person_id, language=language, created_at=at)
        publish(PersonRegistered(subject=person_id), by=by, at=at)
    return person_id


@transaction.atomic
def record_identity(*, person_id: UUID, values: Mapping[str, str], by: str, at: datetime) -> None:
    """
    Seal the values, replacing what was kept under these names; an empty text takes a value back.

    Dates are ISO 8601, the NIK and KK digits only, the phone E.164, the village its region code.

    :raises UnknownField: a name is not one of `states.FIELDS`.
    :raises UnknownPerson: there is no such person.
    """
    unknown = set(values) - set(FIELDS)
    if unknown:
        raise UnknownField(", ".join(sorted(unknown)))
    columns: dict[str, bytes | None] = {
        name: vault.seal(value, cell=person_cell(person_id, name)) if value else None for name, value in values.items()
    }
    if "nik" in values:
        nik = values["nik"]
        columns["nik_index"] = vault.blind_index(kind="nik", value=nik) if nik else None
    if not Person.objects.filter(id=person_id).update(**columns):
        raise UnknownPerson
    publish(
        IdentityRecorded(subject=person_id, fields=len(values)),
        by=by,
        at=at,
        detail=",".join(sorted(values)),
        owner=person_id,
    )


def set_language(*, person_id: UUID, language: str) -> None:
    """Write to the person in this language from now on, ``id`` or ``en``. :raises UnknownPerson: no such person."""
    if not Person.objects.filter(id=person_id).update(language=language):
        raise UnknownPerson
