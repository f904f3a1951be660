"""The two counters that are rows: a lane's numbers and a station's turns. One statement each, on both databases."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction

from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Lane, StationDay
from lintas.visit.queueing.operations.errors import LaneFull


def next_number(*, lane_id: UUID, day: date) -> int:
    """
    Take the lane's next number of the day; its row is held until the commit, so no number is given twice or lost.

    :raises LaneFull: the three digits are used up.
    """
    return reserve_numbers(lane_id=lane_id, day=day, count=1)


def reserve_numbers(*, lane_id: UUID, day: date, count: int) -> int:
    """
    Take the lane's next ``count`` numbers of the day, for somebody who gives them later; return the last of them.

    :raises LaneFull: so many are not left.
    """
    try:
        with transaction.atomic():
            return _increase(
                "INSERT INTO queueing_laneday (lane_id, day, last_number) VALUES (%s, %s, %s)"
                " ON CONFLICT (lane_id, day) DO UPDATE SET last_number = queueing_laneday.last_number + %s"
                " RETURNING last_number",
                [_uuid(lane_id), _day(day), count, count],
            )
    except IntegrityError:
        raise LaneFull from None


def next_turn(*, point_id: UUID, station: str, day: date) -> int:
    """Take the station's next turn of the day; until the commit nobody else calls, joins or leaves its line."""
    return _turn(point_id, station, day, more=1)


def turns_so_far(*, point_id: UUID, station: str, day: date) -> int:
    """Return how many calls the station has made today; until the commit it makes no other. One statement."""
    return _turn(point_id, station, day, more=0)


def rule_of_day(*, point_id: UUID, station: str, day: date) -> dict[UUID, rules.LaneRule]:
    """
    Return what the lanes weigh at the station today: as they stood at its first call, whatever changes later.

    Only for who has a turn. One query, at the first call of the day three.
    """
    of_day = StationDay.objects.filter(point_id=point_id, station=station, day=day)
    kept = of_day.values_list("rule", flat=True).get()
    if not kept:
        lanes = Lane.objects.filter(point_id=point_id)
        kept = {str(lane.id): [lane.weight, lane.behind_at_most] for lane in lanes}
        of_day.update(rule=kept)
    return rules.read_rule(kept)


def _turn(point_id: UUID, station: str, day: date, *, more: int) -> int:
    return _increase(
        "INSERT INTO queueing_stationday (point_id, station, day, last_turn, rule) VALUES (%s, %s, %s, %s, '{}')"
        " ON CONFLICT (point_id, station, day) DO UPDATE SET last_turn = queueing_stationday.last_turn + %s"
        " RETURNING last_turn",
        [_uuid(point_id), station, _day(day), more, more],
    )


def _increase(statement: str, values: list[Any]) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()[0]


def _uuid(value: UUID) -> object:
    return models.UUIDField().get_db_prep_value(value, connection)


def _day(value: date) -> object:
    return connection.ops.adapt_datefield_value(value)
