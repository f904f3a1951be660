"""
The browsers at which an officer has signed in before: who locks a name elsewhere locks nobody out of these.

Its cookie signs nobody in. It only says whose tries are counted apart from a stranger's.
"""

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "perangkat"
SALT = "people.device"
LONGEST = 90 * 24 * 3600
"""Seconds until a browser that nobody signs in at is a stranger again."""


def device_of(request: HttpRequest) -> str:
    """Return what tells this browser from others, empty when no officer has signed in here."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=LONGEST) or ""


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Let the browser be known from now on."""
    response.set_signed_cookie(
        COOKIE,
        device_of(request) or secrets.token_urlsafe(16),
        salt=SALT,
        max_age=LONGEST,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
