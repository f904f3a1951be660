from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from lintas.ui.messages.findings import findings
from lintas.ui.messages.rooms import compile_room, rooms, update


class Command(BaseCommand):
    help = "Keep the English catalogues: take new sentences in, make them usable, tell what is missing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["update", "compile", "check"])
        parser.add_argument("rooms", nargs="*", help="names such as lintas.visit.queueing; all when none is named")

    def handle(self, *args: Any, act: str, **options: Any) -> None:
        chosen = [room for room in rooms() if not options["rooms"] or room.name in options["rooms"]]
        if act == "check":
            problems = [sentence for room in chosen for sentence in findings(room)]
            if problems:
                raise CommandError("\n".join(problems))
            self.stdout.write("Every sentence is there in both languages.")
            return
        work = update if act == "update" else compile_room
        changed = [room.name for room in chosen if work(room)]
        if options["verbosity"] > 1 or act == "update":
            self.stdout.write(f"{act}: {', '.join(changed) or 'nothing to do'}")
