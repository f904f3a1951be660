"""`lintas prepare`: bring the databases, the words, the style and the reference data up to date."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

PLACES = (
    ("messages", "compile"),
    ("migrate",),
    ("migrate", "--database", "keys"),
    ("collectstatic", "--noinput"),
    ("load_offices",),
)
HOUSE = (
    ("load_catalogue",),
    ("load_schedules",),
    ("load_lanes",),
    ("make_slots",),
)
SPECIMENS = (("seed_officers",), ("stock_booklets",))
FIRST_SPECIMENS = (("specimen_draws", "announce"),)
"""What only a fresh demonstration gets: later its two days are over."""


class Command(BaseCommand):
    help = "Make this installation ready to serve. Safe to repeat."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--first", action="store_true", help="set a demonstration's clock to its first day, by the places' calendar"
        )
        parser.add_argument("--specimens", action="store_true", help="also make demo officers and specimen books")

    def handle(self, *, first: bool, specimens: bool, verbosity: int, **options: Any) -> None:
        # All that is dated follows the clock; the calendar that sets it comes with the places.
        for name, *arguments in (
            *PLACES,
            *((("set_clock",),) if first else ()),
            *HOUSE,
            *(SPECIMENS if specimens else ()),
            *(FIRST_SPECIMENS if specimens and first else ()),
        ):
            call_command(name, *arguments, verbosity=0 if name in ("migrate", "collectstatic") else verbosity)
