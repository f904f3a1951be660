"""One case: what may be shown without opening a sealed field, and the doors to what is sealed."""

from collections.abc import Collection as Many
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.models import Application, Collection, Decision, Item
from lintas.casework.applications.queries.sealed import cells_of, look_into
from lintas.casework.applications.states import FINAL, State
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader, SealedCell
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.prepared import prepared
from lintas.foundation.vault.operations import Cell


class UnknownCase(DomainError):
    """There is no case with this reference."""

    code = "applications.unknown_case"
    text = _("Permohonan tidak ditemukan. Periksa nomornya.")
    status = 404


@dataclass(frozen=True, slots=True)
class ItemInfo:
    """One requirement of the case; ``reason`` seals a code of RETURN_REASONS when it was returned (`look_into`)."""

    id: UUID
    key: str
    document: str
    state: str
    reason: SealedCell | None
    original_seen: bool
    content_hash: str


@dataclass(frozen=True, slots=True)
class DecisionInfo:
    """A decision as the person may read it: of what kind in the open, what it says in sealed cells (`look_into`)."""

    id: UUID
    kind: str
    ground: SealedCell | None
    clause: SealedCell | None
    evidence: SealedCell | None
    remedy: SealedCell | None
    objection: SealedCell | None
    review_on: date | None
    decided_at: datetime


SAID = ("ground", "clause", "evidence", "remedy", "objection")
"""What a decision against a person says, each in its own sealed column."""


@dataclass(frozen=True, slots=True)
class CaseInfo:
    """A case without any personal value in the open; ``answers`` are sealed (`look_into`)."""

    id: UUID
    reference: str
    service_key: str
    policy_id: UUID
    person_id: UUID
    point_id: UUID | None
    office_id: UUID | None
    office_code: str
    state: State
    state_since: datetime
    queue_class: str
    channel: str
    answers: SealedCell | None
    filled: tuple[str, ...]
    opened_at: datetime
    submitted_at: datetime | None
    clock_started_at: datetime | None
    due_on: date | None
    respond_by: datetime | None
    version: int
    continued_by: str
    items: tuple[ItemInfo, ...]
    decisions: tuple[DecisionInfo, ...]

    @property
    def has_ended(self) -> bool:
        """Say whether nothing can follow."""
        return self.state in FINAL


def case(application_id: UUID) -> CaseInfo:
    """Return the case. Three queries. :raises UnknownCase: there is none."""
    return _info(_by_id(application_id))


def code_mark(application_id: UUID) -> str:
    """Return what changes with each new resume code and says nothing about it: a part of its keyed digest."""
    return next((mark_in(digest) for (digest,) in _resume_digest(application_id)), "")


def mark_in(resume_digest: bytes) -> str:
    """Return the `code_mark` of the case with this digest."""
    return bytes(resume_digest)[:8].hex()


def knows(application_id: UUID) -> bool:
    """Say whether there is such a case. One query."""
    return Application.objects.filter(id=application_id).exists()


def case_looked_at(case_id: UUID | None, *, person_id: UUID) -> UUID | None:
    """Return the person's case of this id, else the one opened last; None when there is none. One query."""
    own = Application.objects.filter(person_id=person_id).order_by("-opened_at").values_list("id", flat=True)
    return case_id if case_id in own else next(iter(own), None)


def references(application_ids: Many[UUID]) -> dict[UUID, str]:
    """Return the references of the cases. One query."""
    return dict(Application.objects.filter(id__in=application_ids).values_list("id", "reference"))


def by_reference(reference: str) -> CaseInfo:
    """Return the case with the reference, however it was typed. :raises UnknownCase: there is none."""
    try:
        shown = ids.normalise_reference(reference)
    except ids.MistypedReference:
        raise UnknownCase from None
    return _info(_by_reference(shown))


def collect_by(application_id: UUID) -> date | None:
    """Return until when the finished book can be fetched, None while there is none. One query."""
    return Collection.objects.filter(application_id=application_id).values_list("collect_by", flat=True).first()


def answers(application_id: UUID, *, reader: Reader, at: datetime, purpose: str = "own_data") -> dict[str, str]:
    """Return the answers to the policy's questions; the reading is recorded."""
    found = Application.objects.values("id", "person_id", "answers").get(id=application_id)
    sealed = _sealed_answers(found)["answers"]
    person_id: UUID = found["person_id"]
    opened = look_into([sealed], person_id=person_id, case_id=application_id, reader=reader, purpose=purpose, at=at)
    return opened.answers(sealed)


def receiver(application_id: UUID, *, reader: Reader, at: datetime, purpose: str) -> str:
    """Return the name of who took the book, empty while it is on the shelf; the reading is recorded."""
    application = Application.objects.select_related("collection").get(id=application_id)
    collection = getattr(application, "collection", None)
    if collection is None or collection.receiver is None:
        return ""
    cell = _cell(application.person_id, "applications_collection", "receiver", collection.id)
    cells = {"receiver": SealedCell(cell=cell, sealed=bytes(collection.receiver), data_class="identity")}
    return people.reveal(
        cells=cells, person_id=application.person_id, reader=reader, purpose=purpose, case_id=application_id, at=at
    )["receiver"]


def _cell(owner: UUID, table: str, column: str, row: UUID) -> Cell:
    return Cell(owner=owner, table=table, column=column, row=row)


def _info(rows: list[tuple[Any, ...]]) -> CaseInfo:
    if not rows:
        raise UnknownCase
    found = dict(zip(_COLUMNS, rows[0], strict=True))
    return CaseInfo(
        **found
        | _sealed_answers(found)
        | {
            "state": State(found["state"]),
            "filled": tuple(found["filled"]),
            "continued_by": found["continued_by"] or "",
        },
        items=tuple(
            ItemInfo(**_part(ItemInfo, row, of=Item, owner=found["person_id"], sealed=("reason",)))
            for row in _items(found["id"])
        ),
        decisions=tuple(
            DecisionInfo(**_part(DecisionInfo, row, of=Decision, owner=found["person_id"], sealed=SAID))
            for row in _decisions(found["id"])
        ),
    )


def _sealed_answers(found: Mapping[str, Any]) -> dict[str, SealedCell | None]:
    return cells_of(Application, row=found["id"], owner=found["person_id"], answers=found["answers"])


def _part(
    info: type, row: tuple[Any, ...], *, of: type[Item | Decision], owner: UUID, sealed: tuple[str, ...]
) -> dict[str, Any]:
    found = dict(zip(_names(info), row, strict=True))
    return found | cells_of(of, row=found["id"], owner=owner, **{name: found[name] for name in sealed})


def _names(of: type) -> list[str]:
    return [field.name for field in fields(of)]


_COLUMNS = [name for name in _names(CaseInfo) if name not in ("items", "decisions")]


def _cases() -> QuerySet[Application, tuple[Any, ...]]:
    columns = [F("continued_by__reference") if name == "continued_by" else name for name in _COLUMNS]
    return Application.objects.values_list(*columns)


@prepared
def _by_id(application_id: UUID) -> QuerySet[Application, tuple[Any, ...]]:
    return _cases().filter(id=application_id)


@prepared
def _by_reference(reference: str) -> QuerySet[Application, tuple[Any, ...]]:
    return _cases().filter(reference=reference)


@prepared
def _items(application_id: UUID) -> QuerySet[Item, tuple[Any, ...]]:
    return Item.objects.filter(application_id=application_id).order_by("position").values_list(*_names(ItemInfo))


@prepared
def _decisions(application_id: UUID) -> QuerySet[Decision, tuple[Any, ...]]:
    found = Decision.objects.filter(application_id=application_id).order_by("decided_at")
    return found.values_list(*_names(DecisionInfo))


@prepared
def _resume_digest(application_id: UUID) -> QuerySet[Application, tuple[Any, ...]]:
    return Application.objects.filter(id=application_id).values_list("resume_digest")
