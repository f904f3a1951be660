"""Eight who want the same chairs at one moment; the database decides."""

from datetime import timedelta

import pytest

from lintas.visit.needs.models import FacilityHour
from lintas.visit.needs.states import Need
from lintas.visit.needs.tests.visitors import Visitor

pytestmark = pytest.mark.only_on("postgresql")
THREADS = 8


def test_of_eight_who_need_one_of_two_chairs_two_get_one(transactional_db, house, now, race):
    hour = now + timedelta(days=2)
    visitors = [Visitor(now).state("wheelchair") for _ in range(THREADS)]

    race(THREADS, lambda number: visitors[number].arrange(house, hour))

    assert sum(Need.WHEELCHAIR in visitor.told.kept for visitor in visitors) == 2
    assert FacilityHour.objects.get().taken == 2


def test_who_exchange_two_hours_in_opposite_directions_do_not_lock_each_other_up(transactional_db, house, now, race):
    early, late = now + timedelta(days=2), now + timedelta(days=2, hours=1)
    visitors = [Visitor(now).state("companion", "quiet") for _ in range(6)]
    for number, visitor in enumerate(visitors):
        visitor.arrange(house, late if number % 2 else early)

    answers = race(6, lambda number: visitors[number].arrange(house, early if number % 2 else late))

    assert [answer for answer in answers if isinstance(answer, BaseException)] == []
    seats = FacilityHour.objects.filter(kind="companion_seat").values_list("taken", flat=True)
    assert sum(seats) == 6
