"""Situations of draws: announced, open, closed, with witnesses who keep their values to themselves until asked."""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from lintas.directory.people.queries import PersonInfo
from lintas.visit.appointments.tests.factories import Point, make_slot, wib
from lintas.visit.draws import operations
from lintas.visit.draws.models import Draw, Result
from lintas.visit.draws.operations import Comer
from lintas.visit.draws.states import Pool, ShownBy

ANNOUNCED, OPENS, CLOSES, REVEAL_BY = wib(2, 9), wib(4, 8), wib(6, 8), wib(6, 12)
SERVICE = "passport.new.adult"


@dataclass
class People:
    """Persons whose identities a test knows; each new one has an identity of its own."""

    identities: dict[UUID, bytes | None] = field(default_factory=dict)

    def new(self, *, identity: bytes | None = b"") -> UUID:
        person_id = uuid4()
        self.identities[person_id] = b"\x01" + uuid4().bytes if identity == b"" else identity
        return person_id

    def same_as(self, person_id: UUID) -> UUID:
        """Another record of the same human being."""
        return self.new(identity=self.identities[person_id])

    def info(self, person_id: UUID) -> PersonInfo:
        return PersonInfo(id=person_id, language="id", nik_index=self.identities[person_id], has=frozenset())


def value_of(witness: str, draw_id: UUID) -> str:
    """The value that a witness keeps."""
    return hashlib.sha256(f"{witness} {draw_id}".encode()).hexdigest()


def fingerprint(value: str) -> str:
    return hashlib.sha256(bytes.fromhex(value)).hexdigest()


def announce(point: Point, *, places: tuple[int, ...] = (2,), at: datetime = ANNOUNCED, **more: Any) -> UUID:
    """A draw for sessions of 12 November and later, without witnesses."""
    classes = more.pop("classes", ("regular",) * len(places))
    slots = more.pop("slots", None) or [
        make_slot(point.id, wib(12 + number // 6, 8 + number % 6), capacity=count, service_class=kind)
        for number, (count, kind) in enumerate(zip(places, classes, strict=True))
    ]
    return operations.announce(
        point_id=point.id,
        service_key=more.pop("service_key", SERVICE),
        slot_ids=[slot.id for slot in slots],
        opens_at=more.pop("opens_at", OPENS),
        closes_at=more.pop("closes_at", CLOSES),
        reveal_by=more.pop("reveal_by", REVEAL_BY),
        by="officer:x",
        at=at,
        **more,
    )


def commit(draw_id: UUID, *witnesses: str, at: datetime = ANNOUNCED) -> None:
    for witness in witnesses or ("ombudsman", "kampus"):
        operations.commit(
            draw_id=draw_id,
            witness=witness,
            name=f"Saksi {witness}",
            commitment=fingerprint(value_of(witness, draw_id)),
            by="officer:x",
            at=at,
        )


def opened(point: Point, **more: Any) -> UUID:
    """A draw that takes entries."""
    opens_at = more.get("opens_at", OPENS)
    draw_id = announce(point, **more)
    commit(draw_id, at=more.get("at", ANNOUNCED))
    operations.open_window(draw_id=draw_id, by="system:x", at=opens_at)
    return draw_id


def enter(draw_id: UUID, *person_ids: UUID, wants: tuple[str, ...] = ("S1",), **more: Any) -> tuple[UUID, ...]:
    return operations.enter(
        draw_id=draw_id,
        comers=[Comer(person_id, ShownBy.REGISTRY) for person_id in person_ids],
        pool=more.pop("pool", Pool.REGULAR),
        wants=wants,
        by="person:x",
        at=more.pop("at", OPENS + timedelta(hours=1)),
        **more,
    )


def closed(point: Point, people: People, *, entries: int = 5, **more: Any) -> UUID:
    """A draw whose entries are fixed."""
    draw_id = opened(point, **more)
    for _ in range(entries):
        enter(draw_id, people.new(), at=more.get("opens_at", OPENS))
    operations.close_window(draw_id=draw_id, by="system:x", at=more.get("closes_at", CLOSES))
    return draw_id


def reveal(draw_id: UUID, *witnesses: str, at: datetime = CLOSES) -> None:
    for witness in witnesses or ("ombudsman", "kampus"):
        operations.open_value(draw_id=draw_id, witness=witness, value=value_of(witness, draw_id), by="officer:x", at=at)


def published(point: Point, people: People, **more: Any) -> UUID:
    """A draw with its result."""
    draw_id = closed(point, people, **more)
    reveal(draw_id, at=more.get("closes_at", CLOSES))
    operations.draw_now(draw_id=draw_id, by="system:x", at=more.get("closes_at", CLOSES))
    operations.publish_result(draw_id=draw_id, by="system:x", at=more.get("closes_at", CLOSES))
    return draw_id


def state_of(draw_id: UUID) -> str:
    return Draw.objects.get(id=draw_id).state


def won(draw_id: UUID) -> int:
    return Result.objects.filter(entry__draw_id=draw_id, session__isnull=False).count()
