"""The open figure: how often a stated need was met."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.foundation.access import public
from lintas.ui.shared import same_for_everybody
from lintas.visit.needs import presenters, queries, rules


@public("see_needs_met")
@require_safe
@same_for_everybody()
def met(request: HttpRequest) -> HttpResponse:
    """Show for every point and need how often it was met and not met, small counts left out."""
    points = presenters.by_point(queries.outcomes())
    return render(request, "needs/met.html", {"points": points, "fewest": rules.FEWEST})
