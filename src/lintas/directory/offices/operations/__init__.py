"""The write side: closing and reopening points, another staffing of a day, and loading the facts that come with Lintas."""

from lintas.directory.offices.operations.closing import (
    AlreadyClosed,
    DayIsPast,
    NotClosed,
    close_point,
    reopen_point,
)
from lintas.directory.offices.operations.loading import Loaded, load_offices
from lintas.directory.offices.operations.rosters import HoursReversed, UnknownCounter, staff_as_usual, staff_counter

__all__ = [
    "AlreadyClosed",
    "DayIsPast",
    "HoursReversed",
    "Loaded",
    "NotClosed",
    "UnknownCounter",
    "close_point",
    "load_offices",
    "reopen_point",
    "staff_as_usual",
    "staff_counter",
]
