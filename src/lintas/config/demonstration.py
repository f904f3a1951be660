"""The demonstration's clock, for the simulators beside us. None of this is reachable in production."""

import json
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from lintas.exchange import wire
from lintas.foundation import clock
from lintas.foundation.access import machine
from lintas.foundation.jobs import queries as jobs
from lintas.foundation.outbox import queries as outbox

KEY = "population"


@csrf_exempt
@require_http_methods(["GET", "POST"])
@machine("demonstration.clock")
def hour(request: HttpRequest) -> HttpResponse:
    """Tell the hour; a signed POST moves it: ``{"shows": ISO 8601, "rate": number}``."""
    _only_here()
    if request.method == "POST":
        _signed(request)
        wanted = json.loads(request.body)
        clock.set_demonstration_clock(shows=datetime.fromisoformat(wanted["shows"]), rate=float(wanted["rate"]))
    return HttpResponse(clock.now().isoformat(), content_type="text/plain")


@machine("demonstration.settled")
def settled(request: HttpRequest) -> HttpResponse:
    """Say whether everything that is due at this hour has been done."""
    _only_here()
    return JsonResponse({"settled": jobs.settled(at=clock.now()), "dead": len(outbox.dead_letters())})


def _only_here() -> None:
    if not settings.DEMONSTRATION:
        raise Http404


def _signed(request: HttpRequest) -> None:
    try:
        wire.check(
            wire.keys(KEY), method="POST", path=request.get_full_path(), headers=request.headers, body=request.body
        )
    except wire.NotGenuine:
        raise Http404 from None


urlpatterns = [
    path("peragaan/jam/", hour, name="demonstration-clock"),
    path("peragaan/tuntas/", settled, name="demonstration-settled"),
]
