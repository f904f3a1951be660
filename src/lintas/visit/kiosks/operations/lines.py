"""Lines of a kiosk's log, and what became of them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from lintas.visit.kiosks import rules


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a kiosk's log: what it says, and the raw ``body`` over which its hash goes."""

    id: UUID
    seq: int
    before: bytes
    letter: str
    day: date
    number: int
    reference: str
    told: rules.Told
    body: bytes


@dataclass(frozen=True, slots=True)
class ActLine:
    """
    One line of a kiosk's log that says what a counter did with a number.

    ``ticket`` is the number's id as the house told it, or the id of the line with which the box gave it.
    """

    id: UUID
    seq: int
    before: bytes
    action: str
    ticket: UUID
    number: str
    counter_id: UUID
    station: str
    told: rules.Told
    body: bytes


@dataclass(frozen=True, slots=True)
class Became:
    """What became of a line; ``instead`` is the number of today that the person was given in exchange."""

    id: UUID
    outcome: str
    instead: str = ""
