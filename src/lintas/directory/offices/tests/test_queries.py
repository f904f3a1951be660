from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from lintas.directory.offices import models, queries
from lintas.directory.offices.queries import memory
from lintas.directory.offices.tests.factories import more_points, region_outside_any_work_area
from lintas.foundation.words import Bilingual

SATURDAY = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EVENING = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def choice(choices, slug):
    return next(found for found in choices if found.point.slug == slug)


def test_a_point_is_found_by_its_id_and_by_its_slug(payakumbuh):
    assert queries.point(id=payakumbuh.id) is queries.point(slug="payakumbuh")
    assert (payakumbuh.prefix, payakumbuh.office_code, payakumbuh.office_name, payakumbuh.zone) == (
        "PYK",
        "AGM",
        "Kantor Imigrasi Agam",
        "Asia/Jakarta",
    )


@pytest.mark.parametrize("key", [{"slug": "jakarta"}, {"id": uuid4()}])
def test_an_unknown_point_is_refused(loaded, key):
    with pytest.raises(queries.UnknownPoint) as refusal:
        queries.point(**key)
    assert refusal.value.status == 404
    with pytest.raises(queries.UnknownPoint):
        queries.calendar(point_id=uuid4())


def test_the_five_places_belong_to_four_offices(loaded):
    assert {(point.slug, point.prefix, point.office_code) for point in queries.points()} == {
        ("pesawaran", "PSW", "BDL"),
        ("lampung-tengah", "LTG", "BDL"),
        ("kepulauan-mentawai", "MTW", "PDG"),
        ("payakumbuh", "PYK", "AGM"),
        ("bengkulu-selatan", "BKS", "BKL"),
    }


@pytest.mark.parametrize("points", [1, 20])
def test_points_and_calendars_cost_the_same_for_one_and_for_twenty_and_nothing_when_warm(
    loaded, points, django_assert_num_queries
):
    if points > 5:
        more_points("AGM", count=points - 5)
    with django_assert_num_queries(1):  # points with their offices
        everywhere = queries.points()
    with django_assert_num_queries(5):  # holidays, years, hours, closures, points with their offices
        for point in everywhere:
            queries.calendar(point_id=point.id)
    with django_assert_num_queries(2):  # counters, facilities
        for point in everywhere:
            queries.counters(point_id=point.id)
            queries.facilities(point_id=point.id)

    with django_assert_num_queries(0):
        for point in queries.points():
            queries.point(slug=point.slug)
            queries.calendar(point_id=point.id)
            queries.counters(point_id=point.id, station="photo")
            queries.facilities(point_id=point.id)


@pytest.mark.parametrize("points", [1, 20])
def test_the_serving_points_of_a_village_cost_no_query_per_point(loaded, now, points, django_assert_num_queries):
    if points > 5:
        more_points("AGM", count=points - 5)

    # village, kecamatan; work areas; points; calendars in five; counters
    with django_assert_num_queries(10):
        queries.points_serving(village_code="13.76.01.1002", at=now)
    with django_assert_num_queries(0):
        queries.points_serving(village_code="13.76.01.1002", at=now)


def test_a_villager_of_pesawaran_is_served_by_the_two_points_of_the_office_nearest_first(loaded, now):
    choices = queries.points_serving(village_code="18.09.01.2001", at=now)

    assert [(found.point.slug, found.serves) for found in choices] == [
        ("pesawaran", True),
        ("lampung-tengah", True),
        ("bengkulu-selatan", False),
        ("kepulauan-mentawai", False),
        ("payakumbuh", False),
    ]
    assert choices[0].distance_km < 1  # the point stands in this kecamatan, Gedong Tataan
    assert 40 < choices[1].distance_km < 50
    assert {found.reason for found in choices[2:]} == {"outside_work_area"}


def test_pagai_selatan_is_more_than_a_hundred_kilometres_from_its_point(loaded, now):
    far = choice(queries.points_serving(village_code="13.09.10", at=now), "kepulauan-mentawai")

    assert far.serves
    assert 120 < far.distance_km < 135  # -3.0561, 100.3447 to -2.1433, 99.6033


def test_on_a_saturday_the_point_is_closed_today_and_next_open_on_monday(loaded):
    own = choice(queries.points_serving(village_code="13.76.01.1002", at=SATURDAY), "payakumbuh")

    assert (own.serves, own.reason, own.next_on) == (True, "closed_today", date(2026, 11, 23))


def test_after_the_last_hour_the_next_day_is_named(loaded):
    own = choice(queries.points_serving(village_code="13.76.01.1002", at=EVENING), "payakumbuh")

    assert (own.reason, own.next_on) == ("closed_today", date(2026, 11, 25))


def test_on_christmas_eve_the_next_day_is_after_leave_holiday_and_weekend(loaded):
    eve = datetime(2026, 12, 24, 2, tzinfo=UTC)

    own = choice(queries.points_serving(village_code="13.76.01.1002", at=eve), "payakumbuh")

    assert (own.reason, own.next_on) == ("closed_today", date(2026, 12, 28))


def test_a_point_without_counters_or_before_its_first_day_does_not_serve_and_says_why(loaded, now, payakumbuh):
    models.Counter.objects.filter(point_id=payakumbuh.id).delete()
    models.ServicePoint.objects.filter(slug="pesawaran").update(serves_from=date(2027, 1, 1))
    queries.forget()

    without = choice(queries.points_serving(village_code="13.76.01.1002", at=now), "payakumbuh")
    planned = choice(queries.points_serving(village_code="18.09.01.2001", at=now), "pesawaran")

    assert (without.serves, without.reason, without.next_on) == (False, "no_counter", None)
    assert (planned.serves, planned.reason, planned.next_on) == (False, "not_offered", date(2027, 1, 4))


def test_a_village_outside_every_work_area_is_served_by_none(loaded, now):
    choices = queries.points_serving(village_code=region_outside_any_work_area(), at=now)

    assert not any(found.serves for found in choices)
    assert {found.reason for found in choices} == {"outside_work_area"}
    assert {found.next_on for found in choices} == {None}


@pytest.mark.parametrize(
    "code", ["", "abc", "13.76.01.9999", "13.76.01.1002' OR 1=1", "１３.76", "13.76.01.1002\n", "9" * 500]
)
def test_a_code_that_is_no_region_is_refused(loaded, now, code):
    with pytest.raises(queries.UnknownRegion):
        queries.points_serving(village_code=code, at=now)
    with pytest.raises(queries.UnknownRegion):
        queries.region(code)
    with pytest.raises(queries.UnknownRegion):
        queries.children(code)


def test_one_goes_down_from_a_kabupaten_to_its_villages(loaded):
    assert len(queries.children("13.76")) == 5
    assert len(queries.children("13.76.01")) == 17
    assert queries.children("13.76.01.1002") == ()
    assert "Kota Payakumbuh" in [found.name for found in queries.regencies()]


def test_a_name_that_several_villages_bear_brings_each_with_its_kecamatan(loaded):
    hits = queries.villages_like("padang ratu")

    namesakes = {(hit.name, hit.kecamatan, hit.kabupaten) for hit in hits[:2]}
    assert namesakes == {
        ("Padang Ratu", "Padang Ratu", "Kabupaten Lampung Tengah"),
        ("Padang Ratu", "Gedong Tataan", "Kabupaten Pesawaran"),
    }


def test_the_kecamatan_tells_namesakes_apart(loaded):
    hits = queries.villages_like("  PADANG ratu, gedong")

    assert [(hit.name, hit.kecamatan) for hit in hits] == [("Padang Ratu", "Gedong Tataan")]


@pytest.mark.parametrize("text", ["", "  ", "ab", "%%%", "___", "'; drop table", "zzzzzz"])
def test_short_or_senseless_searches_find_nothing(loaded, text):
    assert queries.villages_like(text) == ()


def test_a_search_is_one_query(loaded, django_assert_num_queries):
    with django_assert_num_queries(1):  # villages with kecamatan and kabupaten
        assert len(queries.villages_like("suka")) == 20


def test_what_the_office_must_confirm_names_points_hours_and_the_unknown_holidays(loaded):
    facts = queries.to_be_confirmed()

    named = {fact.what.en for fact in facts}
    assert "Service point Pesawaran" in named
    assert "Service point Payakumbuh" not in named  # verified
    assert "Address of service point Payakumbuh" in named
    assert "Holidays of 2027" in named
    assert "Holidays of 2026" not in named
    assert {fact.confidence for fact in facts} <= {"M", "D", "P"}
    assert all(fact.source and fact.value for fact in facts)


def test_a_new_week_is_known_once_the_memory_is_dropped(payakumbuh):
    new = date(2027, 1, 4)
    models.OpeningHours.objects.create(
        point_id=payakumbuh.id, valid_from=new, weekday=0, opens=time(9), closes=time(11), confidence="P", source="x"
    )
    queries.forget()

    days = queries.calendar(point_id=payakumbuh.id)

    assert days.hours(new) == ((time(9), time(11)),)
    assert not days.is_open(new + timedelta(days=1))


def test_given_another_process_closed_the_point_then_it_is_known_after_some_seconds(payakumbuh, now, monkeypatch):
    before = queries.calendar(point_id=payakumbuh.id)
    models.Closure.objects.create(
        point_id=payakumbuh.id,
        on=date(2026, 11, 25),
        reason="outage",
        words_id="x",
        words_en="x",
        decided_by="system:test",
        decided_at=now,
    )
    assert queries.calendar(point_id=payakumbuh.id) is before
    later = memory.time.monotonic() + memory.SECONDS + 1
    monkeypatch.setattr(memory.time, "monotonic", lambda: later)

    assert queries.calendar(point_id=payakumbuh.id).closure(date(2026, 11, 25)).code == "outage"


def test_the_memory_is_bounded(loaded, monkeypatch):
    monkeypatch.setattr(memory, "MOST", 10)
    for found in queries.children("18.02"):
        queries.children(found.code)

    assert len(memory._kept) <= 10


def test_an_answer_read_before_a_change_is_not_kept_after_it(loaded):
    asked = []

    @memory.remembered
    def slow() -> int:
        asked.append(1)
        if len(asked) == 1:
            queries.forget()  # another thread changes something while this answer is on its way
        return len(asked)

    assert [slow(), slow(), slow()] == [1, 2, 2]


def test_words_of_a_closed_day_come_in_both_languages(loaded):
    days = queries.calendar(point_id=queries.point(slug="pesawaran").id)

    assert days.closure(date(2026, 12, 25)).words == Bilingual(id="Kelahiran Yesus Kristus (Natal)", en="Christmas Day")
