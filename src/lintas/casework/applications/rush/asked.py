"""The form that chooses a place, read by its permit, without a look at the session: the same in the lane and on the page."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.http import HttpResponseRedirect

from lintas.casework.applications.operations import Choice
from lintas.casework.applications.rush import effort, permits
from lintas.casework.applications.views.citizen.pages import after
from lintas.foundation import clock
from lintas.foundation.idempotency import replies, together
from lintas.foundation.idempotency.requests import FIELD, browser, parts_of_form

STAND_IN = "REFERENCE"
LARGEST_FORM = 4096
"""Bytes: the form without anything that does not belong there."""


class Asked(NamedTuple):
    """What the form asks, the address to which it leads when that is done, and whether it shows the work asked for."""

    choice: Choice
    address: str
    has_worked: bool


def is_form(path: str, *, content_type: str, length: str) -> bool:
    """Say whether what is sent to ``path`` is the form of the slot step, small and plain."""
    parts = path.split("/")
    if len(parts) != 5 or parts[1] != "permohonan" or parts[3:] != ["jadwal", ""]:
        return False
    is_plain = content_type.startswith("application/x-www-form-urlencoded")
    # Python refuses to read a number of thousands of digits.
    return is_plain and length.isascii() and length.isdigit() and len(length) < 16 and int(length) <= LARGEST_FORM


def asked_by_permit(path: str, fields: Mapping[str, Sequence[str]], cookies: Mapping[str, str]) -> Asked | None:
    """Return what the form sent to ``path`` asks; None for what the page shall look at, an officer's form included."""
    session, form_cookie = cookies.get(settings.SESSION_COOKIE_NAME), cookies.get(settings.CSRF_COOKIE_NAME)
    try:
        slot, key = UUID(fields["slot"][-1]), UUID(fields[FIELD][-1])
        permit = permits.permitted(fields[permits.FIELD][-1], session_key=session or "")
    except (ValueError, LookupError):
        return None
    is_plain = "point" not in fields and settings.STAFF_SESSION_COOKIE_NAME not in cookies and key.version == 4
    if permit is None or not session or not form_cookie or not is_plain or permit.reference != path.split("/")[2]:
        return None
    at = clock.now()
    address, packed = _reply(is_from_check=(fields.get("lalu") or [""])[-1] == "check")
    act = together.act(
        key=key,
        principal=browser(form_cookie),
        parts=parts_of_form("POST", path, fields),
        packed=packed.replace(STAND_IN.encode(), permit.reference.encode()),
        at=at,
    )
    by = f"person:{permit.person_id}"
    choice = Choice(application_id=permit.application_id, slot_id=slot, act=act, by=by, at=at, marks=permit.marks)
    answer, said, once = (fields.get(name, [""])[-1] for name in (effort.FIELD, permits.FIELD, FIELD))
    has_worked = effort.is_shown(answer, permit=said, key=once, bits=permit.bits)
    return Asked(choice, address.replace(STAND_IN, permit.reference), has_worked)


@cache
def _reply(*, is_from_check: bool) -> tuple[str, bytes]:
    """Return where who has got a place is led, and that reply as it is kept; `STAND_IN` stands for the reference."""
    reply = HttpResponseRedirect(after("place", STAND_IN, came_from="check" if is_from_check else ""))
    return reply["Location"], replies.plain(reply)
