"""The write side: take a page in, take it back, look at it."""

import hashlib
import io
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max, Sum
from django.utils.translation import gettext_lazy as _
from PIL import Image

from lintas.casework.documents import rules
from lintas.casework.documents.cleaning import NoTurn, Picture, Turns, Unreadable, clean
from lintas.casework.documents.events import PageAdded, PageRemoved
from lintas.casework.documents.models import Page
from lintas.casework.documents.queries import PageInfo
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault

TABLE, COLUMN = "documents_page", "picture"
"""Where the sealed files belong; no other column of the house keeps any, which `sweep_pictures` relies on."""

SMALL, SMALL_QUALITY = (240, 320), 60
LARGEST_FILE = rules.FILE_BYTES


class UploadRefused(DomainError):
    """The file is not taken in; nothing else of the case changes."""

    status = 422


class FileEmpty(UploadRefused):
    """Nothing arrived."""

    code = "documents.empty"
    text = _("Berkas belum dipilih atau isinya kosong. Pilih foto atau PDF, lalu unggah.")


class FileTooLarge(UploadRefused):
    """More bytes than one file may have."""

    code = "documents.too_large"
    text = _("Berkas lebih besar dari 8 MB. Foto ulang dengan resolusi lebih kecil, atau unggah per halaman.")


class WrongKind(UploadRefused):
    """Neither a photo nor a PDF that we accept."""

    code = "documents.wrong_kind"
    text = _("Jenis berkas ini tidak dapat diterima. Unggah foto (JPEG, PNG, WebP) atau PDF.")


class ApplePhoto(UploadRefused):
    """A HEIC photo."""

    code = "documents.apple_photo"
    text = _("Foto HEIC belum dapat diterima. Di pengaturan kamera pilih “Paling Kompatibel”, atau kirim sebagai JPEG.")


class FileDamaged(UploadRefused):
    """Cut off or broken."""

    code = "documents.damaged"
    text = _(
        "Berkas terpotong atau rusak, mungkin karena sambungan terputus. Coba unggah sekali lagi, atau foto ulang."
    )


class FileLocked(UploadRefused):
    """A PDF that opens with a password only."""

    code = "documents.locked"
    text = _(
        "PDF ini dikunci dengan kata sandi, jadi tidak dapat dibaca. Buka di ponsel atau komputer dengan kata sandinya, "
        "lalu cetak atau simpan sebagai PDF baru tanpa kata sandi. Atau foto dokumennya."
    )


class FileActs(UploadRefused):
    """A PDF that carries programs or other files."""

    code = "documents.active"
    text = _(
        "PDF ini memuat program atau lampiran, jadi tidak dapat diterima. Cetak ulang sebagai PDF biasa atau foto dokumennya."
    )


class TooManyPixels(UploadRefused):
    """A picture larger than any camera's, or a PDF with too many pages."""

    code = "documents.too_many_pixels"
    text = _(
        "Gambar terlalu besar (lebih dari 40 megapiksel) atau PDF lebih dari 20 halaman. Unggah bagian yang diperlukan saja."
    )


class CaseFull(UploadRefused):
    """The case has as many or as large files as it may have."""

    code = "documents.case_full"
    text = _("Permohonan ini sudah memuat 20 berkas atau 60 MB. Hapus halaman yang tidak perlu, lalu unggah lagi.")


class CleaningBusy(DomainError):
    """Too many files are being cleaned at this moment; nothing was looked at."""

    code = "documents.cleaning_busy"
    text = _(
        "Saat ini terlalu banyak berkas sedang diperiksa, jadi berkas Anda belum disimpan. Tunggu beberapa detik, lalu "
        "unggah sekali lagi. Berkas yang sudah tersimpan tidak hilang."
    )
    status = 503


class UnknownPage(DomainError):
    """There is no such page in this case."""

    code = "documents.unknown_page"
    text = _("Halaman ini tidak ada lagi. Muat ulang untuk melihat berkas yang tersimpan.")
    status = 404


REFUSALS: dict[str, type[UploadRefused]] = {
    "damaged": FileDamaged,
    "too_slow": FileDamaged,
    "locked": FileLocked,
    "active": FileActs,
    "too_many_pixels": TooManyPixels,
    "too_many_pages": TooManyPixels,
}


TURNS = Turns(settings.PICTURES_AT_ONCE)


def make_harmless(content: bytes) -> tuple[Picture, ...]:
    """
    Return the file's pages as pictures of our own. Touches no table: call it before the transaction.

    :raises UploadRefused: one of its kinds, by what is wrong with the file.
    :raises CleaningBusy: too many files are being cleaned already.
    """
    if not content.strip():
        raise FileEmpty
    if len(content) > rules.FILE_BYTES:
        raise FileTooLarge
    kind = rules.kind_of(content)
    if kind is None:
        raise ApplePhoto if rules.is_apple_photo(content) else WrongKind
    try:
        with TURNS.one():
            return clean(content, kind=kind)
    except NoTurn:
        raise CleaningBusy from None
    except Unreadable as problem:
        raise REFUSALS.get(str(problem), FileDamaged) from None


def make_small(jpeg: bytes) -> bytes:
    """Return a small copy of one of our own pictures, for lists on phones."""
    with Image.open(io.BytesIO(jpeg)) as picture:
        picture.draft("RGB", SMALL)
        picture.thumbnail(SMALL)
        made = io.BytesIO()
        picture.save(made, "JPEG", quality=SMALL_QUALITY, optimize=True)
    return made.getvalue()


def must_have_room(*, subject: UUID, arriving: int = 1, leaving: str = "") -> None:
    """
    Refuse a file that the case cannot hold. One query.

    ``arriving`` is in bytes, at least one before the pictures are made; ``leaving`` is the requirement whose pages
    the file will take the place of.

    :raises CaseFull: the case holds enough.
    """
    staying = Page.objects.filter(subject=subject).exclude(requirement=leaving)
    held = staying.aggregate(files=Count("upload_id", distinct=True), bytes=Sum("size"))
    if held["files"] >= rules.CASE_FILES or (held["bytes"] or 0) + arriving > rules.CASE_BYTES:
        raise CaseFull


@transaction.atomic
def add_pages(
    *,
    subject: UUID,
    person_id: UUID,
    requirement: str,
    document: str,
    pictures: tuple[Picture, ...],
    by: str,
    at: datetime,
) -> tuple[PageInfo, ...]:
    """Keep the pictures as the next pages of the paper, sealed. :raises CaseFull: the case holds enough."""
    must_have_room(subject=subject, arriving=sum(len(picture.jpeg) for picture in pictures))
    paper = Page.objects.filter(subject=subject, requirement=requirement)
    if paper.exclude(document=document).exists():
        remove_paper(subject=subject, requirement=requirement, by=by, at=at)
    last = paper.aggregate(last=Max("number"))["last"] or 0
    upload_id = new_id()
    return tuple(
        _keep(
            Page(
                id=new_id(),
                subject=subject,
                person_id=person_id,
                requirement=requirement,
                document=document,
                upload_id=upload_id,
                number=number,
                width=picture.width,
                height=picture.height,
                size=len(picture.jpeg),
                digest=hashlib.sha256(picture.jpeg).hexdigest(),
                given_at=at,
            ),
            picture,
            by=by,
            at=at,
        )
        for number, picture in enumerate(pictures, start=last + 1)
    )


@transaction.atomic
def remove_page(*, page_id: UUID, subject: UUID, by: str, at: datetime) -> None:
    """Delete the page and its picture. :raises UnknownPage: it is not a page of this case."""
    page = Page.objects.filter(id=page_id, subject=subject).first()
    if page is None:
        raise UnknownPage
    _drop(page, by=by, at=at)


@transaction.atomic
def remove_paper(*, subject: UUID, requirement: str, by: str, at: datetime) -> None:
    """Delete every page of the paper."""
    for page in Page.objects.filter(subject=subject, requirement=requirement):
        _drop(page, by=by, at=at)


@transaction.atomic
def carry_over(*, from_subject: UUID, to_subject: UUID) -> None:
    """Let the papers of an ended case serve the case that carries it on."""
    Page.objects.filter(subject=from_subject).update(subject=to_subject)


def open_page(*, page_id: UUID, subject: UUID, reader: Reader, purpose: str, at: datetime) -> bytes:
    """Return the page's picture as JPEG; the look is recorded. :raises UnknownPage: not a page of this case."""
    page = Page.objects.filter(id=page_id, subject=subject).first()
    if page is None:
        raise UnknownPage
    return people.reveal_file(
        cell=_cell(page), person_id=page.person_id, reader=reader, purpose=purpose, case_id=subject, at=at
    )


SWEPT_AFTER = 24 * 3600
"""Seconds after which a picture without a page has none for good: no transaction lives so long."""


def sweep_pictures(*, turn: int, now: float) -> int:
    """
    Delete old pictures that no page claims, one part of 16 at each turn; return how many. ``now`` in seconds.

    A picture whose page stands is never touched: the pages are read after the files were listed. Nor is any while
    there is no page at all: then the folder is more likely another database's.
    """
    if not Page.objects.exists():
        return 0
    return vault.sweep_files(
        table=TABLE,
        column=COLUMN,
        rows=Page.objects.values_list("id", flat=True).iterator(chunk_size=5000),
        part=turn % vault.PARTS,
        before=now - SWEPT_AFTER,
    )


def _keep(page: Page, picture: Picture, *, by: str, at: datetime) -> PageInfo:
    vault.seal_file(picture.jpeg, cell=_cell(page))
    page.save(force_insert=True)
    publish(PageAdded(subject=page.subject, page_id=page.id, requirement=page.requirement), by=by, at=at)
    return PageInfo(id=page.id, number=page.number, width=page.width, height=page.height)


def _drop(page: Page, *, by: str, at: datetime) -> None:
    publish(PageRemoved(subject=page.subject, page_id=page.id, requirement=page.requirement), by=by, at=at)
    vault.delete_file(cell=_cell(page))
    page.delete()


def _cell(page: Page) -> vault.Cell:
    return vault.Cell(owner=page.person_id, table=TABLE, column=COLUMN, row=page.id)
