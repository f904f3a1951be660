"""Beginning an application: no account, a reference and a code to come back with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.presenters import citizen_start
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.limits import from_one_browser, from_one_place, on_one_case
from lintas.casework.applications.views.citizen.pages import own_case, with_draft
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices.choice import chosen_point
from lintas.directory.people import gate
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.access import Level, public
from lintas.foundation.idempotency.door import once

MOST_STARTS = 10


@public("applications.start")
@from_one_browser("start", limit=MOST_STARTS)
@from_one_place("start")
@require_http_methods(["GET", "HEAD", "POST"])
@once
def start(request: HttpRequest) -> HttpResponse:
    """Choose a service, read what it takes, begin. The code to come back with is shown in the answer, once."""
    at = clock.now()
    on = catalogue.today(at)
    if request.method == "POST":
        return _begin(request)
    key = request.GET.get("layanan", "")
    if not key:
        return render(request, "applications/citizen/choose.html", {"offers": citizen_start.offers(on=on)})
    return render(request, "applications/citizen/start.html", {"beginning": citizen_start.beginning(key, on=on)})


def _begin(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    key = request.POST.get("layanan", "")
    citizen_start.beginning(key, on=catalogue.today(at))
    point = chosen_point(request)
    started = operations.start_application(
        service_key=key, point_id=point.id if point else None, language=_language(), at=at
    )
    return keep(request, started)


def keep(request: HttpRequest, started: operations.Started) -> HttpResponse:
    """Open the fresh case in this browser and show its reference and code, to be kept."""
    gate.open_case(request, started.reference, started.application_id, started.person_id, level=Level.FULL)
    page = {"reference": started.reference, "code": started.resume_code, "renewed": False}
    return render(request, "applications/citizen/keep.html", page)


@own_case("renew_code")
@on_one_case("renew_code", limit=5)
@require_POST
@once
@with_draft
def renew_code(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Give a new code to somebody who lost the first one but has the case open here; it closes everywhere else."""
    code = operations.renew_resume_code(application_id=case.id)
    gate.open_case(request, case.reference, case.id, case.person_id, level=Level.FULL)
    page = {"reference": case.reference, "code": code, "renewed": True}
    return render(request, "applications/citizen/keep.html", page)


def _language() -> str:
    return "en" if (get_language() or "id").startswith("en") else "id"
