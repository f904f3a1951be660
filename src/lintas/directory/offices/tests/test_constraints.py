from contextlib import contextmanager
from datetime import date, time
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from lintas.directory.offices import models


@contextmanager
def refused(name: str):
    """The database itself refuses, for this constraint."""
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        yield


def hours(point, **changes):
    facts = {
        "point_id": point.id,
        "valid_from": date(2027, 1, 1),
        "weekday": 0,
        "opens": time(8),
        "closes": time(16),
        "confidence": "P",
        "source": "x",
    }
    return models.OpeningHours.objects.create(**{**facts, **changes})


def closure(now, **changes):
    facts = {"on": date(2026, 12, 1), "reason": "outage", "words_id": "x", "words_en": "x", "decided_by": "x"}
    return models.Closure.objects.create(**{**facts, "decided_at": now, **changes})


@pytest.mark.parametrize("prefix", ["pyk", "PY", "PY!", "P1K", ""])
def test_a_point_prefix_is_three_capital_letters(payakumbuh, prefix):
    with refused("point_prefix_form"):
        models.ServicePoint.objects.filter(id=payakumbuh.id).update(prefix=prefix)


def test_two_points_never_share_a_prefix(payakumbuh):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.ServicePoint.objects.filter(id=payakumbuh.id).update(prefix="PSW")


def test_a_counter_number_is_given_once_at_a_point(payakumbuh):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Counter.objects.create(
            point_id=payakumbuh.id, number=1, name="x", station="photo", confidence="P", source="x"
        )


def test_a_point_opens_before_it_closes(payakumbuh):
    with refused("hours_open_before_close"):
        hours(payakumbuh, opens=time(16), closes=time(8))


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(time(12), None), (None, time(13)), (time(13), time(12)), (time(7), time(9)), (time(15), time(17))],
)
def test_a_break_has_both_ends_inside_the_hours(payakumbuh, starts, ends):
    with refused("hours_break_inside"):
        hours(payakumbuh, break_starts=starts, break_ends=ends)


def test_a_closure_is_of_an_office_or_of_a_point_never_both_or_none(payakumbuh, now):
    with refused("closure_of_office_or_point"):
        closure(now)
    with refused("closure_of_office_or_point"):
        closure(now, office_id=payakumbuh.office_id, point_id=payakumbuh.id)


def test_a_day_is_closed_once_at_a_point(payakumbuh, now):
    closure(now, point_id=payakumbuh.id)

    with pytest.raises(IntegrityError), transaction.atomic():
        closure(now, point_id=payakumbuh.id)


def test_a_closure_says_why_in_both_languages(payakumbuh, now):
    with refused("closure_says_why"):
        closure(now, point_id=payakumbuh.id, words_en="")


def test_a_kabupaten_belongs_to_the_work_area_of_one_office(payakumbuh):
    with pytest.raises(IntegrityError), transaction.atomic():
        models.WorkArea.objects.create(office_id=payakumbuh.office_id, region_id="18.09", confidence="P", source="x")


@pytest.mark.parametrize(
    ("code", "level", "parent", "constraint"),
    [
        ("1809", 2, "18", "region_code_fits_level"),
        ("18.09.01.201", 4, "18.09.01", "region_code_fits_level"),
        ("18.09.99", 3, None, "region_only_provinces_stand_alone"),
        ("18.99", 2, "13", "region_below_its_parent"),
        ("99", 5, None, "region_"),
    ],
)
def test_a_region_code_fits_its_level_and_its_parent(loaded, code, level, parent, constraint):
    with refused(constraint):
        models.Region.objects.create(code=code, level=level, name="x", kind="x", parent_id=parent)


def test_a_holiday_lies_in_the_year_that_it_is_loaded_for(loaded):
    with refused("holiday_in_its_year"):
        models.Holiday.objects.create(
            on=date(2026, 7, 7), kind="national", name="x", name_en="x", source="x", year_id=2027
        )


def test_a_facility_is_of_a_known_kind(payakumbuh):
    with refused("facility_kind_known"):
        models.Facility.objects.create(
            id=uuid4(), point_id=payakumbuh.id, kind="sauna", count=1, confidence="P", source="x"
        )
