"""
Ways to reach a person, and the proof that they work: a code is sent and typed back.

The code waits sealed under the person's key until a room that can send things fetches it; what
stays is a keyed hash.
"""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from lintas.directory.people import door
from lintas.directory.people.events import ContactAdded, ContactCodeAsked, ContactProven
from lintas.directory.people.identity.phone import mobile_only
from lintas.directory.people.models import ContactCode, ContactPoint
from lintas.directory.people.outlive import outlive
from lintas.directory.people.queries import Reader, SealedCell
from lintas.directory.people.states import SISTEM, DataKind, Purpose
from lintas.foundation import ids
from lintas.foundation.errors import DomainError
from lintas.foundation.limits import operations as limits
from lintas.foundation.outbox.operations import publish
from lintas.foundation.vault import operations as vault
from lintas.foundation.vault.operations import Cell

LIFE, TRIES, DIGITS = timedelta(minutes=10), 5, 6
"""Of a code: the security guide, "Login and sessions"."""

MOST_CODES = ((5, timedelta(hours=1)), (10, timedelta(days=1)))
"""Sent to one address in a window, whoever asks and for whichever case: nobody's phone is to be flooded through us."""

SENDER = Reader(kind="system", id="people.contact_codes", role=SISTEM, office_id=None, channel="worker")


class UnknownContact(DomainError):
    """No contact has this id."""

    code = "people.unknown_contact"
    text = _("Alamat kontak ini tidak ada lagi. Isi kembali nomor telepon atau email Anda.")
    status = 404


class AddressImpossible(DomainError):
    """The text cannot be an e-mail address."""

    code = "people.address_impossible"
    text = _("Alamat email ini belum lengkap. Tulis seperti nama@contoh.id, tanpa spasi.")
    status = 422


class CodeWrong(DomainError):
    """Another code was sent."""

    code = "people.code_wrong"
    text = _("Kode tidak cocok. Periksa angka pada pesan terbaru kami. Sisa percobaan: %(left)s.")
    status = 422


class CodeExpired(DomainError):
    """The code is older than ten minutes, or none was asked for."""

    code = "people.code_expired"
    text = _("Kode ini sudah tidak berlaku. Minta kode baru, lalu masukkan dalam 10 menit.")
    status = 422


class CodeUsed(DomainError):
    """The code was right and has already been used."""

    code = "people.code_used"
    text = _("Kode ini sudah pernah dipakai dan hanya berlaku satu kali. Minta kode baru jika masih diperlukan.")
    status = 422


class TooManyTries(DomainError):
    """Five wrong tries spent the code."""

    code = "people.too_many_tries"
    text = _("Kode sudah lima kali salah dimasukkan, jadi tidak berlaku lagi. Minta kode baru.")
    status = 422


@dataclass(frozen=True, slots=True)
class CodeToSend:
    """What the sender needs; it leaves the house at once and is kept nowhere."""

    contact_id: UUID
    person_id: UUID
    kind: str
    address: str
    code: str
    language: str
    expires_at: datetime

    def __repr__(self) -> str:
        return f"CodeToSend(contact_id={self.contact_id})"


@transaction.atomic
def add_contact(*, person_id: UUID, kind: str, address: str, by: str, at: datetime) -> UUID:
    """
    Keep an address of the person, sealed, and return its id; the same address again is the same contact.

    ``kind`` is ``email`` or ``sms``; phones are kept as E.164.

    :raises AddressImpossible: the text cannot be an e-mail address.
    :raises PhoneImpossible: the text cannot be a phone number.
    :raises PhoneCannotReceive: it is a fixed line.
    """
    plain = mobile_only(address) if kind == "sms" else _normalise_email(address)
    index = vault.blind_index(kind=f"contact_{kind}", value=plain)
    contact_id = ids.new_id()
    row = ContactPoint(
        id=contact_id,
        person_id=person_id,
        kind=kind,
        address=vault.seal(plain, cell=_address_cell(person_id, contact_id)),
        address_index=index,
        added_at=at,
    )
    ContactPoint.objects.bulk_create([row], ignore_conflicts=True)
    kept = ContactPoint.objects.get(person_id=person_id, kind=kind, address_index=index)
    if kept.id == contact_id:
        publish(ContactAdded(subject=person_id, contact_id=contact_id), by=by, at=at)
    return kept.id


@transaction.atomic
def send_code(*, contact_id: UUID, at: datetime) -> None:
    """
    Make a code for the contact and let it be sent; an earlier code opens no longer.

    How often one browser may ask is for the page to limit.

    :raises UnknownContact: there is no such contact.
    :raises TooOften: the address was sent as many codes as we send, by this person's cases or anybody's.
    """
    contact = _contact(contact_id)
    _spare_the_address(contact, at)
    code = "".join(secrets.choice("0123456789") for _ in range(DIGITS))
    row = ContactCode(id=ids.new_id(), contact=contact, made_at=at, expires_at=at + LIFE, tries_left=TRIES)
    row.digest = _digest(row.id, code)
    row.sealed = vault.seal(code, cell=_code_cell(contact.person_id, row.id))
    row.save(force_insert=True)
    publish(ContactCodeAsked(subject=contact.person_id, contact_id=contact_id), by=f"person:{contact.person_id}", at=at)


@transaction.atomic
def code_to_send(*, contact_id: UUID, at: datetime) -> CodeToSend | None:
    """
    Hand out the newest code of the contact once, for sending; None when it was handed out, used or is too old.

    Call it in the transaction that queues the message: if that is taken back, the code waits again.

    :raises UnknownContact: there is no such contact.
    """
    contact = _contact(contact_id)
    code = contact.codes.select_for_update().order_by("-id").first()
    if code is None or code.sealed is None or code.used_at is not None or at >= code.expires_at:
        return None
    opened = door.reveal(
        cells={
            "address": _sealed_address(contact),
            "code": SealedCell(_code_cell(contact.person_id, code.id), bytes(code.sealed), DataKind.SECRET),
        },
        person_id=contact.person_id,
        reader=SENDER,
        purpose=Purpose.NOTIFY,
        case_id=None,
        at=at,
    )
    ContactCode.objects.filter(id=code.id).update(sealed=None)
    return CodeToSend(
        contact_id=contact_id,
        person_id=contact.person_id,
        kind=contact.kind,
        address=opened["address"],
        code=opened["code"],
        language=contact.person.language,
        expires_at=code.expires_at,
    )


def prove_contact(*, contact_id: UUID, code: str, at: datetime) -> None:
    """
    Accept the code that was sent to the contact: it opens once, within ten minutes, in five tries.

    A wrong try counts also when the page that asked takes its transaction back.

    :raises UnknownContact: there is no such contact.
    :raises CodeWrong: another code was sent; ``left`` tries remain.
    :raises CodeExpired: it is too old, or none was asked for.
    :raises CodeUsed: it was right and is spent.
    :raises TooManyTries: wrong five times.
    """
    refusal = _try(contact_id=contact_id, code=re.sub(r"\D", "", code), at=at)
    if refusal is not None:
        raise refusal


def reveal_contact(
    *, contact_id: UUID, reader: Reader, purpose: str, case_id: UUID | None, at: datetime, masked: bool = False
) -> str:
    """
    Return the address of the contact, through the door.

    :raises UnknownContact: there is no such contact.
    :raises NotAllowed: the table refuses.
    """
    contact = _contact(contact_id)
    name = "email" if contact.kind == "email" else "phone"
    return door.reveal(
        cells={name: _sealed_address(contact)},
        person_id=contact.person_id,
        reader=reader,
        purpose=purpose,
        case_id=case_id,
        at=at,
        masked=masked,
    )[name]


@transaction.atomic
def _try(*, contact_id: UUID, code: str, at: datetime) -> DomainError | None:
    """Spend one try; return the refusal rather than raise it, so that the spent try stays."""
    contact = _contact(contact_id)
    newest = contact.codes.order_by("-id").first()
    if newest is None:
        return CodeExpired()
    right = secrets.compare_digest(bytes(newest.digest), _digest(newest.id, code))
    if newest.used_at is not None:
        return CodeUsed() if right else CodeExpired()
    if at >= newest.expires_at:
        return CodeExpired()
    left = _spend_try(newest.id)
    if left is None:
        newest.refresh_from_db()  # another request may have used it a moment ago
        return CodeUsed() if right and newest.used_at is not None else TooManyTries()
    if not right:
        outlive(lambda: _make_tries_at_most(newest.id, left))
        return CodeWrong(left=left) if left else TooManyTries()
    # Compare-and-set: of two who type it at the same moment one is first.
    if not ContactCode.objects.filter(id=newest.id, used_at__isnull=True).update(used_at=at, sealed=None):
        return CodeUsed()
    ContactPoint.objects.filter(id=contact_id, proven_at__isnull=True).update(proven_at=at)
    publish(ContactProven(subject=contact.person_id, contact_id=contact_id), by=f"person:{contact.person_id}", at=at)
    return None


def _spend_try(code_id: UUID) -> int | None:
    """Count one try down; return how many remain, None when there was none left or the code is spent."""
    open_ones = ContactCode.objects.filter(id=code_id, tries_left__gt=0, used_at__isnull=True)
    if not open_ones.update(tries_left=F("tries_left") - 1):
        return None
    return ContactCode.objects.values_list("tries_left", flat=True).get(id=code_id)


def _make_tries_at_most(code_id: UUID, left: int) -> None:
    ContactCode.objects.filter(id=code_id, tries_left__gt=left).update(tries_left=F("tries_left") - 1)


def _spare_the_address(contact: ContactPoint, at: datetime) -> None:
    address = f"{contact.kind} {bytes(contact.address_index).hex()}"
    for most, per in MOST_CODES:
        limits.spend(kind="people.code_to_address", caller=address, limit=most, per=per, at=at)


def _contact(contact_id: UUID) -> ContactPoint:
    contact = ContactPoint.objects.select_related("person").filter(id=contact_id).first()
    if contact is None:
        raise UnknownContact
    return contact


def _normalise_email(text: str) -> str:
    plain = text.strip()
    if len(plain) > 254 or not re.fullmatch(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[^@\s.]+(\.[^@\s.]+)+", plain):
        raise AddressImpossible
    name, _at, domain = plain.rpartition("@")
    return f"{name}@{domain.lower()}"


def _digest(code_id: UUID, code: str) -> bytes:
    return vault.blind_index(kind="contact_code", value=f"{code_id}:{code}")


def _address_cell(person_id: UUID, contact_id: UUID) -> Cell:
    return Cell(owner=person_id, table="people_contactpoint", column="address", row=contact_id)


def _code_cell(person_id: UUID, code_id: UUID) -> Cell:
    return Cell(owner=person_id, table="people_contactcode", column="sealed", row=code_id)


def _sealed_address(contact: ContactPoint) -> SealedCell:
    return SealedCell(_address_cell(contact.person_id, contact.id), bytes(contact.address), DataKind.CONTACT)
