"""A whole draw inside the house: the window, many entries, the lot, the papers."""

import hashlib
import random
import time
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from lintas.directory.offices import queries as offices
from lintas.directory.people import operations as people
from lintas.visit.appointments.models import Slot
from lintas.visit.draws import operations, queries
from lintas.visit.draws.models import Claim, Entry, Household, Result
from lintas.visit.draws.operations.entering import claim_of, fresh_code
from lintas.visit.draws.states import Pool, ShownBy

AT = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)
OPENS, CLOSES, REVEAL_BY = AT + timedelta(days=2), AT + timedelta(days=4), AT + timedelta(days=4, hours=4)
WITNESSES = ("ombudsman", "kampus")
PLACES_EACH, WANTED, TOGETHER = 10, 5, 4
OPERATION = 200
"""Entries that are made by the house's operation, one transaction each; the others are rows."""


def draw(*, entries: int, places: int, seed: int, transcript: str) -> dict[str, Any]:
    """Do one draw; return the seconds of each step and write the transcript where asked to."""
    chance, took = random.Random(seed), dict[str, float | Sequence[float]]()
    draw_id, values = _opened(places, chance)
    opened = queries.draw(draw_id)
    assert opened is not None  # it was just announced
    keys = [session.key for session in opened.sessions]
    took["enter"] = [part / OPERATION for part in _enter(draw_id, keys, chance)]
    _fill(draw_id, keys, entries - OPERATION, chance)
    steps = {
        "close": lambda: operations.close_window(draw_id=draw_id, by="system:bench", at=CLOSES),
        "open": lambda: [
            operations.open_value(draw_id=draw_id, witness=key, value=value, by="system:bench", at=CLOSES)
            for key, value in values.items()
        ],
        "decide": lambda: operations.draw_now(draw_id=draw_id, by="system:bench", at=CLOSES),
        "publish": lambda: operations.publish_result(draw_id=draw_id, by="system:bench", at=CLOSES),
        "tell 200": lambda: operations.tell_results(by="system:bench", at=CLOSES),
        "odds": lambda: queries.draw(draw_id),
        "read": lambda: queries.paper(draw_id, "transcript"),
    }
    for name, act in steps.items():
        took[name] = _seconds(act)
    content = queries.paper(draw_id, "transcript") or b""
    with open(transcript, "wb") as file:  # noqa: PTH123
        file.write(content)
    won = Result.objects.filter(entry__draw_id=draw_id, session__isnull=False).count()
    return {"took": took, "won": won, "bytes": len(content)}


def _opened(places: int, chance: random.Random) -> tuple[UUID, dict[str, str]]:
    point = offices.points()[0]
    slots = [
        Slot(
            point_id=point.id,
            service_class="regular",
            on=(AT + timedelta(days=20)).date(),
            starts_at=AT + timedelta(days=20, minutes=number),
            ends_at=AT + timedelta(days=20, minutes=number + 60),
            capacity=min(PLACES_EACH, places - number * PLACES_EACH),
        )
        for number in range(-(-places // PLACES_EACH))
    ]
    Slot.objects.bulk_create(slots)
    draw_id = operations.announce(
        point_id=point.id,
        service_key="passport.new.adult",
        slot_ids=[slot.id for slot in slots],
        opens_at=OPENS,
        closes_at=CLOSES,
        reveal_by=REVEAL_BY,
        by="system:bench",
        at=AT,
    )
    values = {key: chance.randbytes(32).hex() for key in WITNESSES}
    for key, value in values.items():
        commitment = hashlib.sha256(bytes.fromhex(value)).hexdigest()
        operations.commit(draw_id=draw_id, witness=key, name=key, commitment=commitment, by="system:bench", at=AT)
    operations.open_window(draw_id=draw_id, by="system:bench", at=OPENS)
    return draw_id, values


def _enter(draw_id: UUID, keys: list[str], chance: random.Random) -> tuple[float, float]:
    comers = []
    for number in range(OPERATION):
        person_id = people.register_person(by="system:bench", at=AT)
        values = {"nik": f"990101410190{number:04d}"}
        people.record_identity(person_id=person_id, values=values, by="system:bench", at=AT)
        comers.append([operations.Comer(person_id, ShownBy.REGISTRY)])

    def enter_all() -> None:
        for comer in comers:
            wants = chance.sample(keys, min(WANTED, len(keys)))
            operations.enter(draw_id=draw_id, comers=comer, pool=Pool.REGULAR, wants=wants, by="system:bench", at=OPENS)

    return _seconds(enter_all)


def _fill(draw_id: UUID, keys: list[str], count: int, chance: random.Random) -> None:
    """Add rows: a fifth in households of four, a third with a lost round, each wanting five sessions."""
    homes = [Household(draw_id=draw_id, code=fresh_code("K")) for _ in range(count // 5 // TOGETHER)]
    Household.objects.bulk_create(homes)
    places: list[Household | None] = [home for home in homes for _ in range(TOGETHER)]
    places += [None] * (count - len(places))
    wished = {home.id: chance.sample(keys, min(WANTED, len(keys))) for home in homes}
    entries = [
        Entry(
            draw_id=draw_id,
            code=fresh_code("E"),
            person_id=uuid4(),
            identity=b"\x01" + uuid4().bytes,
            service_key="passport.new.adult",
            shown_by=ShownBy.REGISTRY,
            pool=Pool.REGULAR,
            household=home,
            credit=chance.choice((0, 0, 1)),
            wants=wished[home.id] if home else chance.sample(keys, min(WANTED, len(keys))),
            entered_at=OPENS,
        )
        for home in places
    ]
    Entry.objects.bulk_create(entries, batch_size=2000)
    Claim.objects.bulk_create(map(claim_of, entries), batch_size=2000)


def _seconds(act: Any) -> tuple[float, float]:
    """Return the seconds that passed, and those for which this process had a processor."""
    began, at_work = time.perf_counter(), time.process_time()
    act()
    return time.perf_counter() - began, time.process_time() - at_work
