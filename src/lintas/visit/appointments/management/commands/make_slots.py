from django.core.management.base import BaseCommand

from lintas.foundation import clock
from lintas.visit.appointments import operations


class Command(BaseCommand):
    help = "Open the sessions of the released days from the schedules. Safe to repeat."

    def handle(self, *args, **options):
        made = operations.make_slots(at=clock.now())
        self.stdout.write(f"{made.opened} sessions opened, {made.closed} closed, {made.reopened} opened again.")
