"""Pages of these tests: an act that leaves an event behind, and answers with what only it could know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import path

from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.foundation.outbox.events import Event
from lintas.foundation.outbox.operations import publish

MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "lintas.foundation.idempotency.tests.pages.PlainRefusals",
]


class PlainRefusals:
    """Answer a refusal with its code, without the pages of the house."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, DomainError):
            return HttpResponse(exception.code, status=exception.status)
        return None


@dataclass(frozen=True, kw_only=True)
class ThingDone(Event):
    name: ClassVar[str] = "idempotency_tests.thing_done"


class Refused(DomainError):
    code = "idempotency_tests.refused"


class Trouble:
    """What happens right after the effect; tests put a fault in."""

    after_effect: Callable[[HttpRequest], None] = staticmethod(lambda request: None)


def act(request: HttpRequest) -> HttpResponse:
    """Do the thing, and tell its number, new each time."""
    publish(ThingDone(subject=UUID(request.POST["thing"])), by="system:tests", at=clock.now())
    Trouble.after_effect(request)
    return HttpResponseRedirect(f"/done/{uuid4()}/")


@public("tests.act")
@once
def act_once(request: HttpRequest) -> HttpResponse:
    return act(request)


@once
@public("tests.answer")
def answer(request: HttpRequest) -> HttpResponse:
    """Do the thing and answer as the request asks."""
    act(request)
    request.session["opened"] = "PSW-7K3M-Q2XD"
    body = f"nomor {uuid4()} untuk SITI CONTOH"
    if request.POST.get("streaming"):
        return StreamingHttpResponse([body])
    body += "." * int(request.POST.get("padding", "0"))
    return HttpResponse(body, status=int(request.POST.get("status", "200")), headers={"Cache-Control": "no-store"})


@once
@public("tests.refuse")
def refuse(request: HttpRequest) -> HttpResponse:
    act(request)
    raise Refused


@public("tests.opened")
def opened(request: HttpRequest) -> HttpResponse:
    return HttpResponse(request.session.get("opened", ""))


urlpatterns = [
    path("act/", act_once),
    path("answer/", answer),
    path("refuse/", refuse),
    path("opened/", opened),
]
