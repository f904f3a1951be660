"""A visitor's own number on their phone. Whoever knows it sees what the hall board shows, and no name."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lintas.directory.offices import queries as offices
from lintas.directory.offices.choice import chosen_point
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.foundation.live import queries as live
from lintas.visit.queueing import forms, operations, presenters, queries


@public("find_number")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Ask for a place and a number of today, and lead to it."""
    chosen = chosen_point(request)
    asked = "nomor" in request.GET
    form = forms.NumberForm(request.GET if asked else None, initial={"titik": chosen.slug if chosen else ""})
    if asked and form.is_valid():
        letter, number = form.cleaned_data["nomor"]
        point = offices.point(slug=form.cleaned_data["titik"])
        at = clock.now()
        ticket_id = queries.ticket_numbered(point.id, letter, number, at)
        if ticket_id and _is_of_today(request.GET.get("hari", ""), point.id, at=at):
            return redirect("queueing:number", ticket_id=ticket_id)
        form.add_error("nomor", operations.NotToday.text)
    return render(request, "queueing/mine.html", {"form": form}, status=400 if form.errors else 200)


def _is_of_today(day: str, point_id: UUID, *, at: datetime) -> bool:
    """Say whether a slip was printed today; without a day on it, it is believed."""
    return day in ("", offices.calendar(point_id=point_id).local(at).date().isoformat())


@public("see_number")
@require_safe
def number(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """
    Show where the number stands and what its holder does now.

    :raises NotToday: nobody has this number today.
    """
    seen = live.cursor()
    view = queries.ticket_view(ticket_id, clock.now())
    if view is None:
        raise operations.NotToday
    point = request.point = offices.point(id=view.ticket.point_id)  # type: ignore[attr-defined]
    context = {
        "card": presenters.phone_ticket(view, point=point),
        "times": view.ticket.calls_made,
        "ticket_id": ticket_id,
        "point": point,
        "seen": seen,
    }
    return render(request, "queueing/number.html", context)
