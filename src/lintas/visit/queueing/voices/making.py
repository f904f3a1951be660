"""Making the clips with the speech engine of the distribution, and the list of what was made."""

import hashlib
import json
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from lintas.visit.queueing.voices import sound
from lintas.visit.queueing.voices.texts import GONG, Engine, clips, scripts

HOME = Path(__file__).parents[1] / "static" / "queueing" / "voice"
MANIFEST = "manifest.json"
SPEAKER, ENCODER = "espeak-ng", "lame"
BITS = 24


class NoEngine(RuntimeError):
    """A program of the distribution that makes the clips is not there."""


@dataclass(frozen=True, slots=True)
class Clip:
    """A clip as the list has it."""

    says: str
    bytes: int
    seconds: float
    sha256: str


def make(folder: Path = HOME) -> Mapping[str, Clip]:
    """
    Make every clip and the list in the folder; the same programs make the same bytes.

    :raises NoEngine: espeak-ng or lame is missing.
    """
    missing = [name for name in (SPEAKER, ENCODER) if shutil.which(name) is None]
    if missing:
        raise NoEngine(f"Missing: {', '.join(missing)}. On Debian or Ubuntu: apt install {' '.join(missing)}")
    made = {}
    with TemporaryDirectory() as room:
        raw = Path(room) / "clip.wav"
        for name, line in clips().items():
            samples = sound.gong() if name == GONG else _spoken(raw, line, scripts()[name.partition("/")[0]].engine)
            made[name] = _encoded(raw, samples, folder / f"{name}.mp3", line)
    text = json.dumps(_listed(made), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return made


def manifest(folder: Path = HOME) -> dict[str, Any]:
    """Return the list of what was made and with what."""
    return json.loads((folder / MANIFEST).read_text(encoding="utf-8"))


def digest(path: Path) -> str:
    """Return the SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _spoken(raw: Path, line: str, engine: Engine) -> Any:
    _run(SPEAKER, "-v", engine.voice, "-s", str(engine.speed), "-p", str(engine.pitch), "-w", str(raw), line)
    return sound.levelled(sound.trimmed(sound.read(raw)))


def _encoded(raw: Path, samples: Any, path: Path, line: str) -> Clip:
    sound.write(raw, samples)
    path.parent.mkdir(parents=True, exist_ok=True)
    _run(ENCODER, "-S", "-m", "m", "-b", str(BITS), "--resample", "22.05", "-q", "2", str(raw), str(path))
    seconds = round(len(samples) / sound.RATE, 2)
    return Clip(says=line, bytes=path.stat().st_size, seconds=seconds, sha256=digest(path))


def _listed(made: Mapping[str, Clip]) -> dict[str, Any]:
    programs = {name: _run(name, "--version").splitlines()[0].partition("  Data at")[0] for name in (SPEAKER, ENCODER)}
    clips = {
        name: {"says": clip.says, "bytes": clip.bytes, "seconds": clip.seconds, "sha256": clip.sha256}
        for name, clip in made.items()
    }
    return {"schema": 1, "made_with": programs, "bytes": sum(clip.bytes for clip in made.values()), "clips": clips}


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603 (our own words)
