"""`lintas resume_clock`: go on from the hour at which the demonstration was left."""

from typing import Any

from django.core.management.base import BaseCommand

from lintas.foundation import clock


class Command(BaseCommand):
    help = "Let the demonstration's clock run again, as fast as real time."

    def handle(self, **options: Any) -> None:
        clock.set_demonstration_clock(shows=clock.now(), rate=1)
