"""`lintas load_catalogue`: bring the catalogue up to its data files."""

from django.core.management.base import BaseCommand

from lintas.directory.catalogue import operations
from lintas.foundation.clock import now


class Command(BaseCommand):
    help = "Load services, rules, tariffs and parameters. Changed rules become new versions."

    def handle(self, **options: object) -> None:
        loaded = operations.load_catalogue(by="system:catalogue.load", at=now())
        self.stdout.write(
            f"{loaded.services} services: {loaded.new_policies} new policies,"
            f" {loaded.new_tariffs} new tariffs, {loaded.new_parameters} new parameters."
        )
