"""Where kiosks speak: signed, capped, and safe to send again."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.foundation.access import machine
from lintas.foundation.errors import DomainError
from lintas.visit.kiosks import operations, queries
from lintas.visit.kiosks.proof import is_genuine
from lintas.visit.kiosks.reading import MOST_BYTES, enrolment, log, seen, wishes
from lintas.visit.kiosks.views.hall import told

SIGNATURE = "X-Kiosk-Signature"
Answer = Callable[[queries.KioskInfo, bytes], HttpResponse]


def from_kiosk(answer: Answer) -> Callable[[HttpRequest, UUID], HttpResponse]:
    """
    Let the answer see only bytes that the named kiosk signed. 401 and nothing else for all others.

    Capped, then verified, then read, in that order. All messages may be sent again: what they do carries ids of the
    kiosk's making, so a copy of a message does nothing.
    """

    @wraps(answer)
    def view(request: HttpRequest, kiosk_id: UUID) -> HttpResponse:
        body = request.read(MOST_BYTES + 1)
        kiosk = queries.kiosk(kiosk_id)
        if kiosk is None or kiosk.key is None or len(body) > MOST_BYTES:
            return HttpResponse(status=401)
        signature = request.headers.get(SIGNATURE, "")
        if not is_genuine(kiosk.key, path=request.path, kiosk_id=kiosk_id, body=body, signature=signature):
            return HttpResponse(status=401)
        return _answered(lambda: answer(kiosk, body))

    return view


@csrf_exempt
@require_POST
@machine("kiosks.enrol")
def enrol(request: HttpRequest, kiosk_id: UUID) -> HttpResponse:
    """Take a new box's key: it signs with it, and knows the code that its point was told."""
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=401)

    def take() -> HttpResponse:
        code, key = enrolment(body)
        signature = request.headers.get(SIGNATURE, "")
        if not is_genuine(key, path=request.path, kiosk_id=kiosk_id, body=body, signature=signature):
            raise operations.CodeWrong
        operations.enrol(kiosk_id=kiosk_id, code=code, key=key, at=clock.now())
        return JsonResponse({})

    return _answered(take)


@csrf_exempt
@require_POST
@machine("kiosks.merge")
@from_kiosk
def merge(kiosk: queries.KioskInfo, body: bytes) -> HttpResponse:
    """Take over the next lines of the kiosk's log; tell how far it is known, and what became of the numbers."""
    lines, sent, is_all = log(body)
    merged = operations.merge(kiosk_id=kiosk.id, lines=lines, sent=sent, is_all=is_all, at=clock.now())
    answer = {
        "seq": merged.last_seq,
        "hash": merged.last_hash.hex(),
        "became": [{"id": str(one.id), "outcome": one.outcome, "instead": one.instead} for one in merged.became],
    }
    return JsonResponse(answer, status=409 if merged.forked else 200)


@csrf_exempt
@require_POST
@machine("kiosks.lease")
@from_kiosk
def lease(kiosk: queries.KioskInfo, body: bytes) -> HttpResponse:
    """Give the blocks that are wanted, as far as the kiosk may have them; tell the hour, the place and its lanes."""
    at = clock.now()
    leased = operations.lease(kiosk_id=kiosk.id, wishes=wishes(body), at=at)
    point = offices.point(id=kiosk.point_id)
    return JsonResponse(
        {
            "now": at.isoformat(),
            "zone": str(offices.calendar(point_id=kiosk.point_id).zone),
            "point": point.name,
            "follow": f"{settings.PUBLIC_URL}{reverse('queueing:mine')}?titik={point.slug}",
            "seq": kiosk.given,
            "lanes": [
                {
                    "letter": lane.letter,
                    "class": lane.queue_class,
                    "id": lane.name_id,
                    "en": lane.name_en,
                    "block": lane.block,
                    "station": lane.station,
                }
                for lane in queries.lanes_offered(kiosk.point_id)
            ],
            "blocks": [
                {
                    "id": str(block.id),
                    "lane": block.letter,
                    "day": block.day.isoformat(),
                    "first": block.first,
                    "last": block.last,
                }
                for block in leased
            ],
        }
    )


@csrf_exempt
@require_POST
@machine("kiosks.hall")
@from_kiosk
def hall(kiosk: queries.KioskInfo, body: bytes) -> HttpResponse:
    """Tell the box that serves the counters how the hall stands, unless it knows; other boxes are told nothing."""
    at = clock.now()
    known = seen(body)
    shown = operations.show_hall(kiosk_id=kiosk.id, at=at)
    if shown.hall is None:
        return JsonResponse({"serves": False})
    content, digest = told(shown.hall, offices.point(id=kiosk.point_id), at=at)
    return JsonResponse(
        {
            "serves": True,
            "now": at.isoformat(),
            "seq": shown.seq,
            "placed": shown.placed_at and shown.placed_at.isoformat(),
            "digest": digest,
            "hall": None if digest == known else content,
        }
    )


def _answered(answer: Callable[[], HttpResponse]) -> HttpResponse:
    try:
        return answer()
    except DomainError as refusal:
        return JsonResponse({"code": refusal.code}, status=refusal.status)
