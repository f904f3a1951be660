"""The waiting list: join it, join it together, answer an offer, leave."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.forms.waiting import DaysForm, TogetherForm
from lintas.casework.applications.presenters import citizen_waiting
from lintas.casework.applications.queries import CaseInfo
from lintas.casework.applications.views.citizen.pages import own_case, to, with_draft
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import CaseRequest
from lintas.foundation import clock
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


@own_case("wait_for_place")
@require_http_methods(["GET", "HEAD", "POST"])
@once
@with_draft
def waiting(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Show where the person stands on the list and what is offered; else let them join it, alone or together."""
    if case.point_id is None:
        return HttpResponseRedirect(to("place", case))
    at = clock.now()
    every = _days(case.point_id, case.office_code, at=at)
    free = appointments.days_with_room(point_id=case.point_id, service_class=case.queue_class, at=at)
    days = DaysForm(request.POST if "first" in request.POST else None, days=every, free=free)
    together = TogetherForm(request.POST if "code" in request.POST else None)
    bound = next((form for form in (days, together) if form.is_bound), None)
    if bound is not None and bound.is_valid() and _joins(request, case, bound, at=at):
        return HttpResponseRedirect(to("waiting", case))
    page = {
        "case": case,
        "point": offices.point(id=case.point_id),
        "entry": citizen_waiting.entry(case.id, at=at),
        "days": days,
        "free": citizen_waiting.way_to_a_place(
            [day for day in every if day in free], asked=days.asks_for, address=to("place", case)
        ),
        "together": together,
        "at": at,
    }
    return render(
        request, "applications/citizen/waiting.html", page, status=422 if bound is not None and bound.errors else 200
    )


@own_case("accept_offer")
@require_POST
@once
@with_draft
def accept(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Take the offered place, and go on to check and hand in what was filled in."""
    operations.take_offer(application_id=case.id, by=request.reader.actor, at=clock.now())
    return HttpResponseRedirect(to("check", case))


@own_case("decline_offer")
@require_POST
@once
@with_draft
def decline(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Let the offered place go to the next and wait on."""
    return _then_list(request, case, places.decline_offer)


@own_case("leave_waiting")
@require_POST
@once
@with_draft
def leave(request: CaseRequest, case: CaseInfo) -> HttpResponse:
    """Leave the list."""
    return _then_list(request, case, places.leave_waiting)


def _then_list(request: CaseRequest, case: CaseInfo, act: Callable[..., None]) -> HttpResponse:
    act(subject=case.id, by=request.reader.actor, at=clock.now())
    return HttpResponseRedirect(to("waiting", case))


def _joins(request: CaseRequest, case: CaseInfo, form: forms.Form, *, at: datetime) -> bool:
    """Put the person on the list, or say in the form why not."""
    common: dict[str, Any] = {"application_id": case.id, "by": request.reader.actor, "at": at}
    said = form.cleaned_data
    try:
        if isinstance(form, TogetherForm):
            operations.wait_together(code=said["code"], **common)
        else:
            operations.wait_for_place(first_on=said["first"], last_on=said["last"], **common)
    except places.BookingRefused as refusal:
        form.add_error("code" if "code" in form.fields else "first", str(refusal))
        return False
    return True


def _days(point_id: UUID, office_code: str, *, at: datetime) -> list[date]:
    """Return the days on which the point is open and that one may wait for."""
    calendar = offices.calendar(point_id=point_id)
    today = calendar.local(at).date()
    ahead = catalogue.duration("waitlist_days_ahead", office_code=office_code, on=today)
    every = [today + timedelta(days=day) for day in range(1, ahead.days + 1)]
    return [day for day in every if calendar.is_open(day)]
