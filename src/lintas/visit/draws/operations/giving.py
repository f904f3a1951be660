"""Giving the places that were won, each once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.visit.appointments import operations as places
from lintas.visit.draws.models import Result


def give_place(*, entry_id: UUID, subject: UUID, service_key: str, until: datetime, by: str, at: datetime) -> bool:
    """
    Hold the place that the entry won for the application ``subject`` until ``until``; say whether this call did it.

    Safe to repeat: the result's row decides. ``service_key`` is under which the place counts as the person's only one.

    :raises SlotFull: :raises SlotBegun: :raises AlreadyHoldsPlace: nothing was given and nothing is settled.
    """
    with _settled(entry_id, at=at) as result:
        if result is None or result.session is None:
            return False
        places.give_kept(
            slot_id=result.session.slot_id,
            keeper=result.entry.draw_id,
            subject=subject,
            person_id=result.entry.person_id,
            service_key=service_key,
            until=until,
            by=by,
            at=at,
        )
        return True


def let_place_go(*, entry_id: UUID, at: datetime) -> bool:
    """Let the place go that the entry won and its person cannot have; say whether this call did it."""
    with _settled(entry_id, at=at) as result:
        if result is None or result.session is None:
            return False
        places.open_one_kept(slot_id=result.session.slot_id, keeper=result.entry.draw_id, at=at)
        return True


@contextmanager
def _settled(entry_id: UUID, *, at: datetime) -> Iterator[Result | None]:
    """Note in one transaction with what follows that the entry has its place; None when somebody else did."""
    with transaction.atomic():
        open_now = Result.objects.filter(entry_id=entry_id, session__isnull=False, settled_at__isnull=True)
        first = open_now.update(settled_at=at)
        yield Result.objects.select_related("entry", "session").get(pk=entry_id) if first else None
