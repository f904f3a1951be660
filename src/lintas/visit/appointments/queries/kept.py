"""Places that are set apart for somebody, such as a draw."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from lintas.visit.appointments.models import KeptPlaces


def kept_for(keeper: UUID) -> dict[UUID, int]:
    """Return how many places of each session are kept for ``keeper`` still. One query."""
    return dict(KeptPlaces.objects.filter(keeper=keeper, left__gt=0).values_list("slot_id", "left"))


def keepers(
    point_ids: Collection[UUID], service_class: str, from_on: date, until: date, *, at: datetime
) -> dict[tuple[UUID, date], UUID]:
    """
    Return for whom places of coming sessions are kept, by point and day; of several the first session's. One query.

    ``until`` is the day after the last one.
    """
    kept = KeptPlaces.objects.filter(
        left__gt=0,
        slot__point_id__in=point_ids,
        slot__service_class=service_class,
        slot__on__gte=from_on,
        slot__on__lt=until,
        slot__starts_at__gt=at,
        slot__offered=True,
    )
    found: dict[tuple[UUID, date], UUID] = {}
    for point_id, on, keeper in kept.order_by("slot__starts_at", "id").values_list(
        "slot__point_id", "slot__on", "keeper"
    ):
        found.setdefault((point_id, on), keeper)
    return found
