"""Starts the decoding process and makes our own pictures from the pixels it returns."""

import io
import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from PIL import Image

from lintas.casework.documents.rules import PDF_PAGES, PIXELS, Kind

WORKER = Path(__file__).with_name("worker.py")
WALL_SECONDS = 10
QUALITY = 82
LONGEST_SIDE = 2400
"""Pixels; the worker makes no larger page."""
LONGEST_LINE = 200


class Unreadable(Exception):
    """The file could not be turned into pictures; the text is a code: damaged, active, too_many_pages ..."""


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as a JPEG of our own making, without anything that came beside the pixels."""

    width: int
    height: int
    jpeg: bytes


def clean(content: bytes, *, kind: Kind) -> tuple[Picture, ...]:
    """
    Return the pages of the file. :raises Unreadable: it is damaged, too large inside, or wants to act.

    Only one page's pixels are held at a time, and none that is larger than agreed with the worker, which has read
    a stranger's bytes and is not to be trusted any more.
    """
    worker = subprocess.Popen(  # noqa: S603 (our own file, no shell)
        [sys.executable, "-I", str(WORKER), kind.value, str(PIXELS), str(PDF_PAGES)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
    )
    assert worker.stdin is not None and worker.stdout is not None  # noqa: S101, PT018 (asked for above)
    late = threading.Event()

    def give_up() -> None:
        late.set()
        worker.kill()

    clock = threading.Timer(WALL_SECONDS, give_up)
    clock.start()
    try:
        # The worker reads all of the file before it says anything, so neither side waits for the other.
        with suppress(BrokenPipeError), worker.stdin:
            worker.stdin.write(content)
        pictures = tuple(_pictures(worker.stdout))
        if worker.wait() != 0 or not pictures:
            raise Unreadable("damaged")
    except Unreadable:
        if late.is_set():
            raise Unreadable("too_slow") from None
        raise
    finally:
        clock.cancel()
        worker.kill()
        worker.stdout.close()
        worker.wait()
    return pictures


def _pictures(stream: IO[bytes]) -> Iterator[Picture]:
    while line := stream.readline(LONGEST_LINE):
        said = _understood(line)
        if "refused" in said:
            raise Unreadable(str(said["refused"]))
        yield _picture(stream, said)


def _picture(stream: IO[bytes], said: dict[str, object]) -> Picture:
    width, height = _side(said.get("width")), _side(said.get("height"))
    pixels = stream.read(width * height * 3)
    if len(pixels) < width * height * 3:
        raise Unreadable("damaged")
    made = io.BytesIO()
    Image.frombytes("RGB", (width, height), pixels).save(made, "JPEG", quality=QUALITY, optimize=True)
    return Picture(width=width, height=height, jpeg=made.getvalue())


def _side(said: object) -> int:
    if not isinstance(said, int) or not 0 < said <= LONGEST_SIDE:
        raise Unreadable("damaged")
    return said


def _understood(line: bytes) -> dict[str, object]:
    try:
        said = json.loads(line)
    except ValueError:
        raise Unreadable("damaged") from None
    if not isinstance(said, dict):
        raise Unreadable("damaged")
    return said
