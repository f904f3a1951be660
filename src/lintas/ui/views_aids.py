"""
Change how pages read. Each is a plain link that sets one cookie and returns.

Nothing is stored about the person, so that these may be links, which work everywhere.
"""

from collections.abc import Sequence

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from lintas.foundation.access import public
from lintas.ui import aids
from lintas.ui import language as languages

YEAR = 365 * 24 * 60 * 60


@public("aids.language")
@require_safe
def language(request: HttpRequest, choice: str) -> HttpResponse:
    """Speak Indonesian or English from now on."""
    return _remember(request, cookie=languages.COOKIE, choice=choice, allowed=("id", "en"))


@public("aids.text")
@require_safe
def text(request: HttpRequest, choice: str) -> HttpResponse:
    """Show letters of another size from now on."""
    return _remember(request, cookie=aids.TEXT_COOKIE, choice=choice, allowed=aids.TEXT_SIZES)


@public("aids.contrast")
@require_safe
def contrast(request: HttpRequest, choice: str) -> HttpResponse:
    """Show ordinary or strong contrast from now on."""
    return _remember(request, cookie=aids.CONTRAST_COOKIE, choice=choice, allowed=aids.CONTRASTS)


def _remember(request: HttpRequest, *, cookie: str, choice: str, allowed: Sequence[str]) -> HttpResponse:
    if choice not in allowed:
        raise Http404
    there = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        there = "/"
    response = HttpResponseRedirect(there)
    response.set_cookie(
        cookie, choice, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response
