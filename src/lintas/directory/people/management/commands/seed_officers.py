"""Make the officers of a demonstration."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lintas.directory.people import seeding
from lintas.foundation import clock


class Command(BaseCommand):
    help = "Make one officer for each role at each of the service points, with random passwords (demonstration only)."

    def handle(self, *args, **options):
        if not settings.DEMONSTRATION:
            raise CommandError("This installation is in production: officers are made by name, not by the dozen.")
        path = settings.VAR_DIR / "demo-signins.txt"
        made = seeding.seed_officers(path=path, at=clock.now())
        self.stdout.write(f"{made} officers made; their sign-ins stand in {path.name} of the data folder.")
