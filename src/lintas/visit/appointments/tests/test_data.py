"""The real points, their real calendars and our proposed schedules, put together."""

from datetime import date

import pytest
from django.core.management import call_command

from lintas.directory.catalogue import remembering
from lintas.directory.offices import operations as offices_operations
from lintas.directory.offices import queries as offices
from lintas.visit.appointments import operations, queries
from lintas.visit.appointments.models import Schedule, SessionSum, Slot
from lintas.visit.appointments.tests.factories import book, taken, wib

NOW = wib(21, 9)


def capacity_of_a_day(slug, on, service_class):
    point = offices.point(slug=slug)
    [day] = queries.days_ahead(point_ids=[point.id], service_class=service_class, from_on=on, days=1, at=NOW)[point.id]
    return day.capacity


@pytest.mark.parametrize(
    ("slug", "peak_day", "counters"),
    [
        ("lampung-tengah", 91, 5),
        ("pesawaran", 33, 2),
        ("payakumbuh", 13, 1),
        ("kepulauan-mentawai", 9, 1),
        ("bengkulu-selatan", 9, 1),
    ],
)
def test_each_place_carries_a_peak_day_and_no_more_than_its_counters_can_serve(five_places, slug, peak_day, counters):
    monday = date(2026, 11, 23)

    offered = sum(capacity_of_a_day(slug, monday, kind) for kind in ("regular", "priority", "accelerated"))

    assert peak_day <= offered <= counters * 20


def test_the_weekend_a_holiday_and_friday_noon_have_no_sessions(five_places):
    days = set(Slot.objects.values_list("on", flat=True))
    assert date(2026, 11, 28) not in days
    assert capacity_of_a_day("lampung-tengah", date(2026, 11, 27), "regular") == 11 * 2 + 14 * 3

    operations.make_slots(at=wib(10, 9, month=12))
    assert not Slot.objects.filter(on=date(2026, 12, 25)).exists()


def test_the_same_day_service_is_not_offered_where_nothing_is_printed(five_places):
    islands = offices.point(slug="kepulauan-mentawai")
    days = queries.days_ahead(
        point_ids=[islands.id], service_class="accelerated", from_on=date(2026, 11, 23), days=5, at=NOW
    )

    assert {day.reason for day in days[islands.id]} == {"not_offered"}


def test_loading_and_opening_may_be_repeated(five_places, capsys):
    schedules, slots = Schedule.objects.count(), Slot.objects.count()

    call_command("load_schedules")
    call_command("make_slots")

    assert (Schedule.objects.count(), capsys.readouterr().out.splitlines()[0]) == (schedules, "0 new schedule rows.")
    assert Slot.objects.count() >= slots


def test_the_sum_of_a_session_names_every_factor(five_places):
    point = offices.point(slug="lampung-tengah")

    found = SessionSum.objects.get(point_id=point.id, starts_at=wib(23, 10)).factors

    assert found["length"] == 3600
    assert [(one["station"], one["counters"], one["staffed"], one["each"]) for one in found["steps"]] == [
        ("documents", 5, 5 * 3600, 18 * 60),
        ("photo", 3, 3 * 3600, 10 * 60),
        ("interview", 3, 3 * 3600, 10 * 60),
    ]
    assert (found["together"], found["limited_by"]) == (16, ["documents"])
    assert [(one["service_class"], one["places"]) for one in found["classes"]] == [("regular", 14), ("priority", 2)]


def test_a_counter_that_is_not_staffed_one_day_takes_places_from_that_day_only_and_never_from_people(five_places):
    point = offices.point(slug="payakumbuh")
    monday = Slot.objects.filter(point_id=point.id, on=date(2026, 11, 23), service_class="regular")
    full = monday.get(starts_at=wib(23, 9))
    subjects = [book(full, at=NOW) for _ in range(full.capacity)]
    [counter] = offices.counters(point_id=point.id, station="documents")

    offices_operations.staff_counter(counter_id=counter.id, on=date(2026, 11, 23), hours=None, by="officer:x", at=NOW)
    made = operations.make_slots(at=NOW)

    assert made.resized
    assert taken(full) == len(subjects) == full.capacity
    assert sum(slot.capacity - slot.taken for slot in monday) == 0
    assert capacity_of_a_day("payakumbuh", date(2026, 11, 24), "regular") == 13
    shown = queries.days_ahead(point_ids=[point.id], from_on=date(2026, 11, 23), days=2, at=NOW)[point.id]
    assert [(day.left, day.reason) for day in shown] == [(0, "full"), (13, None)]


def test_the_second_run_writes_nothing(five_places, django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(remembering, "_is_changing", lambda: False)  # as in a run of its own
    made = operations.make_slots(at=NOW)

    assert made == operations.Made(opened=0, closed=0, reopened=0, resized=0)
    # what was decided of extra places; of each of the five points: schedules, sessions, sums, stock of books
    with django_assert_max_num_queries(1 + 5 * 4):
        operations.make_slots(at=NOW)


@pytest.fixture
def stock(five_places):
    """Tell how many books Payakumbuh has; return its days by the number of the day."""
    point = offices.point(slug="payakumbuh")

    def tell(blank, promised=0):
        operations.tell_of_books(point_id=point.id, blank=blank, promised=promised, at=NOW)
        operations.make_slots(at=NOW)
        shown = queries.days_ahead(point_ids=[point.id], from_on=date(2026, 11, 23), days=14, at=NOW)[point.id]
        return {day.on.day: day for day in shown}

    return tell


def test_places_stop_where_the_books_do_and_go_on_where_the_next_delivery_reaches(stock):
    # Eighteen places of all classes a day; five books are kept back. Five working days from Saturday end on Friday.
    days = stock(blank=5 + 18 + 3)

    assert (days[23].left, days[23].reason) == (13, None)
    assert days[24].left == 1  # of the three books one went to each class
    assert (days[25].left, days[25].reason, days[25].next_on) == (0, "no_booklets", date(2026, 11, 30))
    assert (days[27].left, days[27].reason) == (0, "no_booklets")
    assert (days[30].left, days[30].reason) == (13, None)


def test_books_that_arrive_open_the_places_again(stock):
    assert stock(blank=0)[23].reason == "no_booklets"

    assert stock(blank=500)[23].left == 13


def test_a_book_is_counted_once_whether_its_person_holds_a_place_or_has_left_the_office(stock):
    stock(blank=5 + 18 + 18)
    slot = Slot.objects.get(
        point_id=offices.point(slug="payakumbuh").id, starts_at=wib(24, 10), service_class="regular"
    )
    left = stock(blank=5 + 18 + 18)[24].left
    book(slot, at=NOW)

    assert stock(blank=5 + 18 + 18)[24].left == left - 1
    assert stock(blank=5 + 18 + 18, promised=18)[24].reason == "no_booklets"
