"""The processor time that a house has used: what an answer costs, however many others are at work on the machine."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from benchmarks.house import House
from benchmarks.timings import Figures


def costing(house: House, act: Callable[[], Figures]) -> tuple[Figures, float]:
    """Return what the act gave, and the microseconds of processor time of server and database for each answer."""
    before = _seconds(house)
    found = act()
    return found, (_seconds(house) - before) * 1e6 / max(1, found.done)


def _seconds(house: House) -> float:
    """Return the processor time of the database server and of the web server, with those of theirs that have ended."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # one that ends meanwhile
            fields = stat.read_text().rpartition(")")[2].split()
            # Each server process of the database leads a session of its own: its parent tells whose it is.
            if _belongs(house, leader=fields[3]) or _belongs(house, leader=fields[1]):
                ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _belongs(house: House, *, leader: str) -> bool:
    """Say whether those whom this process leads are the house's: each server is one, and names the house."""
    if leader == str(os.getsid(0)):
        return False
    place = Path("/proc", leader)
    known = place.joinpath("cmdline").read_bytes() + place.joinpath("environ").read_bytes()
    port = house.server.rpartition(":")[2]
    return str(house.folder).encode() in known or f"port={port}".encode() in known
