"""The lanes of a point, for those who give numbers of them."""

from dataclasses import dataclass
from uuid import UUID

from lintas.foundation.words import Bilingual
from lintas.visit.queueing.models import Lane


@dataclass(frozen=True, slots=True)
class LaneOfPoint:
    """A class of visitors at a point, with its letter."""

    id: UUID
    letter: str
    queue_class: str
    name: Bilingual


def lanes_of(point_id: UUID) -> tuple[LaneOfPoint, ...]:
    """Return the lanes of the point by letter. One query."""
    lanes = Lane.objects.filter(point_id=point_id).order_by("letter")
    return tuple(
        LaneOfPoint(id=lane.id, letter=lane.letter, queue_class=lane.queue_class, name=lane.words) for lane in lanes
    )
