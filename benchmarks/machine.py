"""What the figures were taken on: without this they mean nothing."""

import os
import platform
import statistics
import subprocess
import time
from pathlib import Path

from benchmarks.house import ROOT

FLUSHES = 100


def machine(folder: Path) -> dict[str, str]:
    """Return the facts of this machine; ``folder`` is where the databases lie."""
    load = os.getloadavg()
    rough = ": others were at work, so these figures are rough" if load[0] > (os.cpu_count() or 1) else ""
    return {
        "Cores": f"{os.cpu_count()} ({_processor()})",
        "Memory": f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB",
        "System": f"{platform.system()} {platform.release()}, Python {platform.python_version()}",
        "A flush to the disk": f"{flush_microseconds(folder):.0f} µs (median of {FLUSHES})",
        "Load before the run": f"{load[0]:.1f} (1 minute), {load[1]:.1f} (5 minutes){rough}",
    }


def commit() -> str:
    """Return the short name of the commit, with a plus sign when files were changed since."""
    found = _git("rev-parse", "--short=10", "HEAD") or "unknown"
    return found + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def flush_microseconds(folder: Path) -> float:
    """Return how long the disk takes to keep 8 kB for good."""
    path = folder / "flush"
    handle = os.open(path, os.O_CREAT | os.O_WRONLY)
    took = []
    for _ in range(FLUSHES):
        os.pwrite(handle, b"x" * 8192, 0)
        began = time.perf_counter()
        os.fdatasync(handle)
        took.append(time.perf_counter() - began)
    os.close(handle)
    path.unlink()
    return statistics.median(took) * 1e6


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())
