"""Whether a point serves somebody, with the one reason when not."""

from lintas.directory.offices.states import ReasonCode


def reason_unavailable(
    *, in_work_area: bool, is_offered: bool, has_counter: bool, is_open_today: bool
) -> ReasonCode | None:
    """Return the reason that lasts longest, or None when the point serves today."""
    if not in_work_area:
        return ReasonCode.OUTSIDE_WORK_AREA
    if not is_offered:
        return ReasonCode.NOT_OFFERED
    if not has_counter:
        return ReasonCode.NO_COUNTER
    if not is_open_today:
        return ReasonCode.CLOSED_TODAY
    return None
