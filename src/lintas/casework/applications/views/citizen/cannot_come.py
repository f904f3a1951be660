"""I cannot come: by one tap from a reminder, or from the case itself."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.states import State
from lintas.casework.applications.views.citizen.limits import from_one_place
from lintas.casework.applications.views.citizen.pages import own_case, to, with_case
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import CaseRequest
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


@own_case("give_place_back")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_case
def give_back(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Ask once more, then give the place of this case back; where there is none to give, lead to the status."""
    at = clock.now()
    appointment = appointments.appointment_of(case.id)
    has_place = case.state == State.SCHEDULED and appointment is not None and appointment.state == "booked"
    if appointment is None or not has_place or appointment.starts_at <= at:
        return HttpResponseRedirect(to("status", case))
    if request.method == "POST":
        operations.give_place_back(application_id=case.id, by=request.reader.actor, at=at)
        return HttpResponseRedirect(to("status", case))
    page = {"case": case, "appointment": appointment, "point": offices.point(id=appointment.point_id)}
    return render(request, "applications/citizen/give_back.html", page)
