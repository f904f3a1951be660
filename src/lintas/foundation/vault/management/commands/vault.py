"""`lintas vault`: renew the root key."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from lintas.foundation.vault import operations


class Command(BaseCommand):
    help = "Renew the root key: add it, rewrap every key under it, retire the old one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("add", help="make another root key active; copy its file to every machine before rewrapping")
        steps.add_parser("rewrap", help="wrap every key under the active root key; may be run again")
        retire = steps.add_parser("retire", help="destroy a root key that wraps nothing any more")
        retire.add_argument("version", type=int)

    def handle(self, *args: Any, step: str, version: int = 0, **options: Any) -> None:
        if step == "add":
            version = operations.add_root()
            self.stdout.write(_("Kunci induk versi %(version)s kini dipakai untuk kunci baru.") % {"version": version})
        elif step == "rewrap":
            count = operations.rewrap()
            self.stdout.write(_("%(count)s kunci dibungkus ulang dengan kunci induk yang baru.") % {"count": count})
        else:
            try:
                operations.retire_root(version=version)
            except operations.RootStillUsed as refusal:
                raise CommandError(str(refusal)) from None
            self.stdout.write(_("Kunci induk versi %(version)s dimusnahkan.") % {"version": version})
