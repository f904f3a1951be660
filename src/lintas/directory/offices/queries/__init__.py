"""The read side: points and their calendars, regions, and which point serves whom."""

from lintas.directory.offices.queries.calendars import calendar, closed_by_hand, closed_since, holiday_years
from lintas.directory.offices.queries.confirming import Unconfirmed, to_be_confirmed
from lintas.directory.offices.queries.memory import forget
from lintas.directory.offices.queries.points import (
    CounterInfo,
    FacilityInfo,
    PointInfo,
    UnknownPoint,
    counters,
    facilities,
    point,
    points,
)
from lintas.directory.offices.queries.regions import (
    RegionInfo,
    UnknownRegion,
    VillageHit,
    children,
    regencies,
    region,
    villages_like,
)
from lintas.directory.offices.queries.rosters import roster
from lintas.directory.offices.queries.serving import PointChoice, points_serving
from lintas.directory.offices.rules import (
    ClosedDay,
    HolidayYearInfo,
    Opening,
    OpenState,
    Pause,
    Roster,
    StaffedCounter,
    StaffedTime,
    WorkCalendar,
    distance_km,
    opening,
    standard_clock,
)

__all__ = [
    "ClosedDay",
    "CounterInfo",
    "FacilityInfo",
    "HolidayYearInfo",
    "OpenState",
    "Opening",
    "Pause",
    "PointChoice",
    "PointInfo",
    "RegionInfo",
    "Roster",
    "StaffedCounter",
    "StaffedTime",
    "Unconfirmed",
    "UnknownPoint",
    "UnknownRegion",
    "VillageHit",
    "WorkCalendar",
    "calendar",
    "children",
    "closed_by_hand",
    "closed_since",
    "counters",
    "distance_km",
    "facilities",
    "forget",
    "holiday_years",
    "opening",
    "point",
    "points",
    "points_serving",
    "regencies",
    "region",
    "roster",
    "standard_clock",
    "to_be_confirmed",
    "villages_like",
]
