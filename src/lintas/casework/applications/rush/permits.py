"""
Permits: what the page of places gives its form, so that the form can be served without asking for the session.

A permit says whose case it is, and is of use in one browser. It opens nothing but the choice of a place, only together
with the browser's own session cookie, and only for `LASTS`: a case closed in this browser stays open to that one act for
no longer. Whether the case may still choose, and whether the code that opened it is still good, is decided with the
place, under the case's lock. It also says how much work the browser is to show (`rush.effort`).
"""

import hmac
import time
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from uuid import UUID

from django.conf import settings

from lintas.directory.people.gate import CaseAccess

FIELD = "izin"
LASTS = timedelta(minutes=5)
_SALT = b"lintas.applications.permit"
_LASTS_SECONDS = LASTS.total_seconds()


@dataclass(frozen=True, slots=True)
class Permit:
    """The case that the form is for, and the marks of the code that opened it."""

    reference: str
    application_id: UUID
    person_id: UUID
    marks: tuple[str, ...]
    bits: int


def permit_for(case: CaseAccess, *, session_key: str, bits: int) -> str:
    """Return the permit to choose a place for the case, opened in the browser with this session, for ``bits`` of work."""
    facts = [case.reference, case.application_id.hex, case.person_id.hex, "~".join(case.marks)]
    said = ".".join([*facts, f"{int(time.time()):x}", str(bits)])
    return f"{said}.{_seal(said, session_key)}"


def permitted(text: str, *, session_key: str) -> Permit | None:
    """Return what the permit is for; None when it is not ours, too old, or another browser's."""
    said, _, seal = text.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(said, session_key).encode()):
        return None
    reference, application, person, marks, made, bits = said.split(".")
    if time.time() - int(made, 16) > _LASTS_SECONDS:
        return None
    return Permit(reference, UUID(application), UUID(person), tuple(marks.split("~")), int(bits))


def _seal(said: str, session_key: str) -> str:
    """Return what only we can say of these words in this browser; its token itself stands in the cookie only."""
    return hmac.digest(_key(settings.SECRET_KEY), f"{len(said)}.{said}{session_key}".encode(), "sha256").hex()


@cache
def _key(secret: str) -> bytes:
    """Return a key for permits alone."""
    return hmac.digest(secret.encode(), _SALT, sha256)
