from django.core.management.base import BaseCommand

from lintas.visit.appointments import operations


class Command(BaseCommand):
    help = "Load what each service point offers per session from the data file. Safe to repeat."

    def handle(self, *args, **options):
        self.stdout.write(f"{operations.load_schedules()} new schedule rows.")
