"""Public pages: what was signed so far, and the proof that an entry is among it."""

import base64
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lintas.foundation.access import public
from lintas.foundation.ledger import presenters, queries


@public("ledger.read_checkpoints")
@require_safe
def shards(request: HttpRequest) -> HttpResponse:
    """Show each shard with its newest signed checkpoint."""
    return render(request, "ledger/shards.html", {"shards": presenters.shown(queries.shards())})


@public("ledger.read_proof")
@require_safe
def proof(request: HttpRequest, entry_id: UUID) -> JsonResponse:
    """
    Answer with the proof that an entry stands under the newest signed checkpoint of its shard.

    Holds hashes only: what the entry says is told to the person it concerns, elsewhere.
    """
    try:
        found = queries.inclusion(entry_id=entry_id)
    except (queries.UnknownEntry, queries.NotSignedYet) as refusal:
        return JsonResponse({"code": refusal.code, "text": str(refusal)}, status=refusal.status)
    return JsonResponse(
        {
            "entry": str(found.entry_id),
            "shard": found.shard,
            "index": found.index,
            "size": found.size,
            "leaf_hash": _text(found.leaf_hash),
            "path": [_text(step) for step in found.path],
            "checkpoint": found.note,
            "verifier": found.verifier,
        }
    )


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
