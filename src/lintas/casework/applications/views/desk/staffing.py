"""The counters of a day, and staffing one of them otherwise."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lintas.casework.applications import operations
from lintas.casework.applications.forms.staffing import StaffingForm
from lintas.casework.applications.presenters import desk_staffing
from lintas.casework.applications.views.desk import door, frames
from lintas.casework.applications.views.desk.days import day_of
from lintas.directory.offices import queries as offices
from lintas.directory.people.requests import DeskRequest
from lintas.foundation import clock
from lintas.foundation.access import DataClass
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency.door import once
from lintas.visit.appointments import explaining
from lintas.visit.appointments import queries as appointments

FARTHEST = 60
"""Days ahead that can be turned to: further than places are opened."""


@door.for_officers("staff_counter", *door.HEADS, data=DataClass.INTERNAL)
@require_http_methods(["GET", "HEAD", "POST"])
@once
def staffing(request: DeskRequest) -> HttpResponse:
    """Show the counters of the day in the address; POST staffs the one in the address, and its places follow."""
    at = clock.now()
    point = door.point_of(request)
    calendar = offices.calendar(point_id=point.id)
    on = day_of(request) or calendar.next_open_day(calendar.local(at).date()) or calendar.local(at).date()
    number = _number(request)
    frame = frames.frame(request, point, at=at)
    counters = desk_staffing.lines(point, on=on, chosen=number)
    chosen = next((counter for counter in counters if counter.current), None)
    form = StaffingForm(
        request.POST if request.method == "POST" else None,
        initial=chosen.stands if chosen else None,
        auto_id="staffing_%s",
    )
    status = 422 if form.is_bound else 200
    if form.is_bound and chosen is not None and form.is_valid():
        try:
            effect = operations.staff_counter(
                point_id=point.id,
                counter_id=chosen.id,
                on=on,
                staffing=form.staffing(),
                officer=request.officer,
                at=at,
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            before = {f"lama-{name}": value for name, value in chosen.stands.items()}
            told = {"hari": on.isoformat(), "loket": chosen.number, "dari": effect.before, "jadi": effect.after}
            return HttpResponseRedirect(f"{reverse('applications:staffing')}?{urlencode(told | before)}")
    page = {
        "frame": frame,
        "on": on,
        "earlier": _to(on, -1, point_id=point.id, at=at),
        "later": _to(on, 1, point_id=point.id, at=at),
        "counters": counters,
        "chosen": chosen,
        "form": form,
        "changed": _changed(request),
        "before": {name: request.GET[f"lama-{name}"] for name in form.fields if f"lama-{name}" in request.GET},
        "so_many": explaining.why(appointments.why_so_many(point_id=point.id, on=on, at=at), zone=calendar.zone),
    }
    return render(request, "applications/desk/staffing.html", page, status=status)


def _to(on: date, step: int, *, point_id: UUID, at: datetime) -> str:
    """Return the address of the next day of service in this direction; empty when it is over or too far."""
    calendar = offices.calendar(point_id=point_id)
    today = calendar.local(at).date()
    ahead = (on + timedelta(days=step * count) for count in range(1, FARTHEST))
    day = next((day for day in ahead if day >= today and calendar.is_open(day)), None)
    if day is None or (day - today).days > FARTHEST:
        return ""
    return f"{reverse('applications:staffing')}?{urlencode({'hari': day.isoformat()})}"


def _number(request: DeskRequest) -> int | None:
    asked = request.GET.get("loket", "")
    return int(asked) if asked.isdecimal() and len(asked) < 4 else None


def _changed(request: DeskRequest) -> str:
    """Return what the change before this page did to the places of the day; empty when there was none."""
    numbers = [request.GET.get(name, "") for name in ("dari", "jadi")]
    if not all(number.isdecimal() and len(number) < 5 for number in numbers):
        return ""
    before, after = map(int, numbers)
    if before == after:
        return ngettext("Jumlah tempat hari itu tetap %(after)s.", "Jumlah tempat hari itu tetap %(after)s.", after) % {
            "after": after
        }
    return ngettext(
        "Hari itu kini ada %(after)s tempat, sebelumnya %(before)s.",
        "Hari itu kini ada %(after)s tempat, sebelumnya %(before)s.",
        after,
    ) % {"after": after, "before": before}
