"""Booking more people than there are seats: what it would be like, and the head's decision."""

from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.forms.overbooking import OverbookingForm
from lintas.casework.applications.presenters import desk_overbooking
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.views.desk.days import day_of
from lintas.casework.applications.vocabulary import EXTRA, NO_EXTRA
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import queries as appointments


@door.for_officers("decide_overbooking", *door.HEADS, data=DataClass.INTERNAL)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def overbooking(request: DeskRequest) -> HttpResponse:
    """Show who did not come and what extra places would do; POST decides from which day on there are any."""
    at = clock.now()
    point = door.point_of(request)
    days = desk_overbooking.service_days(point, at=at)
    shown = next(iter(days[1:] or days), at.date())
    decided = appointments.overbooking(point_ids=[point.id])[point.id]
    form = OverbookingForm(
        request.POST if request.method == "POST" else None,
        days=days,
        initial={"how": EXTRA if decided.is_on(shown) else NO_EXTRA, "from_on": shown.isoformat()},
        auto_id="overbooking_%s",
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and form.is_valid():
        try:
            operations.decide_overbooking(
                point_id=point.id, is_on=form.is_on, from_on=form.day, officer=request.officer, at=at
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            told = {"mulai": form.day.isoformat()}
            return HttpResponseRedirect(f"{reverse('applications:overbooking')}?{urlencode(told)}")
    page = {
        "frame": frames.frame(request, point, at=at),
        "outlook": desk_overbooking.outlook(point, on=shown, at=at),
        "form": form,
        "since": day_of(request, "mulai"),
    }
    return render(request, "applications/desk/overbooking.html", page, status=status)
