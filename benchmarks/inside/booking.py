"""Book places by the house's own operations: hold, then confirm."""

import random
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.db import connection, connections

from benchmarks.crowd import crowd
from benchmarks.inside.recording import recorded
from benchmarks.statements import slot_id
from lintas.foundation import clock
from lintas.visit.appointments import operations

HOLD = timedelta(minutes=15)


def book(*, clients: int, seconds: float, seed: int, slots: int) -> dict[str, Any]:
    """Let as many processes book without a pause on ``slots`` sessions; return the figures."""
    _book(slot=0)
    connections.close_all()
    if connection.vendor == "postgresql":
        connection.close_pool()  # type: ignore[attr-defined]

    def make(number: int) -> Any:
        chance = random.Random(seed + number)
        return lambda: _book(slot=chance.randrange(slots))

    found = crowd(clients, make, seconds=seconds)
    return {**vars(found), "wrong": dict(found.wrong)}


def record() -> list[list[dict[str, Any]]]:
    """Return the statements of two bookings."""
    _book(slot=0)
    recordings = []
    for _ in range(2):
        subject = uuid4()
        held, _keys = recorded(partial(_hold, subject, slot=0))
        confirmed, _keys = recorded(partial(_confirm, subject))
        later = [{**one.as_json(), "part": one.part + 1} for one in confirmed]
        recordings.append([one.as_json() for one in held] + later)
    return recordings


def _book(*, slot: int) -> None:
    subject = uuid4()
    _hold(subject, slot=slot)
    _confirm(subject)


def _hold(subject: UUID, *, slot: int) -> None:
    at = clock.now()
    operations.hold_place(
        slot_id=UUID(slot_id(slot)),
        subject=subject,
        person_id=subject,
        service_key="passport.new.adult",
        until=at + HOLD,
        by=f"person:{subject}",
        at=at,
    )


def _confirm(subject: UUID) -> None:
    operations.confirm_place(subject=subject, by="system:benchmark", at=clock.now())
