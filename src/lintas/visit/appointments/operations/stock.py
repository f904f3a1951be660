"""The blank books of a point: a figure handed in by the room that keeps them, which lies above."""

from datetime import datetime
from uuid import UUID

from lintas.visit.appointments.models import BookStock


def tell_of_books(*, point_id: UUID, blank: int, promised: int, at: datetime) -> bool:
    """
    Take note of the point's blank books; say whether the figure is another than before.

    ``promised`` of them are for people whose visit is over and whose book is not printed yet; those who still hold a
    place are counted here. Places follow with the next run of `make_slots`. Safe to repeat.
    """
    figures = {"blank": blank, "promised": promised}
    if BookStock.objects.filter(point_id=point_id, **figures).exists():
        return False
    BookStock.objects.update_or_create(point_id=point_id, defaults={**figures, "told_at": at})
    return True
