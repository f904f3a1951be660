from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from lintas.visit.queueing.voices import making, taking


class Command(BaseCommand):
    help = "The voice of the hall: make the clips anew, or take recorded ones from a folder in their place."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True)
        make = acts.add_parser("make", help="make every clip with espeak-ng and lame")
        make.add_argument("--into", type=Path, default=making.HOME, help="default: where the house keeps its own")
        for act, words in (("look", "say what a folder of recordings holds"), ("take", "use them from the next start")):
            acts.add_parser(act, help=words).add_argument("folder", type=Path)

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        if act == "make":
            self._make(options["into"])
            return
        folder = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}.")
        take = act == "take"
        recorded = taking.take(folder, into=settings.VOICE_DIR) if take else taking.look_at(folder)
        self.stdout.write(f"{len(recorded.good)} good clips, {len(recorded.missing)} stay ours.")
        if recorded.faults:
            raise CommandError("\n".join(recorded.faults))
        if take:
            call_command("collectstatic", interactive=False, verbosity=0)

    def _make(self, folder: Path) -> None:
        try:
            made = making.make(folder)
        except making.NoEngine as missing:
            raise CommandError(str(missing)) from None
        self.stdout.write(f"{len(made)} clips, {sum(clip.bytes for clip in made.values()):,} bytes.")
