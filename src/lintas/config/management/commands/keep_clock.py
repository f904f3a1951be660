"""`lintas keep_clock`: remember the hour of the demonstration while it is off."""

from typing import Any

from django.core.management.base import BaseCommand

from lintas.foundation import clock


class Command(BaseCommand):
    help = "Let the demonstration's clock stand still where it is."

    def handle(self, **options: Any) -> None:
        clock.set_demonstration_clock(shows=clock.now(), rate=0)
