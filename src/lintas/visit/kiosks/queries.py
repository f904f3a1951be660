"""What is known of kiosks: frozen answers."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from lintas.directory.offices import queries as offices
from lintas.visit.kiosks.models import Act, Given, Kiosk
from lintas.visit.kiosks.offers import offers
from lintas.visit.kiosks.states import Outcome, Recorded
from lintas.visit.queueing import queries as tickets


@dataclass(frozen=True, slots=True)
class KioskInfo:
    """A box of a point; ``given`` lines of its log are known here. ``key`` is None until it was enrolled."""

    id: UUID
    point_id: UUID
    name: str
    key: bytes | None
    given: int
    heard_at: datetime | None
    is_set_aside: bool
    serves_counters: bool = False


@dataclass(frozen=True, slots=True)
class LaneOffer:
    """A class of visitors that a kiosk offers."""

    letter: str
    queue_class: str
    name_id: str
    name_en: str
    block: int
    station: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that a counter did while it was cut off, though the house had decided otherwise; ``code`` is why."""

    id: UUID
    number: str
    action: str
    counter: str
    made_at: datetime
    code: str


@dataclass(frozen=True, slots=True)
class Loose:
    """A number that a person holds though it stands in no line; who gave it, and when."""

    number: str
    kiosk: str
    given_at: datetime


def kiosk(kiosk_id: UUID) -> KioskInfo | None:
    """Return a box that is listened to; None when there is none. One query."""
    found = Kiosk.objects.filter(id=kiosk_id, revoked_at__isnull=True).first()
    return None if found is None else _info(found)


def kiosks_of(point_id: UUID) -> tuple[KioskInfo, ...]:
    """Return the boxes of the point that are listened to, by name. One query."""
    found = Kiosk.objects.filter(point_id=point_id, revoked_at__isnull=True).order_by("name")
    return tuple(_info(one) for one in found)


def lanes_offered(point_id: UUID) -> tuple[LaneOffer, ...]:
    """Return what kiosks of the point offer, by letter. One query."""
    return tuple(
        LaneOffer(lane.letter, lane.queue_class, lane.name.id, lane.name.en, offer.block, offer.station)
        for lane in tickets.lanes_of(point_id)
        if (offer := offers().by_class.get(lane.queue_class)) is not None
    )


def taken_at(ticket_id: UUID) -> datetime | None:
    """Return when the number was taken at a kiosk, by all we know; None when it was given elsewhere. One query."""
    return Given.objects.filter(ticket_id=ticket_id).values_list("given_at", flat=True).first()


def subject_of(ticket_id: UUID) -> UUID | None:
    """Return for what the ticket stands while it has no case; None when it was given elsewhere. One query."""
    return Given.objects.filter(ticket_id=ticket_id).values_list("id", flat=True).first()


def loose_numbers(point_id: UUID, *, day: date) -> tuple[Loose, ...]:
    """Return the numbers of the day that a person holds though they stand in no line, oldest first. Two queries."""
    letters = {lane.id: lane.letter for lane in tickets.lanes_of(point_id)}
    found = Given.objects.select_related("kiosk").filter(kiosk__point_id=point_id, day=day, outcome=Outcome.UNPLACED)
    return tuple(
        Loose(f"{letters[one.lane_id]} {one.number:03d}", one.kiosk.name, one.given_at)
        for one in found.order_by("given_at", "seq")
    )


def conflicts(point_id: UUID) -> tuple[Conflict, ...]:
    """Return what nobody has looked at yet, oldest first. One query and the point's counters."""
    names = {counter.id: counter.name for counter in offices.counters(point_id=point_id)}
    found = Act.objects.filter(kiosk__point_id=point_id, outcome=Recorded.CONFLICT, settled_at__isnull=True)
    return tuple(
        Conflict(act.id, act.number, act.action, names.get(act.counter_id, ""), act.made_at, act.code)
        for act in found.order_by("made_at", "seq")
    )


def _info(found: Kiosk) -> KioskInfo:
    return KioskInfo(
        id=found.id,
        point_id=found.point_id,
        name=found.name,
        key=None if found.key is None else bytes(found.key),
        given=found.last_seq,
        heard_at=found.heard_at,
        is_set_aside=found.set_aside_at is not None,
        serves_counters=found.serves_counters,
    )
