"""The home page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.config.front import presenters
from lintas.directory.offices.choice import chosen_point
from lintas.foundation import clock
from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody


@public("front.home")
@require_safe
@same_for_everybody()
def home(request: HttpRequest) -> HttpResponse:
    """Ask what somebody needs, then say how it is at their place; without a place, ask for it."""
    return render(request, "front/home.html", {"page": presenters.home(chosen_point(request), at=clock.now())})
