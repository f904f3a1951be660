"""The order in which a day was served: for everybody to read, and to work out again."""

from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody
from lintas.visit.queueing import daily, forms, queries


@public("see_order")
@require_safe
@same_for_everybody(by=("hari", "langkah", "sampai"))
def day(request: HttpRequest, slug: str) -> HttpResponse:
    """Show every call of the day with its reason, and whether each came in the order of the rule."""
    point = request.point = offices.point(slug=slug)  # type: ignore[attr-defined]
    today = _today(point)
    asked = forms.past_day(request, today=today)
    station, until = request.GET.get("langkah", ""), forms.turn_asked(request)
    page = daily.page(point, asked, today=today, station=station, until=until)
    return render(request, "queueing/day.html", {"page": page, "window": daily.WINDOW, "is_today": asked == today})


@public("see_order")
@require_safe
def transcript(request: HttpRequest, slug: str) -> JsonResponse:
    """Give all lines of the day and its rule, to work the order out elsewhere. Format: docs/queue-order.md."""
    point = offices.point(slug=slug)
    asked = forms.past_day(request, today=_today(point))
    told = {"point": point.slug, "day": asked.isoformat()} | queries.transcript(point_id=point.id, day=asked)
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False, "indent": 1})


def _today(point: offices.PointInfo) -> date:
    return offices.calendar(point_id=point.id).local(clock.now()).date()
