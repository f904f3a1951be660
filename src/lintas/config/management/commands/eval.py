"""`lintas eval <part>`: measure one part of the house, one JSON line in, one JSON line out."""

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand
from django.utils.module_loading import autodiscover_modules

from lintas.foundation.evaluations import Unusable, parts

LONGEST = 64 * 1024 * 1024
"""A longer line than this many bytes is left out: nobody may fill the memory."""


class Command(BaseCommand):
    help = (
        "Read cases from standard input, one JSON object a line, and write an answer line at once for each that asks. "
        "A line that cannot be used is named on standard error, and reading goes on."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        autodiscover_modules("evaluations")
        choices = parser.add_subparsers(dest="part", required=True)
        for part in parts():
            choices.add_parser(part.name, help=part.about)

    def handle(self, *args: Any, part: str, **options: Any) -> None:
        answer = next(known for known in parts() if known.name == part).begin()
        for number, line in _numbered(sys.stdin.buffer):
            try:
                answered = answer(_text(line))
            except Unusable as trouble:
                self.stderr.write(f"line {number} {trouble}")
                continue
            if answered is not None:
                try:
                    self.stdout.write(json.dumps(answered))
                    self.stdout.flush()
                except BrokenPipeError:
                    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
                    return


def _numbered(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Read line by line, as soon as each is there; blank lines are counted, not given."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if len(line) == LONGEST and not line.endswith(b"\n"):
            while (rest := stream.readline(LONGEST)) and not rest.endswith(b"\n"):
                pass
            line = b"\0"
        if line.strip():
            yield number, line


def _text(line: bytes) -> str:
    if line == b"\0":
        raise Unusable(f"is longer than {LONGEST} bytes")
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        raise Unusable("is not UTF-8") from None
