"""Papers of a case: given by the person, accepted or returned one by one by an officer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import states
from lintas.casework.applications.events import ItemDecided
from lintas.casework.applications.models import Application, Item
from lintas.casework.applications.operations import moving
from lintas.casework.applications.operations.sealing import seal_into
from lintas.casework.applications.vocabulary import RETURN_REASONS
from lintas.casework.documents import operations as uploads
from lintas.casework.documents import queries as documents
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import Document
from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.live import operations as live
from lintas.foundation.outbox.operations import publish


class ItemClosed(DomainError):
    """The paper cannot be changed now."""

    code = "applications.item_closed"
    text = _("Berkas ini sudah diterima atau sedang diperiksa, jadi tidak dapat diganti sekarang.")


class WrongDocument(DomainError):
    """The policy does not accept this document here."""

    code = "applications.wrong_document"
    text = _("Dokumen ini tidak termasuk pilihan untuk persyaratan tersebut. Pilih salah satu dari daftar.")
    status = 422


class OriginalNotSeen(DomainError):
    """The policy asks to see the original, and the officer has not."""

    code = "applications.original_not_seen"
    text = _("Dokumen aslinya harus dilihat. Cocokkan dengan unggahan, lalu terima; bila tidak dibawa, kembalikan.")
    status = 422


class ReasonNeeded(DomainError):
    """A paper was to be returned without a reason from the list."""

    code = "applications.item_reason_needed"
    text = _("Pilih alasan pengembalian dari daftar, supaya pemohon tahu apa yang harus diperbaiki.")
    status = 422


def expect_paper(*, application_id: UUID, requirement: str, document: str) -> None:
    """
    Refuse what `add_paper` would refuse whatever is in the file, before anybody spends seconds on it.

    It promises nothing: `add_paper` looks again under its lock.

    :raises ItemClosed: :raises WrongDocument: as `add_paper`.
    :raises CaseFull: the case holds as much as it may.
    """
    application = Application.objects.get(id=application_id)
    item = _item_for(application, requirement, document)
    leaving = requirement if item.state == Item.State.RETURNED else ""
    uploads.must_have_room(subject=application.id, leaving=leaving)


@transaction.atomic
def add_paper(
    *,
    application_id: UUID,
    requirement: str,
    document: str,
    pictures: tuple[uploads.Picture, ...],
    by: str,
    at: datetime,
) -> tuple[documents.PageInfo, ...]:
    """
    Add pages to a paper that is open: any paper of a draft, else only one that was returned.

    ``pictures`` come from `documents.operations.make_harmless`, called before the transaction.

    :raises ItemClosed: the paper is not open.
    :raises WrongDocument: the policy does not accept this document for the requirement.
    """
    application = moving.locked(application_id)
    item = _item_for(application, requirement, document)
    if item.state == Item.State.RETURNED:
        uploads.remove_paper(subject=application.id, requirement=requirement, by=by, at=at)
    pages = uploads.add_pages(
        subject=application.id,
        person_id=application.person_id,
        requirement=requirement,
        document=document,
        pictures=pictures,
        by=by,
        at=at,
    )
    item.document = document
    _given(application, item)
    live.touch(topic=f"case:{application.id}", at=at)
    return pages


@transaction.atomic
def withdraw_paper(*, application_id: UUID, page_id: UUID, requirement: str, by: str, at: datetime) -> None:
    """Take a page back while its paper is open. :raises ItemClosed: it is not."""
    application = moving.locked(application_id)
    item = _open_item(application, requirement)
    uploads.remove_page(page_id=page_id, subject=application.id, by=by, at=at)
    _given(application, item)


@transaction.atomic
def accept_item(
    *, application_id: UUID, requirement: str, original_seen: bool, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """
    Accept one paper at the counter. :raises OriginalNotSeen: the policy asks to see the original.

    :raises ItemClosed: the case has no such paper.
    """
    item, application, by = _item_at_the_counter(application_id, requirement, officer, seen)
    if not original_seen and item.document in _originals(application, requirement):
        raise OriginalNotSeen
    item.state, item.reason, item.original_seen = Item.State.ACCEPTED, None, original_seen
    item.decided_by, item.decided_at = by, at
    item.save()
    _told(application, item, by=by, at=at)


@transaction.atomic
def return_item(
    *, application_id: UUID, requirement: str, reason: str, officer: OfficerInfo, seen: int | None, at: datetime
) -> None:
    """Return one paper with a coded reason; only this paper opens again for the person."""
    if reason not in RETURN_REASONS:
        raise ReasonNeeded
    item, application, by = _item_at_the_counter(application_id, requirement, officer, seen)
    item.state, item.original_seen = Item.State.RETURNED, False
    seal_into(item, reason=reason)
    item.decided_by, item.decided_at = by, at
    item.save()
    _told(application, item, by=by, at=at, reason=reason)


def _accepted(application: Application, requirement: str) -> set[str]:
    return {option.key for option in _options(application, requirement)}


def _originals(application: Application, requirement: str) -> set[str]:
    return {option.key for option in _options(application, requirement) if option.original}


def _options(application: Application, requirement: str) -> list[Document]:
    requirements = catalogue.policy(application.policy_id).requirements
    return [option for need in requirements if need.key == requirement for option in need.options]


def _item_at_the_counter(application_id, requirement, officer, seen) -> tuple[Item, Application, str]:
    application = moving.locked(application_id, seen=seen)
    by = moving.officer_acts(application, officer, states.Role.COUNTER)
    if application.state != states.State.CHECKED_IN:
        raise states.ActionNotAllowed(state=states.State(application.state).label)
    item = application.items.filter(key=requirement).first()
    if item is None:
        raise ItemClosed
    return item, application, by


def _item_for(application: Application, requirement: str, document: str) -> Item:
    item = _open_item(application, requirement)
    if document not in _accepted(application, requirement):
        raise WrongDocument
    return item


def _open_item(application: Application, requirement: str) -> Item:
    item = application.items.filter(key=requirement).first()
    if item is None:
        raise ItemClosed
    if application.state == states.State.DRAFT:
        return item
    reopened = item.state == Item.State.RETURNED or (item.state == Item.State.GIVEN and item.decided_at is not None)
    if application.state == states.State.INCOMPLETE and reopened:
        return item
    raise ItemClosed


def _given(application: Application, item: Item) -> None:
    paper = next((paper for paper in documents.papers(application.id) if paper.requirement == item.key), None)
    item.content_hash = paper.content_hash if paper else ""
    if application.state == states.State.DRAFT:
        item.state = Item.State.GIVEN if paper else Item.State.EXPECTED
    else:
        item.state = Item.State.GIVEN if paper else Item.State.RETURNED
    item.save()


def _told(application: Application, item: Item, *, by: str, at: datetime, reason: str = "") -> None:
    # A screen that was shown before this decision must not overwrite it.
    application.version += 1
    application.save(update_fields=["version"])
    publish(
        ItemDecided(
            subject=application.id,
            office=application.office_code,
            item=item.key,
            verdict=item.state,
        ),
        by=by,
        at=at,
        detail=reason,
        owner=application.person_id if reason else None,
    )
    live.touch(topic=f"case:{application.id}", at=at)
