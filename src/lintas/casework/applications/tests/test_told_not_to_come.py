"""While no equal place is free, the people of a closed day are told not to come, and told again when that changes."""

from datetime import timedelta

from django.db.models import F

from lintas.casework.applications import handlers, operations
from lintas.casework.applications.tests.closing import close, present, run, told
from lintas.exchange.messaging.models import Message
from lintas.foundation.outbox.events import decode
from lintas.foundation.outbox.models import Event
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.events import PlaceStandsAgain, ReplacementAwaited
from lintas.visit.appointments.models import ClosureNotice, Slot


def full_after(closed):
    Slot.objects.filter(on__gt=closed).update(capacity=0)


def news_of(walk, since):
    """Handle what was published since the event."""
    for event in Event.objects.filter(subject=walk.id, id__gt=since).order_by("id"):
        said = decode(event.name, event.body)
        if isinstance(said, ReplacementAwaited):
            handlers.tell_of_the_closed_day(said, at=walk.at)
        elif isinstance(said, PlaceStandsAgain):
            handlers.tell_that_it_stands(said, at=walk.at)


def last_event():
    return Event.objects.latest("id").id


def test_given_no_place_is_free_then_the_person_is_told_once_not_to_come(walk, told_news):
    walk.scheduled()
    closed = close(walk, reason="disaster")
    full_after(closed)
    since, before = last_event(), Message.objects.count()

    assert (run(walk), run(walk)) == (0, 0)
    news_of(walk, since)

    assert told_news == ["P06.awaited"]
    assert Message.objects.count() > before
    now = appointments.progress(point_id=walk.point.id, on=closed)
    assert (now.waiting, now.told, now.moved) == (1, 1, 0)
    assert present(walk).is_called_off


def test_with_a_place_free_nobody_is_told_to_wait(walk, told_news):
    """The control of the test above."""
    walk.scheduled()
    close(walk)
    since = last_event()

    assert run(walk) == 1
    news_of(walk, since)
    assert told_news == []


def test_nobody_is_told_while_the_closing_can_be_taken_back(walk):
    walk.scheduled()
    full_after(present(walk).on)
    walk.close_day()
    run(walk)
    assert not ClosureNotice.objects.exists()


def test_who_was_told_and_is_moved_later_waits_no_more(walk, told_news):
    walk.scheduled()
    closed = close(walk)
    full_after(closed)
    run(walk)
    since = last_event()
    Slot.objects.filter(on__gt=closed).update(capacity=1)

    assert run(walk) == 1
    news_of(walk, since)

    assert told(walk)
    assert told_news == ["P06.choice"]
    assert not ClosureNotice.objects.filter(over_at=None).exists()


def test_who_was_told_hears_that_the_day_is_open_again_and_the_place_stands(walk, told_news):
    walk.scheduled()
    before = present(walk)
    closed = close(walk)
    full_after(closed)
    since = last_event()
    run(walk)
    news_of(walk, since)
    since = last_event()

    operations.reopen_day(point_id=walk.point.id, on=closed, officer=walk.officer("kakanim"), at=walk.at)
    run(walk)
    run(walk)
    news_of(walk, since)

    assert told_news == ["P06.awaited", "P06.open_again"]
    assert present(walk) == before
    assert close(walk) == closed
    full_after(closed)
    run(walk)
    assert ClosureNotice.objects.filter(over_at=None).count() == 1  # closed a second time, told a second time


def test_who_was_told_not_to_come_and_cannot_hear_in_time_that_it_is_open_gets_another_place(walk, told_news):
    walk.scheduled()
    before = present(walk)
    closed = close(walk)
    full_after(closed)
    run(walk)
    since = last_event()
    walk.at = before.starts_at + timedelta(hours=1)
    operations.reopen_day(point_id=walk.point.id, on=closed, officer=walk.officer("kakanim"), at=walk.at)
    full_after(closed)

    assert run(walk) == 0
    news_of(walk, since)
    assert told_news == []
    assert places.mark_absent(at=walk.at + timedelta(days=1)) == 0
    Slot.objects.filter(on__gt=closed).update(capacity=1)
    assert run(walk) == 1
    assert present(walk).on > closed


def test_who_was_told_of_one_closed_day_is_told_of_the_next_one_too(walk):
    walk.scheduled()
    first = close(walk)
    full_after(first)
    run(walk)
    Slot.objects.filter(on__gt=first).update(capacity=1)
    operations.reschedule(application_id=walk.id, slot_id=walk.free_slot(later=1), by=walk.by, at=walk.at)
    second = close(walk)
    assert second > first
    Slot.objects.filter(on__gt=first).update(capacity=F("taken"))
    assert not present(walk).is_called_off

    run(walk)

    assert present(walk).is_called_off


def test_another_day_is_chosen_without_using_the_own_right_once_the_office_called_it_off(walk):
    walk.scheduled()
    left = present(walk).moves_left
    closed = close(walk)
    full_after(closed)
    run(walk)
    Slot.objects.filter(on__gt=closed).update(capacity=1)

    operations.reschedule(application_id=walk.id, slot_id=walk.free_slot(later=1), by=walk.by, at=walk.at)

    assert (present(walk).on > closed, present(walk).moves_left) == (True, left)
    assert not present(walk).is_called_off


def test_the_same_move_without_the_closing_uses_the_right(walk):
    """The control of the test above."""
    walk.scheduled()
    left = present(walk).moves_left

    operations.reschedule(application_id=walk.id, slot_id=walk.free_slot(later=1), by=walk.by, at=walk.at)

    assert present(walk).moves_left == left - 1


def test_a_notice_that_comes_late_says_nothing_that_is_no_longer_so(walk, told_news):
    walk.scheduled()
    closed = close(walk)
    full_after(closed)
    since = last_event()
    run(walk)
    operations.reopen_day(point_id=walk.point.id, on=closed, officer=walk.officer("kakanim"), at=walk.at)

    news_of(walk, since)

    assert told_news == ["P06.open_again"]
