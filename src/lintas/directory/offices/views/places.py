"""All points, one point, and choosing one."""

from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_safe

from lintas.directory.offices import presenters, queries
from lintas.directory.offices.choice import COOKIE
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody

YEAR: Final = 365 * 24 * 60 * 60


@public("offices.points")
@require_safe
@same_for_everybody()
def points(request: HttpRequest) -> HttpResponse:
    """Show every point with how it is there now; who came to change the place (``next``) may choose at once."""
    at = clock.now()
    there = request.GET.get("next", "")
    lines = tuple(
        presenters.point_line(found, at=at, next_href=_choosing(found, there) if there else "")
        for found in queries.points()
    )
    page = {"lines": lines, "chosen": request.COOKIES.get(COOKIE, ""), "is_choosing": bool(there)}
    return render(request, "offices/points.html", page)


@public("offices.point")
@require_safe
@same_for_everybody()
def point(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one point: hours, closures ahead, what is there and how far it is."""
    at = clock.now()
    found = queries.point(slug=slug)
    request.point = found  # type: ignore[attr-defined]  # the frame speaks for this place
    return render(request, "offices/point.html", {"page": presenters.point_page(found, at=at)})


@public("offices.choose")
@require_safe
def choose(request: HttpRequest, slug: str) -> HttpResponse:
    """Speak for this point from now on. Sets one cookie and stores nothing, so it may be a plain link."""
    found = queries.point(slug=slug)
    there = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(
        there, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        there = "/"
    response = HttpResponseRedirect(there)
    response.set_cookie(
        COOKIE, found.slug, max_age=YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
    return response


def _choosing(point: queries.PointInfo, there: str) -> str:
    return f"{reverse('offices:choose', args=[point.slug])}?{urlencode({'next': there})}"
