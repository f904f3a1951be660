"""Pages of the gallery; demonstrations have them, offices at work do not."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import engines
from django.views.decorators.http import require_safe

from lintas.foundation.access import public
from lintas.ui.gallery import shelf
from lintas.ui.gallery.specimens import Specimens

SHELVES = {
    "beranda": "ui/gallery/home.html",
    "formulir": "ui/gallery/form.html",
    "status": "ui/gallery/status.html",
    "meja": "ui/gallery/desk.html",
    "papan": "ui/gallery/board.html",
    "cetak": "ui/gallery/print.html",
}
"""Whole pages in each shell, as the sketches of the design show them."""


def _demonstration_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def guarded(request: HttpRequest, **names: str) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, **names)

    return guarded


@public("gallery.index")
@require_safe
@_demonstration_only
def index(request: HttpRequest) -> HttpResponse:
    """List the components and the pages made of them."""
    return render(request, "ui/gallery/index.html", {"pieces": shelf.pieces(), "shelves": tuple(SHELVES)})


@public("gallery.piece")
@require_safe
@_demonstration_only
def piece(request: HttpRequest, name: str) -> HttpResponse:
    """Show one component: what it is for, its options, its examples and how they are written."""
    try:
        found = shelf.piece(name)
    except LookupError:
        raise Http404 from None
    shown = [{"title": one.title, "source": one.source, "html": rendered(one, request)} for one in found.examples]
    return render(request, "ui/gallery/piece.html", {"piece": found, "shown": shown})


@public("gallery.page")
@require_safe
@_demonstration_only
def page(request: HttpRequest, name: str) -> HttpResponse:
    """Show a whole page in one of the shells."""
    if name not in SHELVES:
        raise Http404
    return render(request, SHELVES[name], {"specimen": Specimens()})


def rendered(example: shelf.Example, request: HttpRequest) -> str:
    """Return the markup of an example."""
    return str(engines.all()[0].from_string(example.source).render({"specimen": Specimens()}, request))
