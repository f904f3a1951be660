"""`lintas serve`: prepare everything, start everything, say where it is."""

import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lintas.config import serving

DEPENDS_ON = (
    "lintas/**/migrations/*.py",
    "lintas/**/data/**/*",
    "lintas/**/*.po",
    "lintas/**/static/**/*",
    "lintas/ui/**/*",
)


ENDINGS = (signal.SIGTERM, signal.SIGINT)
SHOWN_PLACE = "payakumbuh"
"""The place whose demo sign-ins are printed; those of the others stand in the file."""


class Command(BaseCommand):
    help = "Serve the demonstration: five places, demo people and officers, simulators, one address."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-history", action="store_true", help="open with empty books, in real time")

    def handle(self, *, port: int, no_history: bool, **options: Any) -> None:
        if settings.ENVIRONMENT.mode == "production":
            raise CommandError(
                "lintas serve runs a demonstration. In production run the server and the worker themselves."
            )
        ports = serving.Ports(web=port)
        if taken := ports.taken():
            raise CommandError(
                f"Something already uses port {' and '.join(map(str, taken))}. Lintas needs {port} and {port + 101} to "
                f"{port + 105}. Choose another first one: PORT={port + 10} bin/serve"
            )
        var_dir = Path(settings.VAR_DIR).resolve()
        household = serving.Household(serving.environment_for(ports, var_dir=var_dir))
        for sign in ENDINGS:
            signal.signal(sign, lambda *_: sys.exit(0))
        try:
            first = self._prepare(household, var_dir)
            self._open(household, ports, var_dir)
            if not no_history:
                self._live(household, ports, var_dir, first=first)
            if not household.ended():
                self._announce(ports, var_dir)
            ended = household.wait_for_one_to_end()
            raise CommandError(
                f"The part called {ended!r} stopped, so everything stops. Its log is in {var_dir / 'log'}."
            )
        finally:
            for sign in ENDINGS:
                # Who asks twice still gets everything ended; a child does not inherit this, as it would an ignored signal.
                signal.signal(sign, lambda *_: None)
            household.run("lintas", "keep_clock")
            household.stop()

    def _prepare(self, household: serving.Household, var_dir: Path) -> bool:
        """Bring the database and the files up to date; say whether this is the first start here."""
        record = var_dir / "prepared"
        first, state = not record.exists(), serving.state_of_the_source(DEPENDS_ON)
        if not first and record.read_text() == state:
            return False
        self.stdout.write("Preparing the database, the places and the services ...")
        if household.run("lintas", "prepare", "--specimens", *(("--first",) if first else ())):
            raise CommandError("The preparation failed; what it said stands above.")
        record.write_text(state)
        return first

    def _open(self, household: serving.Household, ports: serving.Ports, var_dir: Path) -> None:
        logs, secrets = var_dir / "log", str(settings.SECRETS_DIR)
        logs.mkdir(exist_ok=True)
        home = f"http://127.0.0.1:{ports.web}"
        shared = ("--secrets", secrets)
        notify = ("--notify-url", f"{home}/hubung/simponi/pembayaran/", "--clock-url", f"{home}/peragaan/jam/")
        household.run("lintas", "resume_clock")
        household.start(
            "simponi", "simulators.simponi", "--port", str(ports.simponi), *shared, *notify,
            "--journal", str(var_dir / "simponi.jsonl"), log=logs / "simponi.log",
        )  # fmt: skip
        household.start(
            "dukcapil", "simulators.dukcapil", "--port", str(ports.dukcapil), *shared, log=logs / "dukcapil.log"
        )
        household.start("core", "simulators.core", "--port", str(ports.core), *shared, log=logs / "core.log")
        household.start(
            "postbox", "simulators.postbox", "--port", str(ports.postbox), "--smtp-port", str(ports.smtp), *shared,
            log=logs / "postbox.log",
        )  # fmt: skip
        household.start("worker", "lintas", "work", log=logs / "worker.log")
        household.start(
            "server", "granian", "--host", "0.0.0.0", "--port", str(ports.web), "--log-level", "warning",  # noqa: S104
            *serving.ONE_PORT, log=logs / "server.log",
        )  # fmt: skip
        if not serving.wait_until(lambda: serving.answers(home + "/")):
            raise CommandError(f"The server did not answer within a minute. Its log is in {logs}.")

    def _live(self, household: serving.Household, ports: serving.Ports, var_dir: Path, *, first: bool) -> None:
        """Let the five places live through two days, then leave them in the middle of a third."""
        people = (
            "simulators.population",
            "--home",
            f"http://127.0.0.1:{ports.web}",
            "--secrets",
            str(settings.SECRETS_DIR),
        )
        world = ("--signins", str(var_dir / "demo-signins.txt"), "--port-base", str(ports.web))
        if first:
            self.stdout.write(
                f"Lintas answers at http://localhost:{ports.web}/ already. Until it is open in every corner, the five "
                "places live through two days and a morning (once, about a minute) ..."
            )
            self.stdout.flush()
            if household.run(*people, *world, "history"):
                self.stderr.write(
                    "The past days could not be filled; what went wrong stands above. Lintas serves all the same."
                )
            household.run("lintas", "specimen_draws", "open")
            household.run("lintas", "resume_clock")
        household.start("population", *people, *world, "live", log=var_dir / "log" / "population.log", guest=True)

    def _announce(self, ports: serving.Ports, var_dir: Path) -> None:
        home = f"http://localhost:{ports.web}"
        lines = [
            "",
            f"  Lintas            {home}/",
            f"  Officers          {home}/petugas/masuk/",
            f"  Hall board        {home}/papan/payakumbuh/",
            f"  Components        {home}/galeri/",
            f"  Pay a bill        http://localhost:{ports.simponi}/",
            f"  Read the messages http://localhost:{ports.postbox}/",
            "",
            f"  Demo sign-ins ({var_dir / 'demo-signins.txt'}):",
        ]
        self.stdout.write("\n".join(lines))
        for line in (var_dir / "demo-signins.txt").read_text().splitlines():
            if line.startswith(f"{SHOWN_PLACE}\t"):
                _, role, name, password = line.split("\t")
                self.stdout.write(f"    {role:<14}{name:<28}{password}")
        self.stdout.write("  Ctrl-C stops everything.\n")
