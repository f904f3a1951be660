"""The demonstration's clock, seen from outside: asked, moved, and whether the house has caught up with it."""

import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx

from simulators.wire import shared_key, signed_headers

WIB = ZoneInfo("Asia/Jakarta")
KEY_NAME = "population.key"
HOUR, SETTLED = "/peragaan/jam/", "/peragaan/tuntas/"
PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 0.03
NUDGE_SECONDS, NUDGE = 0.8, timedelta(seconds=8)


class ClockRefused(Exception):
    """The house does not let us move its clock, or does not come to rest."""


class Clock:
    """The clock of one house. Moments are aware; people think in WIB."""

    def __init__(self, *, home: str, secrets: Path, still_coming: Callable[[], int] = int) -> None:
        """``still_coming`` tells how much the outside world has not told the house yet."""
        self._still_coming = still_coming
        self._client = httpx.Client(base_url=home.rstrip("/"), timeout=20)
        self._key = shared_key(secrets, KEY_NAME)
        self._stands = False

    def now(self) -> datetime:
        """Return the hour that the house shows, in WIB."""
        return datetime.fromisoformat(self._client.get(HOUR).raise_for_status().text).astimezone(WIB)

    def show(self, moment: datetime, *, rate: float = 0) -> None:
        """Let the house's clock show the moment and run ``rate`` times as fast as real time."""
        body = json.dumps({"shows": moment.isoformat(), "rate": rate}).encode()
        headers = signed_headers(self._key, method="POST", path=HOUR, body=body)
        answer = self._client.post(HOUR, content=body, headers=headers)
        if answer.status_code != 200:
            raise ClockRefused(f"{HOUR} answered {answer.status_code}: is this a demonstration, with these secrets?")
        self._stands = rate == 0

    def settle(self) -> None:
        """
        Wait until the house knows and has done everything due at its hour; let some seconds pass when that takes long.

        What failed once is tried again after some seconds of the house's time: they never come while its clock stands.

        :raises ClockRefused: it does not come to rest.
        """
        begun = time.monotonic()
        end, nudge = begun + PATIENCE_SECONDS, begun + NUDGE_SECONDS
        while self._still_coming() or not self._client.get(SETTLED).raise_for_status().json()["settled"]:
            if time.monotonic() > end:
                raise ClockRefused(f"After {PATIENCE_SECONDS:.0f} s there was still something due ({SETTLED}).")
            if time.monotonic() > nudge and self._stands:
                self.show(self.now() + NUDGE)
                nudge = time.monotonic() + NUDGE_SECONDS
            time.sleep(PAUSE_SECONDS)

    def dead_letters(self) -> int:
        """Return how many messages inside the house were given up."""
        return int(self._client.get(SETTLED).raise_for_status().json()["dead"])

    def close(self) -> None:
        """Stop asking."""
        self._client.close()
