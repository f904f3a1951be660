"""Decisions that need no database, clock or settings; chance is an argument too."""

from lintas.visit.appointments.rules.absence import Belief, coming, learn, prior
from lintas.visit.appointments.rules.allotting import RULE, Award, Party, Room, allot
from lintas.visit.appointments.rules.cooling import Window, opens_at, window
from lintas.visit.appointments.rules.overbooking import (
    Limits,
    Outlook,
    Sitting,
    added_waits,
    extra_places,
    extra_places_lately,
    outlook,
    percentile,
)
from lintas.visit.appointments.rules.places import (
    Arrival,
    NoPlace,
    Session,
    answer_by,
    arrival,
    fits,
    last_day_to_move,
    moment,
    nearness,
    release_day,
    why_no_place,
)

__all__ = [
    "RULE",
    "Arrival",
    "Award",
    "Belief",
    "Limits",
    "NoPlace",
    "Outlook",
    "Party",
    "Room",
    "Session",
    "Sitting",
    "Window",
    "added_waits",
    "allot",
    "answer_by",
    "arrival",
    "coming",
    "extra_places",
    "extra_places_lately",
    "fits",
    "last_day_to_move",
    "learn",
    "moment",
    "nearness",
    "opens_at",
    "outlook",
    "percentile",
    "prior",
    "release_day",
    "why_no_place",
    "window",
]
