"""Furnish the empty house, with room for many bookings."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import connection

from benchmarks.statements import SLOTS, slot_id
from lintas.directory.offices import queries as offices
from lintas.foundation import clock
from lintas.visit.appointments.models import Slot

FURNISHING: tuple[tuple[str, dict[str, Any]], ...] = (
    ("migrate", {"verbosity": 0}),
    ("migrate", {"verbosity": 0, "database": "keys"}),
    ("collectstatic", {"interactive": False, "verbosity": 0}),
    ("load_offices", {}),
    ("load_catalogue", {}),
    ("load_schedules", {}),
    ("make_slots", {}),
    ("load_lanes", {}),
)
POINT = "payakumbuh"
ROOM = 30_000
BEYOND = timedelta(days=90)
"""The sessions of the benchmark lie after those that pages show."""


def prepare() -> dict[str, Any]:
    """Migrate, load the places, services and schedules, open `SLOTS` large sessions; return facts of the house."""
    for name, options in FURNISHING:
        call_command(name, **options)
    begins = clock.now().replace(minute=0, second=0, microsecond=0) + BEYOND
    point = offices.point(slug=POINT)
    Slot.objects.bulk_create(
        Slot(
            id=UUID(slot_id(number)),
            point_id=point.id,
            service_class="regular",
            on=(begins + timedelta(hours=number)).date(),
            starts_at=begins + timedelta(hours=number),
            ends_at=begins + timedelta(hours=number + 1),
            capacity=ROOM,
        )
        for number in range(SLOTS)
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version()" if connection.vendor == "postgresql" else "SELECT 'SQLite ' || sqlite_version()"
        )
        version = cursor.fetchone()[0]
        _bare_tables(cursor)
    return {"version": version.split(" (")[0], "sessions": Slot.objects.count()}


def _bare_tables(cursor: Any) -> None:
    kind = "uuid" if connection.vendor == "postgresql" else "char(32)"
    cursor.execute(f"CREATE TABLE bare_slot (id {kind} PRIMARY KEY, taken integer NOT NULL)")
    cursor.execute(f"CREATE TABLE bare_place (id {kind} PRIMARY KEY, slot {kind} NOT NULL)")
    cursor.executemany("INSERT INTO bare_slot VALUES (%s, 0)", [[slot_id(number)] for number in range(SLOTS)])
