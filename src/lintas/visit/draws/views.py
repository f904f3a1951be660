"""The public draws: the calendar, one draw, and everything that is needed to check it."""

from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody
from lintas.visit.appointments import queries as appointments
from lintas.visit.draws import presenters, queries
from lintas.visit.draws.releases import showing
from lintas.visit.draws.releases.calendar import PointCalendar, calendars
from lintas.visit.draws.states import State

KEPT_ON_THE_PAGE = timedelta(days=90)
SCRIPT = Path(__file__).parent / "verify_draw.py"
"""Handed out as it is, byte for byte."""

FOR_GOOD = "public, max-age=31536000, immutable"


@public("see_draws")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Show what will be drawn, what is being drawn, and what was drawn lately."""
    at = clock.now()
    return render(request, "draws/calendar.html", presenters.calendar(queries.draws(since=at - KEPT_ON_THE_PAGE)))


@public("see_draws")
@require_safe
def draw(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Show one draw: when, how many places and entries, what was promised, what came of it, and how to check it."""
    found = queries.draw(draw_id)
    if found is None:
        raise Http404
    point = request.point = offices.point(id=found.point_id)  # type: ignore[attr-defined]
    opens_on = _next_opening(found) if found.state == State.VOID else None
    context = {"draw": presenters.page(found, point, queries.papers_of(draw_id), opens_on=opens_on), "point": point}
    return render(request, "draws/draw.html", context)


@public("see_draws")
@require_safe
def entries(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Hand out the entries' paper: codes without names, since the window closed."""
    return _paper(draw_id, "entries", name="peserta")


@public("see_draws")
@require_safe
def transcript(request: HttpRequest, draw_id: UUID) -> HttpResponse:
    """Hand out the whole transcript, since the result was published."""
    return _paper(draw_id, "transcript", name="catatan")


@public("see_draws")
@require_safe
def script(request: HttpRequest) -> HttpResponse:
    """Hand out the script that computes a draw again."""
    return _attached(SCRIPT.read_bytes(), "text/x-python; charset=utf-8", "periksa-undian.py")


@public("see_releases")
@require_safe
@same_for_everybody(by=("tempat",))
def releases(request: HttpRequest) -> HttpResponse:
    """Show on which day the places of which day are opened, at every point or at one, and the draws announced."""
    found = _calendars(request)
    slug = found[0].point.slug if request.GET.get("tempat") else ""
    context = {"calendars": [showing.shown(one) for one in found], "slug": slug}
    return render(request, "draws/releases.html", context)


@public("see_releases")
@require_safe
@same_for_everybody(by=("tempat",))
def releases_file(request: HttpRequest) -> HttpResponse:
    """Hand the same calendar out for people's own calendars."""
    content = showing.as_file(_calendars(request), at=clock.now())
    return _attached(content, "text/calendar; charset=utf-8", "kalender-tempat.ics")


@public("see_releases")
@require_safe
@same_for_everybody(by=("tempat",))
def releases_data(request: HttpRequest) -> JsonResponse:
    """Give the same calendar as data."""
    return JsonResponse(showing.as_data(_calendars(request)))


def _calendars(request: HttpRequest) -> tuple[PointCalendar, ...]:
    """Return the calendars of all points, or of the one named in the address. :raises UnknownPoint: there is none."""
    slug = request.GET.get("tempat", "")
    points = (offices.point(slug=slug),) if slug else offices.points()
    return calendars(points, at=clock.now())


def _next_opening(found: queries.DrawInfo) -> date | None:
    pool = found.sessions[0].pool
    return appointments.next_opening(found.point_id, service_class=pool, at=clock.now())


def _paper(draw_id: UUID, part: str, *, name: str) -> HttpResponse:
    content = queries.paper(draw_id, part)
    if content is None:
        raise Http404
    answer = _attached(content, "application/x-ndjson", f"undian-{draw_id}-{name}.jsonl")
    answer["Cache-Control"] = FOR_GOOD
    return answer


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
