"""The outer edge: what a person sees when something was refused, is missing or broke."""

import sys
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.utils.translation import gettext as _

from lintas.config.busy import RETRY_AFTER, busy_page, is_passing
from lintas.foundation.errors import DomainError
from lintas.foundation.limits.operations import TooOften


class RefusalMiddleware:
    """Turn a refusal that no view caught into a page that says what happened and what to do."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed):
            return _not_that_way(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a `DomainError` with its own status and a busy database with 503; leave anything else to Django."""
        if is_passing(exception):
            return busy_page(request)
        if not isinstance(exception, DomainError):
            return None
        page = message_page(request, title=_("Belum bisa dilanjutkan"), text=str(exception), status=exception.status)
        if isinstance(exception, TooOften):
            page.headers["Retry-After"] = str(exception.retry_after)
        elif exception.status == 503:
            page.headers["Retry-After"] = str(RETRY_AFTER)
        return page


def message_page(request: HttpRequest, *, title: str, text: str, status: int) -> HttpResponse:
    """Return a page with one message and the ways out; its bare words when not even the frame can be read."""
    try:
        return render(request, "ui/message.html", {"title": title, "text": text}, status=status)
    except DatabaseError:
        return HttpResponse(f"{title}. {text}", content_type="text/plain; charset=utf-8", status=status)


def misunderstood(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer a request that no page of ours can have sent, or one that was cut on its way."""
    return message_page(
        request,
        title=_("Kiriman tidak terbaca"),
        text=_(
            "Kiriman ini terpotong atau tidak lengkap, jadi belum diproses. Kembali ke halaman sebelumnya, muat ulang, "
            "lalu kirim sekali lagi."
        ),
        status=400,
    )


def closed(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """Answer somebody who may not see the page."""
    return message_page(
        request,
        title=_("Halaman ini tidak terbuka untuk Anda"),
        text=_("Mulai dari beranda, atau buka permohonan Anda dengan nomor permohonan dan kode."),
        status=403,
    )


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    return message_page(
        request,
        title=_("Halaman tidak ditemukan"),
        text=_("Alamat ini tidak ada atau sudah dipindahkan. Periksa kembali alamatnya, atau mulai dari beranda."),
        status=404,
    )


def broken(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; nothing about its cause reaches the page. A busy database is no fault: 503."""
    if is_passing(sys.exc_info()[1]):
        return busy_page(request)
    return message_page(
        request,
        title=_("Maaf, ada gangguan pada sistem kami"),
        text=_("Isian yang sudah tersimpan tetap aman. Silakan coba lagi dalam beberapa menit."),
        status=500,
    )


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose protection has run out, for example after a long pause."""
    return message_page(
        request,
        title=_("Formulir ini sudah terlalu lama terbuka"),
        text=_(
            "Demi keamanan, buka kembali halaman sebelumnya, lalu kirim sekali lagi. Isian yang tersimpan tidak hilang."
        ),
        status=403,
    )


def _not_that_way(request: HttpRequest, refused: HttpResponseNotAllowed) -> HttpResponse:
    """Answer, for example, somebody who reloads the address of a form that was sent."""
    page = message_page(
        request,
        title=_("Alamat ini tidak dapat dibuka langsung"),
        text=_("Alamat ini hanya menerima kiriman formulir. Mulai lagi dari halaman sebelumnya atau dari beranda."),
        status=405,
    )
    page.headers["Allow"] = refused.headers["Allow"]
    return page
