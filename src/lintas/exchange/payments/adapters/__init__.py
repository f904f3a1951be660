"""The state's billing system as payments needs it: one small protocol, and the adapter that is installed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Line:
    """One fee of a bill as SIMPONI is told of it."""

    fee_id: str
    amount_idr: int


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that arrived, as SIMPONI tells of it; ``ntpn`` is the state's receipt number, unique for ever."""

    code: str
    ntpn: str
    ntb: str
    amount_idr: int
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class IssuedCode:
    """A billing code and its last moment, as SIMPONI decided it."""

    code: str
    expires_at: datetime


class BillingSystem(Protocol):
    """
    What we ask of SIMPONI. Every call may raise `wire.Unavailable` or `wire.Refused`.

    Whoever is to pay is named to it by the case's reference alone.
    """

    def create_code(
        self, *, request_id: UUID, reference: str, office_code: str, lines: Sequence[Line], expires_at: datetime
    ) -> IssuedCode:
        """Return the code for the request; asked twice with one ``request_id`` there is still one code."""
        ...

    def query_code(self, *, code: str) -> tuple[Payment, ...]:
        """
        Return the payments SIMPONI knows for the code, oldest first.

        :raises wire.Refused: it does not know the code. It issued it, so that says nothing about money.
        """
        ...
