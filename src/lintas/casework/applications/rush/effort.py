"""
Effort: a little work that a browser does before a place is chosen, nothing for one person and much for a swarm.

What is worked on is bound to the deed, to the browser, to five minutes and to one act: the permit says the first three
and is sealed by us, the key of the act can be used once. Who cannot work, for want of a script or of time, is served
from a pot that is always there and never large: nobody notices it on an ordinary day, and in a rush a swarm that saves
itself the work finds it empty. Nothing is asked at a counter.
"""

import threading
import time
from hashlib import sha256

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError

FIELD = "usaha"
DEED = "applications.choose_place"
LONGEST_ANSWER = 16
WITHOUT_A_MINUTE = 60
"""Choices without work that one process serves in a minute (P); as many may come at once after a quiet minute."""

RETRY_AFTER = {429: 60, 503: 5}
"""Seconds after which to come again, by the status of a refusal in a rush."""


class WithoutEffort(DomainError):
    """In a rush, who shows no work waits for the pot to fill."""

    code = "applications.without_effort"
    text = _(
        "Saat ini sangat ramai. Banyak orang memilih jadwal bersamaan, dan peramban Anda belum sempat menyelesaikan "
        "pemeriksaan singkat. Isian Anda tetap aman. Tunggu satu menit, lalu pilih lagi; petugas di titik layanan juga "
        "dapat memilihkan."
    )
    status = 429


def is_shown(answer: str, *, permit: str, key: str, bits: int) -> bool:
    """Say whether the answer makes ``bits`` zeros at the head of the hash over the deed, the permit and the act's key."""
    if not 0 < len(answer) <= LONGEST_ANSWER:
        return False
    found = sha256(task(permit=permit, key=key) + answer.encode()).digest()
    return int.from_bytes(found, "big") >> (256 - bits) == 0


def task(*, permit: str, key: str) -> bytes:
    """Return what is worked on, 32 bytes; each part with its length, so that none can lend another its letters."""
    parts = (DEED, permit, key)
    return sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).digest()


class Pot:
    """So many choices a minute without work, for one process; safe for many threads."""

    def __init__(self, a_minute: int) -> None:
        self._most = self._left = float(a_minute)
        self._at = time.monotonic()
        self._lock = threading.Lock()

    def take(self) -> bool:
        """Take one; False when there is none."""
        with self._lock:
            now = time.monotonic()
            self._left = min(self._most, self._left + (now - self._at) * self._most / 60)
            self._at = now
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def fill(self) -> None:
        """Make it full again."""
        with self._lock:
            self._left = self._most


pot = Pot(WITHOUT_A_MINUTE)
