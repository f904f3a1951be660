"""Samples: the gong by rule, and speech cut to where it begins and ends and brought to one loudness."""

import math
import wave
from array import array
from pathlib import Path

RATE = 22_050
_QUIET = 300
"""Samples below this (of 32,767) count as silence at the edges."""
_EDGE = int(0.015 * RATE)
_LOUDNESS, _PEAK = 4_200.0, 31_000.0
_TONES = ((0.0, 659.26), (0.34, 523.25))
"""When each tone of the gong begins (seconds) and its pitch: a falling third."""
_GONG_SECONDS = 1.0


def read(path: Path) -> array:
    """Return the samples of a mono file of 16 bits. :raises ValueError: it is of another kind."""
    with wave.open(str(path), "rb") as file:
        if (file.getnchannels(), file.getsampwidth(), file.getframerate()) != (1, 2, RATE):
            raise ValueError(f"{path.name}: expected one channel, 16 bits, {RATE} Hz")
        return array("h", file.readframes(file.getnframes()))


def write(path: Path, samples: array) -> None:
    """Write the samples as a mono file of 16 bits."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())


def trimmed(samples: array) -> array:
    """Return the samples from just before the first sound to just after the last. :raises ValueError: all is silent."""
    loud = [place for place, value in enumerate(samples) if abs(value) > _QUIET]
    if not loud:
        raise ValueError("the engine said nothing")
    return samples[max(0, loud[0] - _EDGE) : loud[-1] + _EDGE]


def levelled(samples: array) -> array:
    """Return the samples at the loudness that all clips have, never so loud that they break."""
    heard = [value for value in samples if abs(value) > _QUIET]
    loudness = math.sqrt(sum(value * value for value in heard) / len(heard))
    gain = min(_LOUDNESS / loudness, _PEAK / max(abs(value) for value in samples))
    return array("h", (round(value * gain) for value in samples))


def gong() -> array:
    """Return two falling tones with their overtones, each dying away."""
    values = [sum(_tone(place / RATE - begins, pitch) for begins, pitch in _TONES) for place in _places()]
    peak = max(abs(value) for value in values)
    return array("h", (round(value / peak * 0.55 * _PEAK) for value in values))


def _places() -> range:
    return range(int(_GONG_SECONDS * RATE))


def _tone(since: float, pitch: float) -> float:
    if since < 0:
        return 0.0
    attack, fade = min(1.0, since / 0.008), min(1.0, (_GONG_SECONDS - since) / 0.1)
    turns = 2 * math.pi * pitch * since
    wood = (
        math.sin(turns)
        + 0.35 * math.sin(2 * turns) * math.exp(-6 * since)
        + 0.15 * math.sin(3 * turns) * math.exp(-9 * since)
    )
    return attack * max(0.0, fade) * math.exp(-4.2 * since) * wood
