"""Finding a draw, locking it, and taking it one step on with its line in the journal."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection, models

from lintas.visit.draws.models import Draw, DrawStep
from lintas.visit.draws.operations.errors import NoSuchDraw, WindowNotOpen
from lintas.visit.draws.states import Action, State, state_after


def locked(draw_id: UUID) -> Draw:
    """Return the draw and let nobody else look at it for a change until the commit. :raises NoSuchDraw:"""
    draw = Draw.objects.select_for_update(of=("self",)).filter(id=draw_id).first()
    if draw is None:
        raise NoSuchDraw
    return draw


def open_now(draw_id: UUID, *, at: datetime) -> Draw:
    """
    Return the draw if its window is open at ``at``, and keep it from closing until the commit.

    Many enter at once, so they do not wait for each other: they share the row (FOR KEY SHARE), and only
    the close, which takes it whole, waits for them. SQLite has one writer, which is the same.

    :raises NoSuchDraw: :raises WindowNotOpen:
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            key = models.UUIDField().get_db_prep_value(draw_id, connection)
            cursor.execute("SELECT 1 FROM draws_draw WHERE id = %s FOR KEY SHARE", [key])
    draw = Draw.objects.filter(id=draw_id).first()
    if draw is None:
        raise NoSuchDraw
    if draw.state != State.OPEN or not draw.opens_at <= at < draw.closes_at:
        raise WindowNotOpen
    return draw


def step(draw: Draw, action: Action, *, by: str, at: datetime, reason: str = "", **changes: Any) -> None:
    """Take a locked draw where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    before, draw.state = draw.state, state_after(draw.state, action)
    draw.void_reason = reason
    for name, value in changes.items():
        setattr(draw, name, value)
    draw.save(update_fields=["state", "void_reason", *changes])
    write(draw, action, before=before, by=by, at=at, reason=reason)


def write(draw: Draw, action: Action, *, before: str, by: str, at: datetime, reason: str = "") -> None:
    """Write one line of the draw's journal."""
    DrawStep.objects.create(
        draw=draw, action=action, from_state=before, to_state=draw.state, by=by, at=at, reason=reason
    )
