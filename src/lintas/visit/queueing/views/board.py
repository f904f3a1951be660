"""The hall boards, the part of them that renews itself, and the list of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.foundation.live import queries as live
from lintas.visit.queueing import presenters
from lintas.visit.queueing.boards import showing
from lintas.visit.queueing.boards.shapes import HALL, SHAPES, shape_of


@public("see_boards")
@require_safe
def boards(request: HttpRequest) -> HttpResponse:
    """List the boards of every place, and say how a screen is set up."""
    return render(request, "queueing/boards.html", {"points": offices.points(), "shapes": tuple(SHAPES.values())})


@public("see_board")
@require_safe
def board(request: HttpRequest, slug: str, shape: str = HALL) -> HttpResponse:
    """Show the newest call, those before it and who waits how long, for a screen that nobody touches."""
    point = request.point = offices.point(slug=slug)  # type: ignore[attr-defined]
    context = _board(point, shape)
    context["second"] = presenters.seconds_of_day(context["page"].now)
    return render(request, "queueing/board.html", context)


@public("see_board")
@require_safe
def parts(request: HttpRequest, slug: str, shape: str = HALL) -> HttpResponse:
    """Show the part of the board that changes, for the page that is open already."""
    return render(request, "queueing/board_parts.html", _board(offices.point(slug=slug), shape))


def _board(point: offices.PointInfo, slug: str) -> dict:
    shape, seen = shape_of(slug), live.cursor()
    return {"point": point, "shape": shape, "seen": seen, "page": showing.page(point, shape, at=clock.now())}
