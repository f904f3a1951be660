from datetime import timedelta
from itertools import pairwise
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.visit.kiosks import operations
from lintas.visit.kiosks.models import Block, Fork, Given, Kiosk
from lintas.visit.kiosks.offers import offers
from lintas.visit.kiosks.tests.box import STARTED, Box
from lintas.visit.queueing import operations as queue
from lintas.visit.queueing import queries as tickets
from lintas.visit.queueing.models import Ticket
from lintas.visit.queueing.tests.factories import DAY, clock

TOMORROW = DAY + timedelta(days=1)


def at_the_desk(point, at):
    return queue.issue_ticket(
        point_id=point.id, subject=uuid4(), queue_class="regular", station="documents", by="officer:x", at=at
    )


def call_all(counter, at):
    called = []
    while True:
        try:
            ticket = queue.call_next(counter_id=counter.id, by="officer:x", at=at)
        except queue.NobodyWaiting:
            return called
        queue.arrive(ticket_id=ticket.id, by="officer:x", at=at)
        queue.finish(ticket_id=ticket.id, by="officer:x", at=at)
        called.append(ticket.number)


def test_blocks_of_two_kiosks_and_the_numbers_of_the_desk_never_overlap(boxes, point):
    numbers = [int(at_the_desk(point, clock(8)).number[-3:])]
    for _ in range(2):
        for box in boxes:
            [block] = box.lease()
            numbers += range(block.first, block.last + 1)
        numbers.append(int(at_the_desk(point, clock(8)).number[-3:]))

    assert len(numbers) == len(set(numbers)) == 2 * 4 * 40 + 3


def test_the_same_wish_gives_the_same_block(box):
    wish = uuid4()

    assert box.lease(wish=wish) == box.lease(wish=wish)
    assert Block.objects.count() == 1


def test_a_kiosk_gets_no_more_than_it_may_hold_until_it_has_given_some(box):
    for _ in range(offers().blocks_held + 2):
        box.lease()
    assert Block.objects.count() == offers().blocks_held

    for _ in range(40):
        box.give(clock(9))
    for start in range(0, 40, 25):
        box.tell(clock(9), start=start, stop=start + 25)
    box.lease()

    assert Block.objects.count() == offers().blocks_held + 1


def test_no_block_is_leased_for_another_day_another_lane_or_when_the_digits_are_used_up(box, point):
    assert box.lease(day=DAY + timedelta(days=2)) == ()
    assert box.lease(day=DAY - timedelta(days=1)) == ()
    assert box.lease("Z") == ()
    lane = next(lane for lane in tickets.lanes_of(point.id) if lane.letter == "A")
    queue.reserve_numbers(lane_id=lane.id, day=DAY, count=980)
    assert box.lease() == ()
    assert not Block.objects.exists()


def test_numbers_given_while_the_house_was_away_join_at_the_moments_they_were_given(box, point, counter):
    box.lease()
    box.tell(clock(8))
    box.give(clock(9))
    desk = at_the_desk(point, clock(9, 10))
    box.give(clock(9, 20), jump=timedelta(hours=-5))

    merged = box.tell(clock(10))

    assert [one.outcome for one in merged.became] == ["joined", "joined"]
    assert list(Given.objects.order_by("seq").values_list("given_at", flat=True)) == [clock(9), clock(9, 20)]
    assert call_all(counter, clock(10, 1)) == ["A 001", desk.number, "A 002"]
    order = tickets.order_of(point_id=point.id, day=DAY)
    assert order.right == order.calls == 3


def test_control_by_the_clock_on_the_box_the_one_who_came_first_is_called_last(box, point, counter, monkeypatch):
    def by_the_clock(told, sent, *, now, **bounds):
        return min(told.wall, now)

    monkeypatch.setattr("lintas.visit.kiosks.rules.moment_given", by_the_clock)
    box.lease()
    box.give(clock(9), jump=timedelta(minutes=50))
    box.give(clock(9, 20), jump=timedelta(hours=-5))

    box.tell(clock(10))

    assert call_all(counter, clock(10, 1)) == ["A 002", "A 001"]


def test_a_message_that_was_long_on_its_way_mixes_up_nobody_who_came_after_it(box, counter):
    box.lease()
    for second in range(8):
        box.give(clock(9) + timedelta(seconds=second))

    box.tell(clock(9, 1), stop=2, is_all=False, sent_at=clock(9, 0) + timedelta(seconds=30))
    box.tell(clock(9, 2), start=2)

    given = list(Given.objects.order_by("seq").values_list("given_at", flat=True))
    assert all(earlier < later for earlier, later in pairwise(given))
    assert call_all(counter, clock(9, 3)) == [f"A {number:03d}" for number in range(1, 9)]


def test_telling_twice_or_in_parts_changes_nothing(box):
    box.lease()
    for minute in range(6):
        box.give(clock(9, minute))

    first = box.tell(clock(9, 10), stop=4, is_all=False)
    again = box.tell(clock(9, 11), stop=4, is_all=False)
    rest = box.tell(clock(9, 12), start=2)

    assert (first.last_seq, again.last_seq, rest.last_seq) == (4, 4, 6)
    assert [one.id for one in again.became] == [one.id for one in first.became]
    assert Ticket.objects.count() == Given.objects.count() == 6


def test_a_gap_is_answered_with_the_line_that_is_wanted(box):
    box.lease()
    for minute in range(3):
        box.give(clock(9, minute))

    assert box.tell(clock(9, 10), start=1).last_seq == 0
    assert not Ticket.objects.exists()


def test_a_disk_put_back_is_noticed_both_versions_are_kept_and_the_kiosk_set_aside(box):
    box.lease()
    box.give(clock(9))
    kept, last, used = list(box.lines), box.last, {k: list(v) for k, v in box.used.items()}
    box.give(clock(9, 1))
    box.tell(clock(9, 2))
    box.lines, box.last, box.used = kept, last, used
    box.give(clock(9, 3))

    merged = box.tell(clock(9, 4))

    assert merged.forked
    assert Fork.objects.get().seq == 2
    assert Ticket.objects.count() == 2
    with pytest.raises(operations.IsSetAside):
        box.tell(clock(9, 5))
    with pytest.raises(operations.IsSetAside):
        box.lease(at=clock(9, 5))


def test_one_number_twice_in_a_log_sets_the_kiosk_aside_and_makes_one_ticket(box):
    box.lease()
    box.give(clock(9))
    box.give(clock(9, 1), number=1)

    assert box.tell(clock(9, 2)).forked
    assert Ticket.objects.count() == 1
    assert Fork.objects.count() == 1


def test_a_number_that_was_never_leased_is_refused_with_all_of_the_message(boxes):
    mine, other = boxes[:2]
    mine.lease()
    other.lease()
    mine.give(clock(9))
    mine.give(clock(9), number=41)

    with pytest.raises(operations.NotUnderstood):
        mine.tell(clock(9, 2))
    assert not Ticket.objects.exists()


def test_numbers_of_yesterday_are_kept_and_join_no_line(box):
    box.lease()
    box.give(clock(15))

    merged = box.tell(clock(8, day=25))

    assert [one.outcome for one in merged.became] == ["past"]
    assert not Ticket.objects.exists()
    assert Given.objects.get().given_at == clock(15)


def test_a_number_of_tomorrow_by_a_wrong_clock_is_exchanged_for_one_of_today_and_told_again(box):
    box.lease(day=TOMORROW)
    box.give(clock(9), day=TOMORROW)

    first, again = box.tell(clock(9, 1)), box.tell(clock(9, 2))

    assert [(one.outcome, one.instead) for one in first.became] == [("exchanged", "A 001")]
    assert again.became == first.became
    assert Ticket.objects.get().day == DAY


def test_where_the_lane_is_full_an_exchange_leads_to_the_desk(box, point):
    box.lease(day=TOMORROW)
    box.give(clock(9), day=TOMORROW)
    lane = next(lane for lane in tickets.lanes_of(point.id) if lane.letter == "A")
    queue.reserve_numbers(lane_id=lane.id, day=DAY, count=999)

    assert [one.outcome for one in box.tell(clock(9, 1)).became] == ["unplaced"]


def test_the_day_changes_while_the_house_is_away(box):
    box.lease()
    box.lease(day=TOMORROW)
    box.give(clock(15))
    box.give(clock(8, day=25), day=TOMORROW)

    merged = box.tell(clock(9, day=25))

    assert [one.outcome for one in merged.became] == ["past", "joined"]
    assert Ticket.objects.get().number == 1


def test_only_who_knows_the_code_becomes_a_kiosk_and_only_once(point):
    box = Box(point, enrol=False)
    other = Box(point, name="pintu-2")
    with pytest.raises(operations.CodeWrong):
        operations.enrol(kiosk_id=box.id, code=other.code, key=box.key, at=STARTED)
    with pytest.raises(operations.CodeWrong):
        operations.enrol(kiosk_id=box.id, code=box.code, key=box.key, at=STARTED + timedelta(minutes=30))

    for _ in range(2):
        operations.enrol(kiosk_id=box.id, code=box.code, key=box.key, at=STARTED)
    with pytest.raises(operations.CodeWrong):
        operations.enrol(kiosk_id=box.id, code=box.code, key=other.key, at=STARTED)
    with pytest.raises(operations.NameTaken):
        operations.invite(point_id=point.id, name="pintu-2", at=STARTED)


def test_a_stolen_kiosk_is_listened_to_no_more(box):
    box.lease()
    box.give(clock(9))
    operations.revoke(kiosk_id=box.id, by="officer:x", at=clock(9, 1))

    with pytest.raises(operations.NoSuchKiosk):
        box.tell(clock(9, 2))
    assert not Ticket.objects.exists()


def test_the_database_itself_refuses_a_number_twice_and_a_row_changed(box):
    box.lease()
    box.give(clock(9))
    box.tell(clock(9, 1))
    row = Given.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Given.objects.bulk_create(
            [
                Given(
                    **{f.attname: getattr(row, f.attname) for f in Given._meta.fields}
                    | {"id": uuid4(), "seq": 2, "digest": b"x" * 32}
                )
            ]
        )
    with pytest.raises(Given.Final):
        row.save()
    with pytest.raises(Given.Final):
        row.delete()
    assert Kiosk.objects.get().last_seq == 1
