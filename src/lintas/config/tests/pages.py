"""The addresses of the house, and pages that run into trouble."""

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lintas.foundation.access import public
from lintas.foundation.idempotency.door import once

handler400 = "lintas.config.edge.misunderstood"
handler403 = "lintas.config.edge.closed"
handler404 = "lintas.config.edge.not_found"
handler500 = "lintas.config.edge.broken"


class Trouble:
    """What happens in the view; tests put a fault in."""

    now: Exception | None = None
    done: int = 0


@public("tests.act")
@once
def act(request: HttpRequest) -> HttpResponse:
    if Trouble.now is not None:
        raise Trouble.now
    Trouble.done += 1
    return HttpResponse("done")


@public("tests.wait")
@once
def wait(request: HttpRequest) -> HttpResponse:
    """Take a lock that somebody else holds."""
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE live_signal IN EXCLUSIVE MODE")
    return HttpResponse("done")


@public("tests.remember")
def remember(request: HttpRequest) -> HttpResponse:
    """Leave something in the session, which is saved when the view is through."""
    request.session["seen"] = 1
    return HttpResponse("done")


@public("tests.suspicious")
def suspicious(request: HttpRequest) -> HttpResponse:
    raise SuspiciousOperation


@public("tests.closed")
def closed(request: HttpRequest) -> HttpResponse:
    raise PermissionDenied


urlpatterns = [
    path("", include("lintas.config.urls")),
    path("coba/", act),
    path("tunggu/", wait),
    path("ingat/", remember),
    path("ganjil/", suspicious),
    path("tertutup/", closed),
]
