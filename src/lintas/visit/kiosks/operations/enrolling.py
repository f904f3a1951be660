"""A box becomes a kiosk of a point, and stops being one."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.kiosks import events
from lintas.visit.kiosks.models import Kiosk
from lintas.visit.kiosks.offers import offers
from lintas.visit.kiosks.operations.errors import CodeWrong, NameTaken, NoSuchKiosk


@dataclass(frozen=True, slots=True)
class Invitation:
    """What is typed into the new box, once: who it is, and the code that lets it show its key."""

    kiosk_id: UUID
    code: str
    until: datetime


def invite(*, point_id: UUID, name: str, at: datetime) -> Invitation:
    """
    Prepare a place for a new box; the code is told this once and kept as a hash.

    :raises NameTaken: the point has a kiosk of this name.
    """
    code = secrets.token_hex(16)
    until = at + timedelta(minutes=offers().enrolment_minutes)
    try:
        with transaction.atomic():
            kiosk = Kiosk.objects.create(point_id=point_id, name=name, code_hash=_hash(code), code_until=until)
    except IntegrityError:
        raise NameTaken from None
    return Invitation(kiosk_id=kiosk.id, code=code, until=until)


@transaction.atomic
def enrol(*, kiosk_id: UUID, code: str, key: bytes, at: datetime) -> None:
    """
    Take the box's public key; the same key again changes nothing. Whoever calls has seen that the box owns the key.

    :raises CodeWrong: the code is another one or too old, or another box has used it.
    """
    kiosk = Kiosk.objects.select_for_update().filter(id=kiosk_id, revoked_at__isnull=True).first()
    if kiosk is None or not hmac.compare_digest(bytes(kiosk.code_hash), _hash(code)):
        raise CodeWrong
    if kiosk.key is not None:
        if bytes(kiosk.key) == key:
            return
        raise CodeWrong
    if at >= kiosk.code_until:
        raise CodeWrong
    kiosk.key, kiosk.enrolled_at = key, at
    kiosk.save(update_fields=["key", "enrolled_at"])
    _tell(events.KioskEnrolled, kiosk, at=at, by=f"kiosk:{kiosk.id}")


@transaction.atomic
def revoke(*, kiosk_id: UUID, by: str, at: datetime) -> None:
    """
    Listen to the box no more; its numbers stay spent. Revoking twice changes nothing.

    :raises NoSuchKiosk: there is none.
    """
    kiosk = Kiosk.objects.select_for_update().filter(id=kiosk_id).first()
    if kiosk is None:
        raise NoSuchKiosk
    if kiosk.revoked_at is None:
        kiosk.revoked_at = at
        kiosk.save(update_fields=["revoked_at"])
        _tell(events.KioskRevoked, kiosk, at=at, by=by)


def _tell(kind: type[events.KioskEvent], kiosk: Kiosk, *, at: datetime, by: str) -> None:
    office = offices.point(id=kiosk.point_id).office_code
    publish(kind(subject=kiosk.id, office=office, point_id=kiosk.point_id), by=by, at=at)


def _hash(code: str) -> bytes:
    return hashlib.sha256(code.encode()).digest()
