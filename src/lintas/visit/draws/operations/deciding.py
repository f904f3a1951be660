"""Computing the result, and telling everybody."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from lintas.foundation.outbox.operations import publish
from lintas.visit.appointments import operations as places
from lintas.visit.draws import events, queries
from lintas.visit.draws.models import Claim, Credit, Draw, Entry, Paper, Result
from lintas.visit.draws.operations.errors import NoSuchDraw
from lintas.visit.draws.operations.steps import locked, step
from lintas.visit.draws.operations.window import keep
from lintas.visit.draws.rules import papers
from lintas.visit.draws.rules.deciding import Decided
from lintas.visit.draws.states import Action, State, state_after

AT_ONCE = 2000
"""Rows in one statement."""

TOLD_AT_ONCE = 200
"""Entries told in one transaction."""


def draw_now(*, draw_id: UUID, by: str, at: datetime) -> None:
    """
    Rank the entries by lot and give the places by rank. The result follows from what is open already.

    It is computed before the transaction, which only writes: nothing that goes into it can change any more.

    :raises NoSuchDraw: :raises ActionNotAllowed: not every value is open, or it is done.
    """
    paper = _computed(draw_id)
    with transaction.atomic():
        _record(draw_id, paper, by=by, at=at)


def _computed(draw_id: UUID) -> papers.Transcript:
    draw = Draw.objects.filter(id=draw_id).first()
    if draw is None:
        raise NoSuchDraw
    state_after(draw.state, Action.DRAW)
    values = {one.key: bytes.fromhex(one.value) for one in draw.witnesses.all()}
    opened = papers.Opened(seed=bytes.fromhex(draw.seed), values=values)
    return papers.transcript(queries.offer_of(draw), queries.entries_of_draw(draw.id), opened)


def _record(draw_id: UUID, paper: papers.Transcript, *, by: str, at: datetime) -> None:
    draw = locked(draw_id)
    step(draw, Action.DRAW, by=by, at=at)
    _write_results(draw, paper.decided)
    keep(draw, Paper.Part.TRANSCRIPT, paper.content, at=at)
    publish(
        events.DrawDecided(
            subject=draw.id,
            office=draw.office_code,
            key=paper.key.hex(),
            entries=sum(one.unit.size for one in paper.decided),
            won=sum(one.unit.size for one in paper.decided if one.session),
        ),
        by=by,
        at=at,
    )


@transaction.atomic
def publish_result(*, draw_id: UUID, by: str, at: datetime) -> None:
    """
    Show the transcript to everybody, count the lost rounds, let each identity enter elsewhere again, and places go that nobody won.

    :raises NoSuchDraw: :raises ActionNotAllowed: nothing is drawn yet, or it is published.
    """
    draw = locked(draw_id)
    step(draw, Action.PUBLISH, by=by, at=at)
    lost = Entry.objects.filter(draw=draw, result__session__isnull=True, result__isnull=False)
    Credit.objects.bulk_create(
        (
            Credit(identity=identity, service_key=draw.service_key, lost=min(credit + 1, draw.credit_cap))
            for identity, credit in lost.values_list("identity", "credit")
        ),
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["identity", "service_key"],
        update_fields=["lost"],
    )
    won = Entry.objects.filter(draw=draw, result__session__isnull=False).values("identity")
    Credit.objects.filter(service_key=draw.service_key, identity__in=won).update(lost=0)
    Claim.objects.filter(entry__draw=draw).delete()
    given = Result.objects.filter(entry__draw=draw, session__isnull=False).values_list("session__slot_id")
    places.open_kept(keeper=draw.id, but=dict(given.annotate(Count("entry")).order_by()), at=at)
    transcript = draw.papers.get(part=Paper.Part.TRANSCRIPT).sha256
    publish(events.DrawPublished(subject=draw.id, office=draw.office_code, transcript=transcript), by=by, at=at)


@transaction.atomic
def tell_results(*, by: str, at: datetime, limit: int = TOLD_AT_ONCE) -> int:
    """Tell so many entries of published draws whether they won; return how many. Each is told once."""
    waiting = Result.objects.filter(told_at__isnull=True, entry__draw__state=State.PUBLISHED)
    told = 0
    for result in list(waiting.select_related("entry__draw", "session").order_by("entry_id")[:limit]):
        if Result.objects.filter(pk=result.pk, told_at__isnull=True).update(told_at=at):
            publish(_news(result), by=by, at=at)
            told += 1
    return told


def _news(result: Result) -> events.PlaceWon | events.PlaceNotWon:
    entry, draw, session = result.entry, result.entry.draw, result.session
    if session is None:
        credit = min(entry.credit + 1, draw.credit_cap)
        return events.PlaceNotWon(
            subject=entry.id, office=draw.office_code, draw_id=draw.id, rank=result.rank, credit=credit
        )
    return events.PlaceWon(
        subject=entry.id,
        office=draw.office_code,
        draw_id=draw.id,
        slot_id=session.slot_id,
        starts_at=session.starts_at,
    )


def _write_results(draw: Draw, decided: tuple[Decided, ...]) -> None:
    ids = dict(Entry.objects.taking_part().filter(draw=draw).values_list("code", "id"))
    sessions = dict(draw.sessions.values_list("key", "id"))
    Result.objects.bulk_create(
        (
            Result(entry_id=ids[member], rank=one.rank, session_id=sessions.get(one.session))
            for one in decided
            for member in one.unit.members
        ),
        batch_size=AT_ONCE,
    )
