"""How freed places were offered: each decision as it was made, and the same decision made anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from lintas.visit.appointments import rules
from lintas.visit.appointments.models import Allotment


@dataclass(frozen=True, slots=True)
class AllotmentInfo:
    """One decision. ``holds`` says whether the rule, asked again, answers the same."""

    id: UUID
    at: datetime
    service_class: str
    rule: str
    asked: dict[str, Any]
    answer: list[dict[str, Any]]
    holds: bool


def allotments(*, point_id: UUID, since: datetime, until: datetime) -> tuple[AllotmentInfo, ...]:
    """Return the decisions of the point in that time, oldest first, each decided anew. One query."""
    found = Allotment.objects.filter(point_id=point_id, at__gte=since, at__lt=until).order_by("at", "id")
    return tuple(
        AllotmentInfo(
            id=one.id,
            at=one.at,
            service_class=one.service_class,
            rule=one.rule,
            asked=one.asked,
            answer=one.answer,
            holds=one.rule == rules.RULE and as_answered(rules.allot(*as_decided(one.asked))) == one.answer,
        )
        for one in found
    )


def as_asked(rooms: Sequence[rules.Room], parties: Sequence[rules.Party]) -> dict[str, Any]:
    """Return what the rule was asked, to be kept: sessions, sizes, days and turns, nobody's name."""
    return {
        "rooms": [
            {
                "slot": room.slot,
                "on": room.on.isoformat(),
                "begins": room.begins.isoformat(),
                "ends": room.ends.isoformat(),
                "places": room.places,
            }
            for room in rooms
        ],
        "parties": [
            {
                "key": party.key,
                "size": party.size,
                "since": party.since.isoformat(),
                "first_on": party.first_on.isoformat(),
                "last_on": party.last_on.isoformat(),
                "not_in": sorted(party.not_in),
            }
            for party in parties
        ],
    }


def as_answered(awards: Sequence[rules.Award]) -> list[dict[str, Any]]:
    """Return what the rule answered, to be kept."""
    return [{"party": award.party, "slots": list(award.slots)} for award in awards]


def as_decided(asked: dict[str, Any]) -> tuple[list[rules.Room], list[rules.Party]]:
    """Return what was kept of the question as the rule takes it."""
    rooms = [
        rules.Room(
            slot=room["slot"],
            on=date.fromisoformat(room["on"]),
            begins=datetime.fromisoformat(room["begins"]),
            ends=datetime.fromisoformat(room["ends"]),
            places=room["places"],
        )
        for room in asked["rooms"]
    ]
    parties = [
        rules.Party(
            key=party["key"],
            size=party["size"],
            since=datetime.fromisoformat(party["since"]),
            first_on=date.fromisoformat(party["first_on"]),
            last_on=date.fromisoformat(party["last_on"]),
            not_in=frozenset(party["not_in"]),
        )
        for party in asked["parties"]
    ]
    return rooms, parties
