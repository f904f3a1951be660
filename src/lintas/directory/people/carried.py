"""
What an officer sent too late, to be sent again instead of typed again.

Through a sign-in it travels in the page, signed and for one account: whoever else signs in there sends nothing of it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from lintas.directory.people.sessions import OFFICER_LONGEST
from lintas.foundation.idempotency.requests import FIELD as KEY

FIELD = "titipan"
NOT_THE_ACT = frozenset({KEY, "csrfmiddlewaretoken"})


@dataclass(frozen=True, slots=True)
class Sent:
    """A form as it was sent: where to, and its fields without the tokens."""

    address: str
    fields: tuple[tuple[str, str], ...]


def sent_by(request: HttpRequest, view: Callable[..., Any]) -> Sent | None:
    """Return what was sent; None when a page cannot hold it: files, passwords, or no form of ours."""
    has_passwords = getattr(view, "takes_passwords", False)
    if request.method != "POST" or KEY not in request.POST or request.FILES or has_passwords:
        return None
    fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    return Sent(request.get_full_path(), tuple(field for field in fields if field[0] not in NOT_THE_ACT))


def is_from_our_page(request: HttpRequest) -> bool:
    """Say whether a page of this house sent the form, whatever its token: no browser lets another site claim that."""
    ours = {f"{request.scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS}
    return request.headers.get("Origin") in ours and settings.CSRF_COOKIE_NAME in request.COOKIES


def packed(sent: Sent, *, account: str) -> str:
    """Return it as a hidden field may hold it, for this account only."""
    return signing.dumps([sent.address, sent.fields], salt=_salt(account), compress=True)


def unpacked(value: str, *, account: str) -> Sent | None:
    """Return what the field holds; None for another account, after a day's work, or when it is not from us."""
    try:
        address, fields = signing.loads(value, salt=_salt(account), max_age=OFFICER_LONGEST)
    except signing.BadSignature:
        return None
    return Sent(address, tuple((name, text) for name, text in fields))


def _salt(account: str) -> str:
    return f"people.carried.{account}"
