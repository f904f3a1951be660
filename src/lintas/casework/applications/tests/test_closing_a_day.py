"""A day that the office closes: nobody books it, nobody loses, and everybody may choose."""

from datetime import datetime, time, timedelta

import pytest
from django.db import transaction

from lintas.casework.applications import operations, tasks
from lintas.casework.applications.tests.closing import UNDO, close, present, run, told
from lintas.casework.applications.tests.walk import IDENTITY, Walk
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments import tasks as place_tasks
from lintas.visit.appointments.models import Replacement, Slot


def offer(walk):
    return appointments.replacement_of(walk.id, at=walk.at)


def counts_agree():
    for slot in Slot.objects.all():
        resting = slot.freed.keeping_a_place().count()
        assert slot.taken == slot.appointments.counting_as_taken().count() + resting <= slot.capacity


def test_a_person_is_moved_to_the_nearest_equal_place_and_told_of_the_choice(walk):
    walk.scheduled()
    before = present(walk)
    closed = close(walk)

    assert run(walk) == 1

    after = present(walk)
    assert (after.state, after.point_id, after.service_class) == ("booked", before.point_id, before.service_class)
    assert after.on == offices.calendar(point_id=walk.point.id).next_open_day(closed + timedelta(days=1))
    assert after.starts_at.time() == before.starts_at.time()
    assert after.moves_left == before.moves_left
    assert offer(walk).is_open
    assert len(offer(walk).others) == 2
    assert walk.state == "scheduled"
    counts_agree()


def test_nobody_books_the_day_from_the_moment_it_is_closed(walk):
    walk.fill()
    free = walk.free_slot(later=1)
    close(walk, on=appointments.slot(free).on)

    with pytest.raises(places.SlotClosed):
        operations.choose_place(application_id=walk.id, slot_id=free, by=walk.by, at=walk.at)


def test_a_second_run_moves_nobody_again(walk):
    walk.scheduled()
    close(walk)

    assert (run(walk), run(walk)) == (1, 0)
    assert Replacement.objects.count() == 1


def test_accepting_and_silence_keep_the_place(walk):
    walk.scheduled()
    close(walk)
    run(walk)
    given = offer(walk).slot_id

    operations.accept_replacement(application_id=walk.id, by=walk.by, at=walk.at)

    assert (present(walk).slot_id, offer(walk).is_open, offer(walk).answer) == (given, False, "accepted")
    with pytest.raises(places.NoReplacement):
        operations.accept_replacement(application_id=walk.id, by=walk.by, at=walk.at)


def test_after_the_deadline_the_place_given_stays_and_nothing_else_may_be_chosen(walk):
    walk.scheduled()
    close(walk)
    run(walk)
    given, other = offer(walk).slot_id, offer(walk).others[0].id
    walk.at = offer(walk).answer_by

    assert not offer(walk).is_open
    with pytest.raises(places.NoReplacement):
        operations.choose_instead(application_id=walk.id, slot_id=other, by=walk.by, at=walk.at)
    assert present(walk).slot_id == given


def test_another_place_is_taken_without_using_the_own_right(walk):
    walk.scheduled()
    close(walk)
    run(walk)
    other = offer(walk).others[1].id

    operations.choose_instead(application_id=walk.id, slot_id=other, by=walk.by, at=walk.at)

    assert (present(walk).slot_id, present(walk).moves_left, offer(walk).answer) == (other, 1, "other")
    counts_agree()


def test_given_the_other_place_is_full_by_now_then_the_given_one_stays_and_one_may_choose_again(walk):
    walk.scheduled()
    close(walk)
    run(walk)
    given, other = offer(walk).slot_id, offer(walk).others[0].id
    Slot.objects.filter(id=other).update(capacity=0)

    with pytest.raises(places.SlotFull):
        operations.choose_instead(application_id=walk.id, slot_id=other, by=walk.by, at=walk.at)

    assert (present(walk).slot_id, offer(walk).is_open) == (given, True)
    counts_agree()


def test_given_no_place_is_free_then_nobody_loses_theirs_and_it_is_tried_again(walk):
    walk.scheduled()
    closed = close(walk)
    Slot.objects.filter(on__gt=closed).update(capacity=0)
    before = present(walk).slot_id

    assert run(walk) == 0
    walk.at += timedelta(days=40)
    assert places.mark_absent(at=walk.at) == 0  # who waits for another place has missed nothing
    assert (present(walk).slot_id, walk.state) == (before, "scheduled")

    place_tasks.make_slots(at=walk.at)
    assert run(walk) == 1
    assert present(walk).on > closed
    counts_agree()


def test_without_the_closure_the_same_person_counts_as_absent(walk):
    """The control of the test above."""
    walk.scheduled()
    walk.at += timedelta(days=40)

    assert places.mark_absent(at=walk.at) == 1


def test_a_hold_on_the_day_is_moved_when_the_money_comes(walk):
    walk.submit().code()
    held = present(walk)
    assert held.state == "held"
    close(walk)
    assert run(walk) == 0

    walk.pay()

    assert run(walk) == 1
    assert (present(walk).state, present(walk).on > held.on) == ("booked", True)


def test_the_person_is_told_of_the_choice_and_then_of_what_was_chosen(walk, told_news):
    walk.scheduled()
    close(walk, reason="disaster")
    run(walk)

    assert told(walk)
    assert walk.case.respond_by == offer(walk).answer_by
    operations.choose_instead(application_id=walk.id, slot_id=offer(walk).others[0].id, by=walk.by, at=walk.at)
    assert told(walk)
    assert told_news == ["P06.choice", "P06.chosen"]
    assert appointments.journal(walk.id)[-1].reason == "force_majeure"


@pytest.mark.parametrize("role", ["loket", "pencetak"])
def test_only_a_head_closes_a_day(walk, role):
    walk.scheduled()

    with pytest.raises(operations.NotYourAct):
        close(walk, role=role)

    assert present(walk).state == "booked"
    assert Slot.objects.get(id=present(walk).slot_id).offered


def test_a_day_taken_back_before_all_were_moved_leaves_the_rest_where_they_are(walk):
    walk.scheduled()
    before = present(walk).slot_id
    closed = close(walk)
    offices_operations.reopen_point(point_id=walk.point.id, on=closed, by="officer:x", at=walk.at)
    place_tasks.make_slots(at=walk.at)

    assert run(walk) == 0
    assert present(walk).slot_id == before


def test_within_the_time_to_undo_nobody_is_moved_and_a_day_opened_again_is_as_if_nothing_had_been(walk):
    walk.scheduled()
    before, on = present(walk), present(walk).on
    walk.close_day()
    walk.at += timedelta(minutes=UNDO, seconds=-1)
    assert run(walk) == 0

    operations.reopen_day(point_id=walk.point.id, on=on, officer=walk.officer("kakanim"), at=walk.at)

    walk.at += timedelta(minutes=UNDO)
    assert run(walk) == 0
    assert present(walk) == before
    assert Slot.objects.get(id=before.slot_id).offered
    assert not Replacement.objects.exists()


def test_on_the_day_itself_people_are_moved_and_told_at_once(walk):
    walk.scheduled()
    before = present(walk)
    walk.at = before.starts_at - timedelta(hours=1)

    walk.close_day(reason="outage")

    assert run(walk) == 1
    assert present(walk).on > before.on
    assert told(walk)


def test_a_day_closed_minutes_before_it_begins_is_told_of_when_it_begins(walk):
    walk.scheduled()
    calendar = offices.calendar(point_id=walk.point.id)
    midnight = datetime.combine(present(walk).on, time(), tzinfo=calendar.zone)
    walk.at = midnight - timedelta(minutes=1)
    walk.close_day(reason="outage")

    walk.at = midnight - timedelta(seconds=1)
    assert run(walk) == 0
    walk.at = midnight
    assert run(walk) == 1


def test_without_the_undo_the_same_person_is_moved(walk):
    """The control of the test above."""
    walk.scheduled()
    close(walk)
    assert run(walk) == 1


def test_who_was_moved_may_choose_the_old_hour_when_the_day_is_opened_again(walk):
    walk.scheduled()
    before = present(walk).slot_id
    closed = close(walk)
    run(walk)
    assert before not in {slot.id for slot in offer(walk).others}

    operations.reopen_day(point_id=walk.point.id, on=closed, officer=walk.officer("kakanim"), at=walk.at)

    assert offer(walk).others[0].id == before
    operations.choose_instead(application_id=walk.id, slot_id=before, by=walk.by, at=walk.at)
    assert (present(walk).slot_id, present(walk).moves_left) == (before, 1)
    assert close(walk) == closed
    assert run(walk) == 1  # and is moved again when the same day is closed again
    assert present(walk).slot_id != before
    assert offer(walk).is_open
    counts_agree()


@pytest.mark.parametrize("role", ["loket", "pencetak"])
def test_only_a_head_opens_a_day_again(walk, role):
    walk.scheduled()
    closed = close(walk)

    with pytest.raises(operations.NotYourAct):
        operations.reopen_day(point_id=walk.point.id, on=closed, officer=walk.officer(role), at=walk.at)

    assert not offices.calendar(point_id=walk.point.id).is_open(closed)


def another(walk, number):
    """A further person with a booked place on the same day."""
    one = Walk(point=walk.point, at=walk.at, identity=IDENTITY | {"nik": f"99990157059000{number + 10:02}"})
    code = f"8202611240000{number + 10:02}"
    return one.submit().code(code).pay(number=code, ntpn=f"NTPN0000000000{number + 10:02}")


def test_a_full_day_is_moved_in_order_over_several_runs_and_the_progress_is_told(walk, monkeypatch):
    people = [another(walk, number) for number in range(5)]
    [on] = {present(one).on for one in people}
    closed = close(people[0], on=on, reason="outage", role="kasi")
    walk.at = people[0].at
    monkeypatch.setattr(tasks, "BATCH", 2)
    assert appointments.progress(point_id=walk.point.id, on=closed).waiting == 5

    seen = []
    while run(walk):
        now = appointments.progress(point_id=walk.point.id, on=closed)
        assert now.waiting + now.moved == 5
        seen.append(now.moved)

    assert seen == [2, 4, 5]
    assert all(offer(one).is_open for one in people)
    starts = [present(one).starts_at for one in people]
    assert starts == sorted(starts)  # who had the earlier place has the nearer one
    counts_agree()


def test_given_a_worker_dies_in_the_middle_then_the_next_run_finds_exactly_who_is_left(walk, monkeypatch):
    people = [another(walk, number) for number in range(3)]
    walk.at = people[0].at
    closed = close(people[0], on=present(people[0]).on)
    move, calls = operations.move_off_closed_day, []

    def die_at_the_second(**said):
        calls.append(said)
        if len(calls) == 2:
            with transaction.atomic():
                move(**said)
                raise SystemExit
        return move(**said)

    monkeypatch.setattr(operations, "move_off_closed_day", die_at_the_second)
    with pytest.raises(SystemExit):
        run(walk)

    assert appointments.progress(point_id=walk.point.id, on=closed).moved == 1
    assert run(walk) == 2
    assert Replacement.objects.count() == 3
    counts_agree()
