"""Tables of the offices, their points and calendars, and of the regions they serve."""

from lintas.directory.offices.models.calendar import Closure, Holiday, HolidayYear, OpeningHours
from lintas.directory.offices.models.places import Counter, Facility, Office, ServicePoint, WorkArea
from lintas.directory.offices.models.regions import Region
from lintas.directory.offices.models.roster import RosterChange, RosterStretch

__all__ = [
    "Closure",
    "Counter",
    "Facility",
    "Holiday",
    "HolidayYear",
    "Office",
    "OpeningHours",
    "Region",
    "RosterChange",
    "RosterStretch",
    "ServicePoint",
    "WorkArea",
]
