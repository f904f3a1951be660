"""A draw that does not take place: never because somebody dislikes a result."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Min

from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import operations as places
from lintas.visit.draws import events
from lintas.visit.draws.models import Claim, Draw, Entry
from lintas.visit.draws.operations.errors import VoidNotAllowed
from lintas.visit.draws.operations.steps import locked, step
from lintas.visit.draws.states import BY_THE_RULES, Action, State, VoidReason
from lintas.visit.draws.terms import house_terms

TOLD_AT_ONCE = 200
"""Entries told in one transaction."""

OFFICE = "office"
"""Whose value stayed closed when every witness's is open."""


@transaction.atomic
def void_draw(*, draw_id: UUID, reason: VoidReason, by: str, at: datetime) -> None:
    """
    Let the draw end without a result; its entries may enter elsewhere, and take part if it is repeated.

    Its places are kept for a while for the round that repeats it, once; where there is nobody or nothing to keep them
    for, they go at once.

    Before the entries are fixed an officer may, with a reason; afterwards only a value that stayed closed does.

    :raises VoidNotAllowed: the reason does not hold. :raises NoSuchDraw: :raises ActionNotAllowed:
    """
    draw = locked(draw_id)
    before = draw.state
    silent = _silent(draw) if before == State.CLOSED else ""
    step(draw, Action.VOID, by=by, at=at, reason=reason)
    if not _holds(draw, VoidReason(reason), before=before, at=at):
        raise VoidNotAllowed
    Claim.objects.filter(entry__draw=draw).delete()
    draw.sessions.update(live=False)
    draw.keeps_until = _keeps_until(draw, reason, at=at)
    draw.save(update_fields=["keeps_until"])
    if draw.keeps_until is None:
        places.open_kept(keeper=draw.id, at=at)
    told = events.DrawVoided(subject=draw.id, office=draw.office_code, reason=str(reason), witness=silent)
    publish(told, by=by, at=at)


@transaction.atomic
def give_up_places(*, draw_id: UUID, at: datetime) -> bool:
    """Let the places of a void draw go that were kept for its repetition in vain; say whether this call did it."""
    draw = locked(draw_id)
    if draw.keeps_until is None or at < draw.keeps_until:
        return False
    draw.keeps_until = None
    draw.save(update_fields=["keeps_until"])
    places.open_kept(keeper=draw.id, at=at)
    return True


@transaction.atomic
def tell_void(*, by: str, at: datetime, limit: int = TOLD_AT_ONCE) -> int:
    """Tell so many entries of void draws that theirs does not take place; return how many. Each is told once."""
    waiting = Entry.objects.taking_part().filter(draw__state=State.VOID, void_told_at__isnull=True)
    told = 0
    for entry in list(waiting.select_related("draw").order_by("draw_id", "id")[:limit]):
        if Entry.objects.filter(pk=entry.pk, void_told_at__isnull=True).update(void_told_at=at):
            publish(_news(entry), by=by, at=at)
            told += 1
    return told


def _news(entry: Entry) -> events.RoundVoided:
    draw = entry.draw
    return events.RoundVoided(
        subject=entry.id,
        office=draw.office_code,
        draw_id=draw.id,
        point_id=draw.point_id,
        reason=draw.void_reason,
        keeps_until=draw.keeps_until,
    )


def _keeps_until(draw: Draw, reason: str, *, at: datetime) -> datetime | None:
    """
    Return until when the places are kept; None when they go at once.

    That is where the office closed a session, nobody takes part, or too little time is left. A repetition that is void
    too keeps nothing: otherwise an office that stops draws again and again would keep places from people.
    """
    if reason == VoidReason.CLOSURE or draw.again_of_id or not Entry.objects.taking_part().filter(draw=draw).exists():
        return None
    terms = house_terms()
    first = draw.sessions.aggregate(first=Min("starts_at"))["first"]
    until = min(at + terms.again_kept, first - terms.again_least)
    return until if until > at else None


def _holds(draw: Draw, reason: VoidReason, *, before: str, at: datetime) -> bool:
    if reason == VoidReason.NOT_OPENED:
        return before == State.CLOSED and at > draw.reveal_by
    if reason == VoidReason.TOO_FEW_WITNESSES:
        few = draw.witnesses.count() < draw.witnesses_least
        return before == State.ANNOUNCED and at >= draw.opens_at and few
    return before != State.CLOSED and reason not in BY_THE_RULES


def _silent(draw: Draw) -> str:
    return draw.witnesses.filter(value="").order_by("key").values_list("key", flat=True).first() or OFFICE
