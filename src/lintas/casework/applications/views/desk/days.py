"""The coming days of the place, and closing one of them."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from lintas.casework.applications import operations
from lintas.casework.applications.forms.closing import CloseDayForm, ReopenDayForm
from lintas.casework.applications.presenters import desk_days
from lintas.casework.applications.views.citizen.pages import is_fragment
from lintas.casework.applications.views.desk import door, frames
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once


@door.for_officers("close_day", *door.HEADS, data=DataClass.INTERNAL)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def days(request: DeskRequest) -> HttpResponse:
    """Show the coming days with their people; POST closes the day in the address and has its people moved."""
    at = clock.now()
    point = door.point_of(request)
    on = day_of(request)
    form = CloseDayForm(request.POST if request.method == "POST" else None, auto_id="close_%s")
    status = 422 if form.is_bound else 200
    if on is not None and form.is_bound and form.is_valid():
        try:
            operations.close_day(
                point_id=point.id,
                on=on,
                reason=form.cleaned_data["reason"],
                words=form.words(),
                officer=request.officer,
                at=at,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return _done("ditutup", on)
    return _page(request, point, on, closing=form, reopening=ReopenDayForm(auto_id="reopen_%s"), status=status, at=at)


@door.for_officers("reopen_day", *door.HEADS, data=DataClass.INTERNAL)
@require_POST
@once
def reopen(request: DeskRequest) -> HttpResponse:
    """Open the day in the address again."""
    at = clock.now()
    point = door.point_of(request)
    on = day_of(request)
    form, status = ReopenDayForm(request.POST, auto_id="reopen_%s"), 422
    if on is not None and form.is_valid():
        try:
            operations.reopen_day(point_id=point.id, on=on, officer=request.officer, at=at)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return _done("dibuka", on)
    return _page(request, point, on, closing=CloseDayForm(auto_id="close_%s"), reopening=form, status=status, at=at)


def day_of(request: DeskRequest, name: str = "hari") -> date | None:
    """Return the day in the address, None when it names none."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def _done(what: str, on: date) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse('applications:days')}?{urlencode({what: on.isoformat()})}")


def _page(
    request: DeskRequest,
    point: PointInfo,
    on: date | None,
    *,
    closing: CloseDayForm,
    reopening: ReopenDayForm,
    status: int,
    at: datetime,
) -> HttpResponse:
    frame = frames.frame(request, point, at=at)
    lines = desk_days.lines(point, chosen=on, at=at)
    line = next((line for line in lines if line.on == on), None)
    just_closed = day_of(request, "ditutup")
    page = {
        "frame": frame,
        "lines": lines,
        "chosen": desk_days.chosen_day(point, on=line.on, at=at) if line and line.is_open else None,
        "closed": desk_days.closed_day(point, on=line.on, at=at) if line and line.can_reopen else None,
        "closing": closing,
        "reopening": reopening,
        "just_closed": desk_days.closed_day(point, on=just_closed, at=at) if just_closed else None,
        "draws": () if is_fragment(request) else desk_days.draws_ahead(point, at=at),
        "just_opened": desk_days.opened_words(point, day_of(request, "dibuka")),
    }
    name = "_days" if is_fragment(request) else "days"
    return render(request, f"applications/desk/{name}.html", page, status=status)
