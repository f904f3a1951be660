"""The messages that arrived, newest first; the oldest are forgotten when the box is full."""

import threading
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.parser import BytesParser

MOST_LETTERS = 5_000
MOST_CHARACTERS = 32 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Letter:
    """One message as it arrived; ``key`` is the sender's own id for it."""

    kind: str
    to: str
    subject: str
    text: str
    key: str
    at: datetime

    @property
    def weight(self) -> int:
        """Characters it occupies."""
        return len(self.to) + len(self.subject) + len(self.text) + len(self.key)


class Letters:
    """A box of messages with a limit on their number and on their size together."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._box: deque[Letter] = deque()
        self._keys: set[tuple[str, str, str]] = set()
        self._weight = 0

    def put(self, letter: Letter) -> bool:
        """Keep the message; return False when the same one is here already."""
        with self._lock:
            if _name(letter) in self._keys:
                return False
            self._box.appendleft(letter)
            self._keys.add(_name(letter))
            self._weight += letter.weight
            while len(self._box) > MOST_LETTERS or self._weight > MOST_CHARACTERS:
                oldest = self._box.pop()
                self._keys.discard(_name(oldest))
                self._weight -= oldest.weight
            return True

    def to(self, address: str = "", *, limit: int = 100) -> list[Letter]:
        """Return the newest messages; with an address (or a part of one) only those sent there."""
        wanted = address.casefold().replace(" ", "")
        with self._lock:
            found = (letter for letter in self._box if wanted in letter.to.casefold())
            return [letter for letter, _ in zip(found, range(limit), strict=False)]


def read_mail(raw: bytes, *, to: str, at: datetime) -> Letter:
    """Return the plain text of an e-mail as a message."""
    mail = BytesParser(policy=policy.default).parsebytes(raw)
    body = mail.get_body(preferencelist=("plain", "html"))
    return Letter(
        kind="email",
        to=to,
        subject=str(mail.get("Subject", "")),
        text=str(body.get_content()).replace("\r\n", "\n") if body is not None else "",
        key=str(mail.get("Message-ID", "")),
        at=at,
    )


def _name(letter: Letter) -> tuple[str, str, str]:
    return letter.kind, letter.to, letter.key or f"{letter.at.isoformat()}{letter.text}"
