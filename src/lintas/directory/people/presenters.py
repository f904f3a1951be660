"""What pages about people show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from lintas.directory.offices import queries as offices
from lintas.directory.people import queries
from lintas.directory.people.sessions import CaseAccess
from lintas.directory.people.states import FIELD_LABELS, DataKind, Purpose, Role

ON_A_PAGE = 30


@dataclass(frozen=True, slots=True)
class LookLine:
    """One look, in words."""

    id: UUID
    at: datetime
    zone: str
    who: str
    where: str
    what: str
    why: str
    doubted: bool
    can_be_doubted: bool


@dataclass(frozen=True, slots=True)
class WhoLooked:
    """The page."""

    reference: str
    lines: tuple[LookLine, ...]
    own: queries.OwnLooks
    older: UUID | None
    noted: bool


def who_looked(case: CaseAccess, *, before: UUID | None, noted: UUID | None) -> WhoLooked:
    """Return a page of the looks of others, and the person's own folded into one line. Two queries."""
    looks = queries.access_list(case.person_id, before=before, limit=ON_A_PAGE + 1, others_only=True)
    shown = looks[:ON_A_PAGE]
    return WhoLooked(
        reference=case.reference,
        lines=tuple(_line(look, case) for look in shown),
        own=queries.own_looks(case.person_id),
        older=shown[-1].id if len(looks) > ON_A_PAGE else None,
        noted=any(look.id == noted and look.doubted for look in shown),
    )


def _line(look: queries.Look, case: CaseAccess) -> LookLine:
    office = next((point for point in offices.points() if point.office_id == look.office_id), None)
    return LookLine(
        id=look.id,
        at=look.at,
        zone=office.zone if office else settings.TIME_ZONE,
        who=_who(look),
        where=office.office_name if office else "",
        what=_what(look),
        why=_why(look, case),
        doubted=look.doubted,
        can_be_doubted=look.reader_kind != "system",
    )


def _who(look: queries.Look) -> str:
    if look.reader_kind == "system":
        return _("Sistem Lintas, tanpa petugas")
    if look.reader_kind == "partner":
        return _("Instansi lain: %(name)s") % {"name": look.alias}
    role = Role(look.role).label if look.role in Role.values else look.role
    return f"{look.alias} ({role})"


def _what(look: queries.Look) -> str:
    known = [str(FIELD_LABELS[name]) for name in look.fields if name in FIELD_LABELS]
    others = look.kinds if len(known) < len(look.fields) else ()
    words = list(dict.fromkeys([*known, *(str(DataKind(kind).label) for kind in others if kind in DataKind.values)]))
    text = ", ".join(words)
    return _("%(what)s (sebagian disamarkan)") % {"what": text} if look.masked else text


def _why(look: queries.Look, case: CaseAccess) -> str:
    label: str | Promise = Purpose(look.purpose).label if look.purpose in Purpose.values else look.purpose
    if look.case_id is not None and look.case_id != case.application_id:
        return _("%(purpose)s, pada permohonan lain yang terkait") % {"purpose": label}
    return str(label)
