"""Today's figures of one point, from the apps that know them; kept for some seconds, since every home shows them."""

from dataclasses import dataclass
from datetime import datetime

from django.core.cache import cache

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices.queries import PointInfo, calendar
from lintas.visit.appointments import queries as appointments

SECONDS = 5
STANDARD = "passport_standard"


@dataclass(frozen=True, slots=True)
class Today:
    """
    What is known of the point right now; None where nobody knows.

    ``next_place_at`` is the beginning of the earliest session with a place, ``standard_days`` the
    working days within which a passport is promised.
    """

    next_place_at: datetime | None
    standard_days: int | None


def today_at(point: PointInfo, *, at: datetime) -> Today:
    """Return the figures of the point, at most `SECONDS` old. One query, none when warm."""
    key = f"front.today.{point.id}"
    known = cache.get(key)
    if known is None:
        known = _ask(point, at=at)
        cache.set(key, known, SECONDS)
    return known


def _ask(point: PointInfo, *, at: datetime) -> Today:
    places = appointments.next_place(point_ids=[point.id], at=at)
    return Today(next_place_at=places.get(point.id), standard_days=_standard_days(point, at=at))


def _standard_days(point: PointInfo, *, at: datetime) -> int | None:
    day = calendar(point_id=point.id).local(at).date()
    try:
        promised = catalogue.working_days(STANDARD, office_code=point.office_code, on=day)
    except catalogue.UnknownParameter:
        return None
    return promised.number if isinstance(promised, catalogue.WorkingDays) else None
