"""Pure decisions: what a working day is, when a clock ends, how far a point is, whether it serves."""

from lintas.directory.offices.rules.calendar import ClosedDay, HolidayYearInfo, Hours, Week, WorkCalendar
from lintas.directory.offices.rules.clock import Pause, standard_clock
from lintas.directory.offices.rules.distance import distance_km
from lintas.directory.offices.rules.opening import Opening, OpenState, opening
from lintas.directory.offices.rules.roster import Roster, StaffedCounter, StaffedTime
from lintas.directory.offices.rules.service import reason_unavailable

__all__ = [
    "ClosedDay",
    "HolidayYearInfo",
    "Hours",
    "OpenState",
    "Opening",
    "Pause",
    "Roster",
    "StaffedCounter",
    "StaffedTime",
    "Week",
    "WorkCalendar",
    "distance_km",
    "opening",
    "reason_unavailable",
    "standard_clock",
]
