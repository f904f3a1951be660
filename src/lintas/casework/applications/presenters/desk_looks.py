"""Who looked at the applicant's data, as the person reads it too."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.desk_words import role_name
from lintas.directory.people import queries as persons
from lintas.directory.people.states import FIELD_LABELS, DataKind, Purpose
from lintas.ui import filters

ON_A_PAGE = 40


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look."""

    when: str
    who: str
    what: str
    why: str
    doubted: bool


def looks(person_id: UUID, *, zone: str) -> tuple[LookRow, ...]:
    """Return the latest looks of others at the person's data. One query."""
    found = persons.access_list(person_id, limit=ON_A_PAGE, others_only=True)
    return tuple(
        LookRow(
            when=filters.short_moment(look.at, zone),
            who=_who(look),
            what=_what(look),
            why=capfirst(str(Purpose(look.purpose).label) if look.purpose in Purpose.values else look.purpose),
            doubted=look.doubted,
        )
        for look in found
    )


def _who(look: persons.Look) -> str:
    if look.reader_kind == "system":
        return _("Sistem Lintas, tanpa petugas")
    return ", ".join(part for part in (look.alias, role_name(look.role)) if part)


def _what(look: persons.Look) -> str:
    known = [str(FIELD_LABELS[name]) for name in look.fields if name in FIELD_LABELS]
    kinds = [str(DataKind(kind).label) for kind in look.kinds if kind in DataKind.values]
    text = ", ".join(known or kinds)
    return _("%(what)s (disamarkan)") % {"what": text} if look.masked else text
