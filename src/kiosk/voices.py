"""The clips that say a number and where to, fetched from the house once and kept on the box."""

import threading
from pathlib import Path

from kiosk.line import Away, Line, Refused

KINDS = ("loket", "meja", "ruang", "foto", "wawancara")
PLACES = 20
"""What counters are called, and how far they are counted: so far there are clips for it."""

NAMES = [
    f"{language}/{name}.mp3"
    for language in ("id", "en")
    for name in (
        "number",
        *(f"letter-{chr(letter)}" for letter in range(ord("a"), ord("z") + 1)),
        *(f"digit-{digit}" for digit in range(10)),
        *(f"to-{kind}" for kind in KINDS),
        *(f"place-{place}" for place in range(1, PLACES + 1)),
    )
]
EVERY_SECONDS = 30.0


def place_clips(counter: str) -> list[str]:
    """Return the clips that say where to, such as ``Loket 3``; none for a counter without a number that has a clip."""
    kind, _, place = counter.lower().partition(" ")
    known = place.isdecimal() and 1 <= int(place) <= PLACES
    return [f"to-{kind if kind in KINDS else KINDS[0]}", f"place-{int(place)}"] if known else []


def fetch_voices(line: Line, folder: Path, over: threading.Event) -> None:
    """Fetch what is missing until all is there; without the house, try again."""
    while not over.is_set():
        try:
            for name in NAMES:
                if not (folder / name).exists():
                    _keep(folder / name, line.fetch(f"/aset/queueing/voice/{name}"))
            return
        except (Away, Refused):
            over.wait(EVERY_SECONDS)


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.write_bytes(content)
    fresh.replace(path)
