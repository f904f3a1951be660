"""Polling, for browsers and networks that cannot hold a stream."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from lintas.foundation.access import public
from lintas.foundation.live import queries
from lintas.foundation.live.rules import NotATopic, checked_topics, cursor_of


@public("live.follow")
@require_GET
@never_cache
def poll(request: HttpRequest) -> HttpResponse:
    """Answer which of the topics were touched since the cursor, and the cursor for the next time."""
    try:
        topics = checked_topics(request.GET.getlist("topic"))
    except NotATopic:
        return HttpResponse(status=400)
    since = cursor_of(request.GET.get("since", ""))
    reading = queries.read(since=since, topics=topics)
    touched = reading.touched_since(since, topics)
    return JsonResponse({"cursor": str(reading.cursor), "touched": sorted(touched)})
