"""Notices: what the billing system tells Lintas, again and again until it is acknowledged."""

import http.client
import json
import threading
import time
from collections import deque
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from uuid import uuid4

from simulators.counter import Faults
from simulators.simponi.books import Payment
from simulators.wire import signed_headers

_FIRST_PAUSE, _LONGEST_PAUSE = 0.25, 30.0


@dataclass(slots=True)
class SimponiFaults(Faults):
    """Besides the usual: hold notices back while ``hold_notices`` is not 0; send each ``repeat_notices`` times more."""

    hold_notices: float = 0.0
    repeat_notices: float = 0.0


@dataclass(slots=True)
class Notice:
    """One notice on its way."""

    body: bytes
    left: int = 1
    pause: float = _FIRST_PAUSE
    due: float = field(default_factory=time.monotonic)


class Messenger:
    """Send notices in the order they come due; an unacknowledged one waits longer each time."""

    def __init__(self, *, url: str, key: bytes, faults: SimponiFaults) -> None:
        self._address = urlsplit(url)
        self._key = key
        self._faults = faults
        self._waiting: deque[Notice] = deque()
        self._lock = threading.Lock()
        self.acknowledged = 0
        self._in_hand = 0
        if url:
            threading.Thread(target=self._run, daemon=True).start()

    def tell(self, code: str, payment: Payment) -> None:
        """Queue the notice of one payment."""
        content = {
            "event_id": str(uuid4()),
            "code": code,
            "ntpn": payment.ntpn,
            "ntb": payment.ntb,
            "amount_idr": payment.amount_idr,
            "paid_at": payment.paid_at,
        }
        with self._lock:
            self._waiting.append(Notice(json.dumps(content).encode(), left=1 + int(self._faults.repeat_notices)))

    @property
    def waiting(self) -> int:
        """Notices not acknowledged yet."""
        with self._lock:
            return len(self._waiting) + self._in_hand

    def _run(self) -> None:
        while True:
            notice = self._next_due()
            if notice is None:
                time.sleep(0.02)
            elif self._send(notice.body):
                self.acknowledged += 1
                notice.left -= 1
                self._put_down(notice if notice.left else None)
            else:
                notice.due = time.monotonic() + notice.pause
                notice.pause = min(notice.pause * 2, _LONGEST_PAUSE)
                self._put_down(notice)

    def _next_due(self) -> Notice | None:
        if self._faults.hold_notices:
            return None
        with self._lock:
            for _ in range(len(self._waiting)):
                notice = self._waiting.popleft()
                if notice.due <= time.monotonic():
                    self._in_hand = 1
                    return notice
                self._waiting.append(notice)
        return None

    def _put_down(self, back: Notice | None) -> None:
        """End with the notice in hand; it goes back to the waiting ones when it must be sent again."""
        with self._lock:
            self._in_hand = 0
            if back is not None:
                self._waiting.append(back)

    def _send(self, body: bytes) -> bool:
        path = self._address.path or "/"
        headers = signed_headers(self._key, method="POST", path=path, body=body) | {"Content-Type": "application/json"}
        line = http.client.HTTPConnection(self._address.hostname or "", self._address.port, timeout=15)
        try:
            line.request("POST", path, body, headers)
            return line.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False
        finally:
            line.close()
