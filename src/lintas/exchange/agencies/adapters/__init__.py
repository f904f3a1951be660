"""What we need of other agencies, one small protocol for each need; beside it the adapters that speak the wire."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol

from lintas.exchange.agencies.states import Result


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of a person and sent for comparison, no more than is needed."""

    nik: str
    full_name: str
    birth_date: date
    birth_place: str
    sex: str


@dataclass(frozen=True, slots=True)
class Answer:
    """A code, and the other side's reference for it."""

    result: Result
    reference: str


class CivilRegistry(Protocol):
    """Compares a claim with the population register; sends back no data."""

    def verify(self, claim: Claim, *, request_id: str) -> Answer:
        """:raises wire.Unavailable: no usable answer. :raises wire.Refused: access was denied."""


class CorePassportSystem(Protocol):
    """The national passport system: duplicates, bans on leaving, print orders."""

    def find_duplicate(self, claim: Claim, *, request_id: str) -> Answer:
        """Look for another valid passport of the person."""

    def check_bans(self, claim: Claim, *, request_id: str) -> Answer:
        """Look the person up in the list that the centre keeps; only a code comes back."""

    def order_print(self, claim: Claim, *, request_id: str) -> Answer:
        """Order the printing of an approved passport."""
