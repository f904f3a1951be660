"""A visitor's own number on their phone. Whoever knows it sees what the hall board shows, and no name."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from lintas.directory.offices import queries as offices
from lintas.directory.offices.choice import chosen_point
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.foundation.live import queries as live
from lintas.visit.queueing import forms, operations, presenters, queries, unserved


@public("find_number")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """Ask for a place and a number, of today or of the day that its slip says, and lead to it."""
    chosen = chosen_point(request)
    asked = "nomor" in request.GET
    form = forms.NumberForm(request.GET if asked else None, initial={"titik": chosen.slug if chosen else ""})
    if asked and form.is_valid():
        letter, number = form.cleaned_data["nomor"]
        point = offices.point(slug=form.cleaned_data["titik"])
        today = offices.calendar(point_id=point.id).local(clock.now()).date()
        ticket_id = queries.ticket_numbered(point.id, letter, number, day=forms.past_day(request, today=today))
        if ticket_id:
            return redirect("queueing:number", ticket_id=ticket_id)
        form.add_error("nomor", operations.NotToday.text)
    return render(request, "queueing/mine.html", {"form": form}, status=400 if form.errors else 200)


@public("see_number")
@require_safe
def number(request: HttpRequest, ticket_id: UUID) -> HttpResponse:
    """
    Show where the number stands and what its holder does now; of one whose day is over, that day alone.

    :raises NotToday: nobody ever had this number.
    """
    seen, at = live.cursor(), clock.now()
    view = queries.ticket_view(ticket_id, at)
    if view is None:
        day = queries.day_of(ticket_id)
        if day is None:
            raise operations.NotToday
        return render(request, "queueing/number_over.html", {"day": day}, status=410)
    point = request.point = offices.point(id=view.ticket.point_id)  # type: ignore[attr-defined]
    context = {
        "card": presenters.phone_ticket(view, point=point, unserved=unserved.sentence(view, at=at)),
        "times": view.ticket.calls_made,
        "ticket_id": ticket_id,
        "point": point,
        "seen": seen,
    }
    return render(request, "queueing/number.html", context)
