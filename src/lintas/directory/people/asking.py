"""The pages on which an officer is asked to sign in, and to send again what came too late."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.directory.people import carried, devices
from lintas.directory.people.carried import Sent
from lintas.directory.people.forms import SignInForm

NOT_KEPT = "no-store, private"
"""What was filled in is found by nobody who goes back at this machine."""


def ask_officer(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse:
    """Lead to the sign-in, and remember the page; who sent a form signs in on the spot, and keeps what was sent."""
    if request.method in {"GET", "HEAD"}:
        return HttpResponseRedirect(f"{reverse('people:sign-in')}?{urlencode({'next': request.get_full_path()})}")
    sent, account = carried.sent_by(request, view), devices.last_account(request)
    keeps = carried.packed(sent, account=account) if sent and account else ""
    return sign_in_page(request, SignInForm(), back=came_from(request), keeps=keeps, is_late=True, status=401)


def sign_in_page(
    request: HttpRequest, form: SignInForm, *, back: str, keeps: str = "", is_late: bool = False, status: int
) -> HttpResponse:
    """
    Ask for name and password.

    ``back`` is where the officer goes afterwards, ``keeps`` what was sent too late, packed; ``is_late`` when
    something was, kept or not.
    """
    page = {
        "form": form,
        "next": back,
        "keeps": keeps,
        "is_late": is_late,
        "demonstration": settings.DEMONSTRATION,
    }
    response = render(request, "people/sign_in.html", page, status=status)
    if keeps:
        response.headers["Cache-Control"] = NOT_KEPT
    return response


def send_again_page(request: HttpRequest, sent: Sent, *, back: str, title: str, text: str, status: int) -> HttpResponse:
    """Show that nothing was sent yet, with the form to send and the way to its page."""
    page = {"sent": sent, "back": back, "title": title, "text": text}
    response = render(request, "people/send_again.html", page, status=status)
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def signed_in_again(request: HttpRequest, sent: Sent, *, back: str) -> HttpResponse:
    """Offer to send what the officer had sent before signing in."""
    return send_again_page(
        request,
        sent,
        back=back,
        title=_("Anda sudah masuk lagi"),
        text=_("Isian yang tadi belum terkirim. Kirim sekarang, atau kembali ke halamannya tanpa mengirim."),
        status=200,
    )


def open_too_long(request: HttpRequest, sent: Sent) -> HttpResponse:
    """Offer to send a form of ours whose protection has run out."""
    return send_again_page(
        request,
        sent,
        back=came_from(request),
        title=_("Formulir ini sudah terlalu lama terbuka"),
        text=_("Isiannya belum terkirim, tetapi masih lengkap. Bila Anda sendiri yang mengisinya, kirim lagi."),
        status=403,
    )


def came_from(request: HttpRequest) -> str:
    """Return the page of ours on which the form stood, empty when the browser does not say."""
    address, home = request.headers.get("Referer", ""), f"{request.scheme}://{request.get_host()}"
    return address.removeprefix(home) if address.startswith(home + "/") else ""
