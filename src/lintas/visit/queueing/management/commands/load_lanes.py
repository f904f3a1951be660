from django.core.management.base import BaseCommand

from lintas.visit.queueing import operations


class Command(BaseCommand):
    help = "Load the lanes of every service point from the data file. Safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{operations.load_lanes()} new lanes.")
