"""A voice that the office recorded: looked at before it is taken, clip by clip in place of ours."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lintas.visit.queueing.voices.texts import clips

LARGEST = 60_000
"""Bytes of a clip; a sentence of six seconds at 64 kbit/s has 48,000."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a folder of recordings holds: good clips, those that are not there (ours stay), and what is wrong."""

    good: Sequence[str]
    missing: Sequence[str]
    faults: Sequence[str]


def look_at(folder: Path) -> Recorded:
    """Return what the folder holds; its files have the names of `clips` and the ending ``.mp3``."""
    found = {path.relative_to(folder).with_suffix("").as_posix(): path for path in sorted(folder.rglob("*.mp3"))}
    known = clips()
    faults = [f"{name}.mp3: no clip has this name" for name in found if name not in known]
    good = []
    for name, path in found.items():
        fault = _fault(path)
        if fault:
            faults.append(f"{name}.mp3: {fault}")
        elif name in known:
            good.append(name)
    return Recorded(good=good, missing=[name for name in known if name not in found], faults=faults)


def take(folder: Path, *, into: Path) -> Recorded:
    """Copy the good clips; none of them when something is wrong."""
    recorded = look_at(folder)
    if not recorded.faults:
        for name in recorded.good:
            target = into / f"{name}.mp3"
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(folder / f"{name}.mp3", target)
    return recorded


def _fault(path: Path) -> str:
    if path.stat().st_size > LARGEST:
        return f"larger than {LARGEST} bytes"
    head = path.read_bytes()[:3]
    return "" if head == b"ID3" or (head[:1] == b"\xff" and head[1] & 0xE0 == 0xE0) else "not an MP3 file"
