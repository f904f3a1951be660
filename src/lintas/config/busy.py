"""A database that cannot take a request just now: which failures pass by themselves, and what the person is told."""

from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lintas.foundation.idempotency.requests import FIELD

RETRY_AFTER = 5
"""Seconds: above the database's lock timeout, so that whoever was in the way is through."""

PASSING = ("08", "40", "53", "55P03", "57")
"""
SQLSTATE classes and codes that say nothing about the request: lost connection, deadlock or serialization failure,
no room, lock timeout, statement cancelled or server stopping.
"""

PLAIN = "Sistem sedang sibuk. Coba lagi sebentar lagi. / The system is busy. Please try again in a moment."
"""Said when not even the page's frame can be read from the database."""


def is_passing(failure: BaseException | None) -> bool:
    """Say whether the same request may well succeed in a moment. The transaction of such a failure is taken back."""
    if not isinstance(failure, OperationalError):
        return False
    cause = failure.__cause__
    if type(cause).__module__.startswith("sqlite3"):
        return "locked" in str(failure)
    state = getattr(cause, "sqlstate", None)
    return state is None or state.startswith(PASSING)


def busy_page(request: HttpRequest) -> HttpResponse:
    """
    Return 503 with a page from which the very same form can be sent again.

    It carries the form's own key, so that an act which was done all the same is not done twice. Files and
    secrets are not carried: there the person goes back to the form.
    """
    fields = _fields(request)
    again = _("Tunggu beberapa detik, lalu kirim lagi: isian Anda masih lengkap dan tidak akan tercatat dua kali.")
    back = _("Tunggu beberapa detik, lalu kembali ke halaman sebelumnya dan kirim lagi. Kiriman ini belum tersimpan.")
    later = _("Tidak ada yang hilang. Tunggu beberapa detik, lalu coba lagi.")
    page = {
        "title": _("Sistem sedang sibuk"),
        "text": later if request.method != "POST" else again if fields is not None else back,
        "fields": fields,
        "address": request.get_full_path() if request.method in {"GET", "HEAD"} or fields is not None else "",
    }
    try:
        response = render(request, "config/busy.html", page, status=503)
    except DatabaseError:
        response = HttpResponse(PLAIN, content_type="text/plain; charset=utf-8", status=503)
    response.headers["Retry-After"] = str(RETRY_AFTER)
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _fields(request: HttpRequest) -> list[tuple[str, str]] | None:
    """Return what the form sent; None when it cannot be sent again from a page."""
    has_secrets = hasattr(request, "sensitive_post_parameters")
    if request.method != "POST" or has_secrets or FIELD not in request.POST or request.FILES:
        return None
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]
