"""Where SIMPONI tells who paid."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from lintas.exchange import wire
from lintas.exchange.payments import operations
from lintas.exchange.payments.adapters import simponi
from lintas.foundation.access import machine
from lintas.foundation.clock import now

MOST_BYTES = 256 * 1024


@csrf_exempt
@require_POST
@machine("payments.take_notice")
def take_notice(request: HttpRequest) -> HttpResponse:
    """
    Keep a genuine notice and answer 200 with nothing; what it means is worked out after the reply.

    Capped, then verified, then read, in that order: 401 for what is too large, forged, stale or a copy; 400 for a
    genuine message that is no notice. All answers are empty.
    """
    body = request.read(MOST_BYTES + 1)
    if len(body) > MOST_BYTES:
        return HttpResponse(status=401)
    try:
        nonce = wire.check(
            wire.keys(simponi.PROVIDER),
            method="POST",
            path=request.get_full_path(),
            headers=request.headers,
            body=body,
        )
        event_id, _ = simponi.read_notice(body)
        operations.accept_notice(event_id=event_id, nonce=nonce, body=body, at=now())
    except (wire.NotGenuine, operations.NoticeCopied):
        return HttpResponse(status=401)
    except simponi.NotUnderstood:
        return HttpResponse(status=400)
    return HttpResponse(status=200)
