"""Answers about people that open no sealed value."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.models import AccessRecord, Assignment, ContactPoint, Doubt, Officer, Person
from lintas.directory.people.states import FIELDS, Role
from lintas.foundation.errors import DomainError
from lintas.foundation.vault.operations import Cell


class UnknownPerson(DomainError):
    """No person has this id."""

    code = "people.unknown_person"
    text = _("Data orang ini tidak ada. Muat ulang halaman, lalu pilih kembali dari daftar.")
    status = 404


@dataclass(frozen=True, slots=True)
class Reader:
    """
    Who looks: ``kind`` is officer, person, system or partner; ``id`` the officer's or person's id or a name.

    ``role`` is the role in which they look, ``channel`` the way: desk, web, worker, api.
    """

    kind: str
    id: str
    role: str
    office_id: UUID | None
    channel: str
    alias: str = ""

    @property
    def actor(self) -> str:
        """The same as text, for ``by``."""
        return f"{self.kind}:{self.id}"


NOBODY = Reader(kind="person", id="", role="", office_id=None, channel="web")
"""Somebody who has shown nothing yet; may open nothing."""


@dataclass(frozen=True, slots=True)
class SealedCell:
    """A sealed value of any room, with its place and the kind of data it is (`states.DataKind`)."""

    cell: Cell
    sealed: bytes
    data_class: str


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """What is known about a person without opening anything: ``has`` names the fields that hold a value."""

    id: UUID
    language: str
    nik_index: bytes | None
    has: frozenset[str]


@dataclass(frozen=True, slots=True)
class ContactInfo:
    """A way to reach a person; ``kind`` is email or sms."""

    id: UUID
    kind: str
    proven_at: datetime | None


@dataclass(frozen=True, slots=True)
class OfficerInfo:
    """An officer at work: ``point_id`` is empty for those who serve the whole office."""

    id: UUID
    alias: str
    roles: frozenset[str]
    office_id: UUID
    point_id: UUID | None

    @property
    def actor(self) -> str:
        """The officer as ``by``."""
        return f"officer:{self.id}"


def person(person_id: UUID) -> PersonInfo:
    """Return what can be said about the person without opening anything. :raises UnknownPerson: no such row."""
    row = Person.objects.filter(id=person_id).first()
    if row is None:
        raise UnknownPerson
    return PersonInfo(
        id=row.id,
        language=row.language,
        nik_index=bytes(row.nik_index) if row.nik_index is not None else None,
        has=frozenset(field for field in FIELDS if getattr(row, field) is not None),
    )


def contacts(person_id: UUID) -> tuple[ContactInfo, ...]:
    """Return the person's addresses, the first given first, without the addresses themselves."""
    rows = ContactPoint.objects.filter(person_id=person_id).order_by("id").values_list("id", "kind", "proven_at")
    return tuple(ContactInfo(*row) for row in rows)


def officer(account_id: UUID, *, on: date | None = None) -> OfficerInfo | None:
    """
    Return the officer behind the sign-in with the roles in force ``on`` the day, or None. One query.

    Without a day: those roles that have no end.
    """
    rows = Assignment.objects.filter(officer__account_id=account_id, officer__account__is_active=True)
    rows = rows.in_force(on) if on else rows.filter(to_on__isnull=True)
    return _at_work(list(rows.select_related("officer").order_by("appointed_at", "id")))


def _at_work(rows: Sequence[Assignment]) -> OfficerInfo | None:
    if not rows:
        return None
    # The latest place counts alone: a role at one point is none at another.
    latest = rows[-1]
    here = [row for row in rows if (row.office_id, row.point_id) == (latest.office_id, latest.point_id)]
    return OfficerInfo(
        id=latest.officer_id,
        alias=latest.officer.alias,
        roles=frozenset(row.role for row in here),
        office_id=latest.office_id,
        point_id=latest.point_id,
    )


def officers_of(*, office_id: UUID, role: str, on: date) -> tuple[OfficerInfo, ...]:
    """Return those who have the role at the office on the day, by alias. One query."""
    rows = (
        Assignment.objects.in_force(on)
        .filter(office_id=office_id, role=role, officer__account__is_active=True)
        .select_related("officer")
        .order_by("officer__alias")
    )
    return tuple(info for row in rows if (info := _at_work([row])))


def alias(officer_id: UUID) -> str:
    """Return what citizens call the officer; empty when there is no such officer."""
    return aliases([officer_id]).get(officer_id, "")


def aliases(officer_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return what citizens call the officers; whoever is none is left out. One query, none for nobody."""
    if not officer_ids:
        return {}
    return dict(Officer.objects.filter(id__in=officer_ids).values_list("id", "alias"))


@dataclass(frozen=True, slots=True)
class Look:
    """One line of "who looked at my data"."""

    id: UUID
    at: datetime
    reader_kind: str
    role: str
    office_id: UUID | None
    alias: str
    kinds: tuple[str, ...]
    fields: tuple[str, ...]
    purpose: str
    case_id: UUID | None
    channel: str
    masked: bool
    doubted: bool


def access_list(
    person_id: UUID, *, before: UUID | None = None, limit: int = 50, others_only: bool = False
) -> tuple[Look, ...]:
    """
    Return who looked at the person's data, the latest first; ``before`` is the last id of the page before. One query.

    ``others_only`` leaves out the person's own looks; `own_looks` sums these up.
    """
    rows = AccessRecord.objects.filter(person_id=person_id).select_related("doubt").order_by("-id")
    if others_only:
        rows = rows.exclude(reader_kind="person")
    if before is not None:
        rows = rows.filter(id__lt=before)
    return tuple(_look(row) for row in rows[:limit])


@dataclass(frozen=True, slots=True)
class OwnLooks:
    """How often the person opened their own data, and when last."""

    count: int
    last_at: datetime | None


def own_looks(person_id: UUID) -> OwnLooks:
    """Return the person's own looks in one line. One query."""
    found = AccessRecord.objects.filter(person_id=person_id, reader_kind="person").aggregate(
        count=models.Count("id"), last_at=models.Max("at")
    )
    return OwnLooks(**found)


@dataclass(frozen=True, slots=True)
class DoubtInfo:
    """A look that its person doubts."""

    look: Look
    person_id: UUID
    doubted_at: datetime


def doubted(record_id: UUID) -> DoubtInfo | None:
    """Return the doubt about the record, None when nobody doubts it. One query."""
    return next(iter(_doubts(Doubt.objects.filter(record_id=record_id))), None)


def doubts(*, office_id: UUID, limit: int = 50) -> tuple[DoubtInfo, ...]:
    """Return the doubted looks of the office's officers and of no office, the latest doubt first. One query."""
    here = models.Q(record__office_id=office_id) | models.Q(record__office_id__isnull=True)
    return _doubts(Doubt.objects.filter(here).order_by("-id")[:limit])


def _doubts(rows: models.QuerySet[Doubt]) -> tuple[DoubtInfo, ...]:
    return tuple(
        DoubtInfo(look=_look(row.record), person_id=row.record.person_id, doubted_at=row.at)
        for row in rows.select_related("record", "record__doubt")
    )


def _look(row: AccessRecord) -> Look:
    return Look(
        id=row.id,
        at=row.at,
        reader_kind=row.reader_kind,
        role=row.role,
        office_id=row.office_id,
        alias=row.alias,
        kinds=tuple(row.kinds),
        fields=tuple(row.fields),
        purpose=row.purpose,
        case_id=row.case_id,
        channel=row.channel,
        masked=row.masked,
        doubted=hasattr(row, "doubt"),
    )


def role_order(roles: frozenset[str]) -> list[str]:
    """Return the roles in the order of the process."""
    return [role for role in Role.values if role in roles]
