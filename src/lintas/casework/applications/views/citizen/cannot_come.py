"""One tap from a reminder: I cannot come."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.views.citizen.limits import from_one_place
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments


@public("applications.cannot_come")
@require_http_methods(["GET", "HEAD", "POST"])
@from_one_place("cannot_come")
@once
def cannot_come(request: HttpRequest, signed: str) -> HttpResponse:
    """
    Ask once more, then give the place back.

    Opening the page changes nothing, so that programs which look into mail cancel nobody's visit. It shows the place
    and the hour, and nothing of the person.
    """
    at = clock.now()
    if request.method == "POST":
        operations.cannot_come(signed=signed, at=at)
        return HttpResponseRedirect(f"{reverse('applications:cannot-come', args=[signed])}?dilepas=1")
    found = appointments.link(signed=signed, at=at)
    point = request.point = offices.point(id=found.point_id)  # type: ignore[attr-defined]
    page = {"link": found, "signed": signed, "point": point, "given_back": "dilepas" in request.GET}
    response = render(request, "applications/citizen/cannot_come.html", page)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
