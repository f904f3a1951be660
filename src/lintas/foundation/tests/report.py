"""How a promise's test says what it did: seed, figures, revision and machine, in one line."""

import os
import platform
import subprocess
import sys

from django.db import connection

FULL = os.environ.get("LINTAS_TEST_STORM") == "full"


def size(*, quick: int, full: int) -> int:
    """Return how large a storm is to be: `LINTAS_TEST_STORM=full` asks for the promise's own figures."""
    return full if FULL else quick


def tell(capsys, promise: str, **figures: object) -> None:
    revision = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False)
    facts = " ".join(f"{name}={value}" for name, value in figures.items())
    surroundings = f"{connection.vendor}, {os.cpu_count()} processors, {platform.machine()}, Python {sys.version[:6]}"
    with capsys.disabled():
        print(f"\n{promise}: {facts} ({revision.stdout.strip()}; {surroundings})")  # noqa: T201
