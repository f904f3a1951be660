"""``lintas load_offices``: regions, holidays, offices and service points from the data that comes with Lintas."""

from typing import Any

from django.core.management.base import BaseCommand

from lintas.directory.offices import operations


class Command(BaseCommand):
    help = "Load regions, holidays, offices and service points; run again, it updates them in place."

    def handle(self, *args: Any, **options: Any) -> None:
        loaded = operations.load_offices()
        self.stdout.write(
            f"{loaded.offices} offices, {loaded.points} points, {loaded.counters} counters, "
            f"{loaded.kecamatan} kecamatan, {loaded.villages} villages, {loaded.holidays} holidays."
        )
