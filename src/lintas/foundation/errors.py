"""Refusals: what went wrong in words a person can act on, with a code a machine can rely on."""

from pathlib import Path
from typing import Any

from django.utils.functional import Promise


class DomainError(Exception):
    """
    An operation said no.

    Subclasses set ``code`` (``app.what_happened``, stable) and ``text`` (a lazy translation, what
    happened and what to do next; ``%(name)s`` places take the keyword arguments of the refusal).
    ``status`` is the HTTP answer when the refusal reaches the edge unhandled.
    """

    code: str = "foundation.refused"
    text: str | Promise = ""
    status: int = 409

    def __init__(self, **facts: Any) -> None:
        super().__init__(self.code)
        self.facts = facts

    def __str__(self) -> str:
        return str(self.text) % self.facts if self.facts else str(self.text)


def name_and_place(failure: BaseException) -> str:
    """
    Return what a log may say of an unforeseen exception: its class and where it arose, ``KeyError at handlers.py:31``.

    Never its message: that may repeat what a person wrote.
    """
    frame, place = failure.__traceback__, ""
    while frame is not None:
        place = f" at {Path(frame.tb_frame.f_code.co_filename).name}:{frame.tb_lineno}"
        frame = frame.tb_next
    return type(failure).__name__ + place
