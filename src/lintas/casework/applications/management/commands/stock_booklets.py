"""`lintas stock_booklets`: give every point of a demonstration blank books with specimen numbers."""

from typing import Any

from django.core.management.base import BaseCommand

from lintas.casework.applications import operations
from lintas.directory.offices import queries as offices
from lintas.foundation import clock

PER_KIND = 600
KINDS = ("electronic", "nonelectronic")


class Command(BaseCommand):
    help = "Enter specimen books into the stock of each point; safe to repeat."

    def handle(self, **options: Any) -> None:
        at, number = clock.now(), 1
        for point in offices.points():
            for kind in KINDS:
                operations.add_stock(
                    point_id=point.id, kind=kind, first=number, count=PER_KIND, by="system:demonstration", at=at
                )
                number += PER_KIND
