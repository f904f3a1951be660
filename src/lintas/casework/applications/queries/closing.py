"""Until when the closing of a day can be taken back as if nothing had been."""

from datetime import date, datetime, time
from uuid import UUID

from lintas.casework.applications import rules
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices


def undo_closing_until(*, point_id: UUID, on: date, at: datetime) -> datetime | None:
    """
    Return until when the closing of the day can be taken back before anybody is moved or told; None if the point did not close it.

    One query.
    """
    decided_at = offices.closed_by_hand(point_id=point_id, on=on)
    if decided_at is None:
        return None
    return rules.undo_closing_until(
        decided_at=decided_at,
        day_begins=datetime.combine(on, time(), tzinfo=offices.calendar(point_id=point_id).zone),
        within=catalogue.duration("closing_undo_within", on=catalogue.today(at)),
    )


def closings_to_undo(*, at: datetime) -> frozenset[tuple[UUID, date]]:
    """Return the points and days whose closing can still be taken back so. One query, one more for each just closed."""
    within = catalogue.duration("closing_undo_within", on=catalogue.today(at))
    return frozenset(
        (point_id, on)
        for point_id, on in offices.closed_since(moment=at - within)
        if (until := undo_closing_until(point_id=point_id, on=on, at=at)) is not None and at < until
    )
