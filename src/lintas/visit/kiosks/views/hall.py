"""A hall in the form in which a box keeps it."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.utils.translation import override

from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.visit.queueing.queries import Hall, Standing
from lintas.visit.queueing.states import Station


def told(hall: Hall, point: PointInfo, *, at: datetime) -> tuple[dict[str, Any], str]:
    """Return the hall as JSON values, and their digest. No query but the point's counters."""
    content = {
        "day": offices.calendar(point_id=point.id).local(at).date().isoformat(),
        "slug": point.slug,
        "calls_allowed": hall.calls_allowed,
        "call_seconds": round(hall.call_interval.total_seconds()),
        "return_seconds": round(hall.return_window.total_seconds()),
        "rule": hall.rule,
        "calls": hall.calls,
        "stations": {str(station): _both(station) for station in Station},
        "counters": [
            {"id": str(counter.id), "name": counter.name, "station": str(counter.station)}
            for counter in offices.counters(point_id=point.id)
        ],
        "standing": [_standing(one) for one in hall.standing],
    }
    return content, hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _both(station: Station) -> list[str]:
    words = []
    for language in ("id", "en"):
        with override(language):
            words.append(str(station.label))
    return words


def _standing(one: Standing) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "letter": one.letter,
        "number": one.number,
        "station": one.station,
        "state": one.state,
        "front": one.is_front,
        "place_at": one.place_at.isoformat(),
        "since": one.since.isoformat(),
        "since_turn": one.since_turn,
        "counter": None if one.counter_id is None else str(one.counter_id),
        "calls": one.calls_made,
        "called_at": None if one.called_at is None else one.called_at.isoformat(),
        "has_returned": one.has_returned,
        "returns_until": None if one.returns_until is None else one.returns_until.isoformat(),
    }
