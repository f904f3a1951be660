"""`lintas work`: deliver events and run periodic jobs."""

import signal
from argparse import ArgumentParser
from typing import Any

from django.core.checks import Tags
from django.core.management.base import BaseCommand
from django.db import connections

from lintas.foundation.jobs.worker import Worker, work_once


class Command(BaseCommand):
    help = "Deliver events and run periodic jobs until told to stop (SIGTERM or Ctrl-C)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do everything that is due now, then stop")
        parser.add_argument("--threads", type=int, default=4, help="how many work side by side (default 4)")

    def handle(self, *, once: bool, threads: int, **options: Any) -> None:
        self.check(tags=[Tags.database], databases=list(connections))
        if once:
            self.stdout.write(f"{work_once()}")
            return
        worker = Worker(threads=threads)
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: worker.stop())
        worker.start()
        self.stdout.write("At work.")
        self.stdout.flush()
        worker.wait()
