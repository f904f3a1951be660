"""Taking over what a kiosk gave while nobody could be asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from lintas.directory.offices import queries as offices
from lintas.foundation.outbox.operations import publish
from lintas.visit.kiosks import events, rules
from lintas.visit.kiosks.models import Act, Block, Fork, Given, Kiosk
from lintas.visit.kiosks.offers import offers
from lintas.visit.kiosks.operations.acting import record
from lintas.visit.kiosks.operations.errors import NotUnderstood
from lintas.visit.kiosks.operations.hearing import locked
from lintas.visit.kiosks.operations.lines import ActLine, Became, Line
from lintas.visit.kiosks.states import Outcome
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets


@dataclass(frozen=True, slots=True)
class Merged:
    """How far the house now knows the kiosk's log, and what became of the numbers. ``forked``: it told two versions."""

    last_seq: int
    last_hash: bytes
    became: tuple[Became, ...]
    forked: bool = False


@transaction.atomic
def merge(*, kiosk_id: UUID, lines: Sequence[Line | ActLine], sent: rules.Sent, is_all: bool, at: datetime) -> Merged:
    """
    Take over the lines that come next in the kiosk's log; lines that are known change nothing.

    ``is_all`` says that the box has told every line of its log with these. A line that contradicts a known one is
    kept, and the kiosk set aside: nothing after it is taken.

    :raises NoSuchKiosk: :raises IsSetAside: :raises NotUnderstood: a number was never leased to this kiosk.
    """
    kiosk = locked(kiosk_id)
    known = _known(kiosk, [line.seq for line in lines])
    hall = _Hall(kiosk, sent, rules.heard_at(at, placed_at=kiosk.placed_at, lines=len(lines)))
    became = []
    forked = False
    for more, line in zip(reversed(range(len(lines))), sorted(lines, key=lambda line: line.seq), strict=True):
        digest = rules.line_hash(line.before, line.body)
        row = known.get(line.seq)
        step = rules.step_of(
            seq=line.seq,
            before=line.before,
            digest=digest,
            last_seq=kiosk.last_seq,
            last=bytes(kiosk.last_hash),
            known=None if row is None else bytes(row.digest),
        )
        if step is rules.Step.GAP:
            break
        if step is rules.Step.FORK or (row is None and hall.knows_otherwise(line)):
            _set_aside(kiosk, line, at=at)
            forked = True
            break
        became.append(_as_before(row) if row is not None else hall.take(line, digest, more=more))
    kiosk.heard_at, kiosk.told_all = at, is_all and not forked
    kiosk.save(update_fields=["last_seq", "last_hash", "placed_at", "heard_at", "told_all", "set_aside_at"])
    return Merged(kiosk.last_seq, bytes(kiosk.last_hash), tuple(became), forked)


class _Hall:
    """The kiosk's point while lines are taken: its lanes, its day, and the moment before which nothing can lie."""

    def __init__(self, kiosk: Kiosk, sent: rules.Sent, at: datetime) -> None:
        self.kiosk, self.sent, self.at = kiosk, sent, at
        self.point = offices.point(id=kiosk.point_id)
        self.lanes = {lane.letter: lane for lane in tickets.lanes_of(kiosk.point_id)}
        self.today = offices.calendar(point_id=kiosk.point_id).local(at).date()
        self.floor = rules.floor_of(
            placed_at=kiosk.placed_at,
            heard_at=kiosk.heard_at,
            all_heard=kiosk.told_all,
            least=kiosk.enrolled_at or at,
        )

    def knows_otherwise(self, line: Line | ActLine) -> bool:
        """Say whether another line has this id, or gave this number: two copies of a log were in use, or none is kept."""
        if isinstance(line, ActLine):
            return Act.objects.filter(id=line.id).exists()
        lane = self.lanes.get(line.letter)
        same = Q(lane_id=lane.id if lane else None, day=line.day, number=line.number)
        return Given.objects.filter(Q(id=line.id) | same).exists()

    def take(self, line: Line | ActLine, digest: bytes, *, more: int) -> Became:
        """Write the line down, do what it says where that is possible, and tell; ``more`` come after it."""
        given_at = rules.moment_given(line.told, self.sent, floor=self.floor, now=self.at, more=more)
        if isinstance(line, ActLine):
            became = record(self.kiosk, line, digest, made_at=given_at, at=self.at)
        else:
            became = self._give(line, digest, given_at)
        self.floor = self.kiosk.placed_at = given_at
        self.kiosk.last_seq, self.kiosk.last_hash = line.seq, digest
        return became

    def _give(self, line: Line, digest: bytes, given_at: datetime) -> Became:
        lane = self.lanes.get(line.letter)
        if lane is None or not self._is_leased(lane, line):
            raise NotUnderstood
        outcome = rules.outcome_of(line.day, today=self.today)
        ticket = None
        if outcome in (Outcome.JOINED, Outcome.EXCHANGED):
            ticket = self._issue(lane, line, given_at, exchanged=outcome is Outcome.EXCHANGED)
            outcome = outcome if ticket else Outcome.UNPLACED
        Given.objects.create(
            id=line.id,
            kiosk=self.kiosk,
            seq=line.seq,
            digest=digest,
            lane_id=lane.id,
            day=line.day,
            number=line.number,
            reference=line.reference,
            wall=line.told.wall,
            given_at=given_at,
            merged_at=self.at,
            outcome=outcome,
            ticket_id=ticket.id if ticket else None,
        )
        return Became(line.id, outcome, ticket.number if ticket and outcome is Outcome.EXCHANGED else "")

    def _is_leased(self, lane: tickets.LaneOfPoint, line: Line) -> bool:
        blocks = Block.objects.filter(kiosk=self.kiosk, lane_id=lane.id, day=line.day)
        return blocks.filter(first__lte=line.number, last__gte=line.number).exists()

    def _issue(
        self, lane: tickets.LaneOfPoint, line: Line, given_at: datetime, *, exchanged: bool
    ) -> tickets.TicketInfo | None:
        by = f"kiosk:{self.kiosk.id}"
        try:
            with transaction.atomic():
                ticket = queue.issue_ticket(
                    point_id=self.kiosk.point_id,
                    subject=line.id,
                    queue_class=lane.queue_class,
                    station=offers().by_class[lane.queue_class].station,
                    by=by,
                    at=self.at,
                    place_at=given_at,
                    number=None if exchanged else line.number,
                )
        except (queue.LaneFull, queue.NumberGiven):
            return None
        publish(
            events.NumberTaken(
                subject=line.id,
                office=self.point.office_code,
                kiosk_id=self.kiosk.id,
                ticket_id=ticket.id,
                reference=line.reference,
            ),
            by=by,
            at=self.at,
        )
        return ticket


def _known(kiosk: Kiosk, seqs: Sequence[int]) -> dict[int, Given | Act]:
    known: dict[int, Given | Act] = {row.seq: row for row in Given.objects.filter(kiosk=kiosk, seq__in=seqs)}
    return known | {row.seq: row for row in Act.objects.filter(kiosk=kiosk, seq__in=seqs)}


def _as_before(row: Given | Act) -> Became:
    if isinstance(row, Act):
        return Became(row.id, row.outcome)
    instead = tickets.ticket(row.ticket_id) if row.ticket_id and row.outcome == Outcome.EXCHANGED else None
    return Became(row.id, row.outcome, instead.number if instead else "")


def _set_aside(kiosk: Kiosk, line: Line | ActLine, *, at: datetime) -> None:
    kiosk.set_aside_at = at
    Fork.objects.create(kiosk=kiosk, seq=line.seq, before=line.before, body=line.body, at=at)
    office = offices.point(id=kiosk.point_id).office_code
    told = events.KioskSetAside(subject=kiosk.id, office=office, point_id=kiosk.point_id, seq=line.seq)
    publish(told, by=f"kiosk:{kiosk.id}", at=at)
