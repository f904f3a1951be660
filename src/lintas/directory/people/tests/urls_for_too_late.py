"""A page that takes an officer's note, for the tests of what is sent too late."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from lintas.foundation.access import Access, Audience, DataClass, declares
from lintas.foundation.idempotency.door import once

received: list[dict[str, list[object]]] = []


@declares(Access(audience=Audience.OFFICER, act="note", data=DataClass.INTERNAL, roles=frozenset({"loket"})))
@once
def note(request: HttpRequest) -> HttpResponse:
    received.append(dict(request.POST.lists()))
    return HttpResponse("tercatat")


urlpatterns = [path("petugas/catat/", note), path("", include("lintas.config.urls"))]
