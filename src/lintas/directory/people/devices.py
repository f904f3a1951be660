"""
The browsers at which an officer has signed in before: who locks a name elsewhere locks nobody out of these.

Its cookies sign nobody in. One says whose tries are counted apart from a stranger's, the other who was here last.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE, LAST = "perangkat", "petugas-terakhir"
SALT = "people.device"
LONGEST = 90 * 24 * 3600
"""Seconds until a browser that nobody signs in at is a stranger again."""


def device_of(request: HttpRequest) -> str:
    """Return what tells this browser from others, empty when no officer has signed in here."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LONGEST) or ""


def last_account(request: HttpRequest) -> str:
    """Return the account that signed in here last, empty when none has."""
    return request.get_signed_cookie(LAST, default="", salt=SALT, max_age=LONGEST) or ""


def remember(request: HttpRequest, response: HttpResponse, *, account: str) -> None:
    """Let the browser be known from now on, and who signed in at it."""
    for name, value in ((COOKIE, device_of(request) or secrets.token_urlsafe(16)), (LAST, account)):
        response.set_signed_cookie(
            name,
            value,
            salt=SALT,
            max_age=LONGEST,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Strict",
        )
