"""The public schedule: remaining places at all points, and the hours of one point."""

from datetime import date, datetime, time, timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody
from lintas.visit.appointments import explaining, forms, presenters, queries


@public("see_places")
@require_safe
@same_for_everybody(by=("kelas", "mulai"))
def places(request: HttpRequest) -> HttpResponse:
    """Show the remaining places of a week at every service point."""
    at = clock.now()
    points = offices.points()
    today = min((offices.calendar(point_id=point.id).local(at).date() for point in points), default=at.date())
    service_class = forms.class_asked(request, known=presenters.CLASSES)
    from_on = forms.day_asked(request, "mulai", today=today) or today
    ids = [point.id for point in points]
    days = queries.days_ahead_lately(
        point_ids=ids, service_class=service_class, from_on=from_on, days=presenters.DAYS_SHOWN, at=at
    )
    nearest = queries.next_place_lately(point_ids=ids, service_class=service_class, at=at)
    address = reverse("appointments:places")
    earlier, later = presenters.earlier_and_later(
        address=address,
        from_on=from_on,
        shown=presenters.DAYS_SHOWN,
        today=today,
        last=today + forms.FARTHEST,
        service_class=service_class,
    )
    context = {
        "rows": [
            presenters.place_row(point, days[point.id], nearest[point.id], service_class=service_class)
            for point in points
        ],
        "classes": presenters.class_ways(
            address=address, chosen=service_class, offered=queries.classes_offered_lately()
        ),
        "from_on": from_on,
        "to_on": from_on + timedelta(days=presenters.DAYS_SHOWN - 1),
        "earlier": earlier,
        "later": later,
    }
    return render(request, "appointments/places.html", context)


@public("see_places")
@require_safe
@same_for_everybody(by=("kelas", "mulai", "hari"))
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the hours of one day at one service point; the first day with a place unless another is asked for."""
    at = clock.now()
    point = request.point = offices.point(slug=slug)  # type: ignore[attr-defined]
    calendar = offices.calendar(point_id=point.id)
    today = calendar.local(at).date()
    service_class = forms.class_asked(request, known=presenters.CLASSES)
    asked = forms.day_asked(request, "hari", today=today)
    from_on = forms.day_asked(request, "mulai", today=today) or _begins(asked or today, today)
    [days] = queries.days_ahead_lately(
        point_ids=[point.id], service_class=service_class, from_on=from_on, days=presenters.DAYS_AT_A_POINT, at=at
    ).values()
    chosen = asked or next((day.on for day in days if day.left), None)
    shown = next((day for day in days if day.on == chosen), None)
    sessions = (
        queries.open_slots_lately(point_id=point.id, on=chosen, service_class=service_class, at=at) if chosen else ()
    )
    address = reverse("appointments:place", kwargs={"slug": slug})
    earlier, later = presenters.earlier_and_later(
        address=address,
        from_on=from_on,
        shown=presenters.DAYS_AT_A_POINT,
        today=today,
        last=today + forms.FARTHEST,
        service_class=service_class,
    )
    context = {
        "point": point,
        "classes": presenters.class_ways(
            address=address, chosen=service_class, offered=queries.classes_offered_lately()
        ),
        "days": presenters.day_choices(days, address=address, chosen=chosen, service_class=service_class),
        "hours": presenters.hour_rows(sessions, zone=calendar.zone),
        "chosen": chosen,
        "so_many": explaining.why(queries.why_so_many_lately(point_id=point.id, on=chosen, at=at), zone=calendar.zone)
        if chosen
        else None,
        "why": presenters.reason_of(shown) if shown and shown.reason else None,
        "earlier": earlier,
        "later": later,
    }
    return render(request, "appointments/place.html", context)


def _begins(day: date, today: date) -> date:
    """Return the beginning of the run of days, counted from today, in which ``day`` lies."""
    return today + timedelta(days=(day - today).days // presenters.DAYS_AT_A_POINT * presenters.DAYS_AT_A_POINT)


@public("see_waiting_rule")
@require_safe
@same_for_everybody()
def waiting_rule(request: HttpRequest) -> HttpResponse:
    """Show where a place goes that somebody lets go, with the figures in force."""
    figures = presenters.fair_figures(on=catalogue.today(clock.now()))
    return render(request, "appointments/waiting_rule.html", {"figures": figures})


@public("see_allotments")
@require_safe
@same_for_everybody(by=("hari",))
def allotments(request: HttpRequest, slug: str) -> JsonResponse:
    """Give the day's decisions of the waiting list, each with its question, so that anybody can decide it anew."""
    calendar = offices.calendar(point_id=offices.point(slug=slug).id)
    today = calendar.local(clock.now()).date()
    on = forms.day_asked(request, "hari", today=today - forms.FARTHEST) or today
    begins = datetime.combine(on, time(), tzinfo=calendar.zone)
    found = queries.allotments(point_id=offices.point(slug=slug).id, since=begins, until=begins + timedelta(days=1))
    lines = [
        {
            "id": str(one.id),
            "at": one.at.isoformat(),
            "class": one.service_class,
            "rule": one.rule,
            "asked": one.asked,
            "answer": one.answer,
        }
        for one in found
    ]
    return JsonResponse({"day": on.isoformat(), "decisions": lines})
