"""The roster of each point, put together from its weeks and the single days that differ."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from uuid import UUID

from lintas.directory.offices.models import Counter, RosterChange, RosterStretch
from lintas.directory.offices.queries.memory import remembered
from lintas.directory.offices.rules import Hours, Roster, StaffedCounter, Week
from lintas.directory.offices.states import Station


def roster(*, point_id: UUID) -> Roster:
    """Return which counters of the point are staffed when. Three queries for all points, then none for a while."""
    return _rosters().get(point_id, Roster())


@remembered
def _rosters() -> Mapping[UUID, Roster]:
    weeks = _weeks()
    changes: dict[UUID, dict[date, Hours]] = defaultdict(dict)
    for change in RosterChange.objects.all():
        hours = ((change.starts, change.ends),) if change.starts and change.ends else ()
        changes[change.counter_id][change.on] = hours
    counters: dict[UUID, list[StaffedCounter]] = defaultdict(list)
    for row in Counter.objects.order_by("number"):
        counters[row.point_id].append(
            StaffedCounter(
                number=row.number,
                station=Station(row.station),
                weeks=weeks.get(row.id, ()),
                changes=changes.get(row.id, {}),
            )
        )
    return {point_id: Roster(counters=tuple(found)) for point_id, found in counters.items()}


def _weeks() -> Mapping[UUID, tuple[Week, ...]]:
    rows: dict[UUID, dict[date, dict[int, Hours]]] = defaultdict(lambda: defaultdict(dict))
    for row in RosterStretch.objects.order_by("valid_from", "weekday", "starts"):
        day = rows[row.counter_id][row.valid_from]
        day[row.weekday] = (*day.get(row.weekday, ()), (row.starts, row.ends))
    return {
        counter_id: tuple(Week(valid_from=begins, hours=hours) for begins, hours in versions.items())
        for counter_id, versions in rows.items()
    }
