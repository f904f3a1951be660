"""Bring the facts in `data` into the database; run again, it updates them in place."""

from dataclasses import dataclass

from django.db import transaction

from lintas.directory.offices import queries
from lintas.directory.offices.operations import holidays, places, regions


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each kind the data holds."""

    kecamatan: int
    villages: int
    offices: int
    points: int
    counters: int
    holidays: int


@transaction.atomic
def load_offices() -> Loaded:
    """
    Load regions, holidays, offices and points. Rows keep their ids; closures and other days stay untouched.

    What an office has confirmed by itself belongs into the data files, or it is overwritten here.
    """
    kecamatan, villages = regions.load_regions()
    days = holidays.load_holidays()
    offices, points, counters = places.load_places()
    queries.forget()
    transaction.on_commit(queries.forget)
    return Loaded(
        kecamatan=kecamatan, villages=villages, offices=offices, points=points, counters=counters, holidays=days
    )
