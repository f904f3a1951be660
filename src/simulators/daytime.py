"""The hour the outside world lives in: real time, or the hour that the demonstration's clock shows."""

import threading
import time
import urllib.request
from datetime import UTC, datetime

_FRESH_SECONDS = 0.2


class Daytime:
    """Tell the time; with ``clock_url`` as that address tells it (ISO 8601), else as the machine does."""

    def __init__(self, clock_url: str = "") -> None:
        self._url = clock_url
        self._lock = threading.Lock()
        self._asked = float("-inf")
        self._ahead = 0.0

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC. When the clock does not answer, its last distance holds."""
        if self._url:
            with self._lock:
                if time.monotonic() - self._asked > _FRESH_SECONDS:
                    self._ask()
        return datetime.fromtimestamp(time.time() + self._ahead, UTC)

    def _ask(self) -> None:
        try:
            with urllib.request.urlopen(self._url, timeout=2) as answer:  # noqa: S310 (address of the demonstration)
                shown = datetime.fromisoformat(answer.read(200).decode().strip().strip('"'))
        except (OSError, ValueError):
            pass
        else:
            self._ahead = shown.timestamp() - time.time()
        self._asked = time.monotonic()
