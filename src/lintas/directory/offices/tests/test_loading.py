from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command

from lintas.directory.offices import models, operations, queries


@pytest.fixture
def loaded(db):
    return operations.load_offices()


def test_the_loader_brings_the_kecamatan_and_villages_of_the_five_places(loaded):
    assert (loaded.kecamatan, loaded.villages) == (65, 707)
    assert models.Region.objects.filter(level=3).count() == 65
    assert models.Region.objects.filter(level=4).count() == 707
    counted = {
        slug: models.Region.objects.filter(code__startswith=f"{code}.", level=4).count()
        for slug, code in [
            ("pesawaran", "18.09"),
            ("kepulauan-mentawai", "13.09"),
            ("bengkulu-selatan", "17.01"),
            ("payakumbuh", "13.76"),
            ("lampung-tengah", "18.02"),
        ]
    }
    assert counted == {
        "pesawaran": 148,
        "kepulauan-mentawai": 43,
        "bengkulu-selatan": 158,
        "payakumbuh": 47,
        "lampung-tengah": 311,
    }


def test_each_village_lies_in_a_kecamatan_that_is_loaded_and_has_a_postal_code(loaded):
    for village in models.Region.objects.filter(level=4).select_related("parent"):
        assert village.parent.level == 3
        assert len(village.postal_codes) == 1
        assert len(village.postal_codes[0]) == 5


def test_given_it_ran_before_then_the_loader_changes_nothing(loaded):
    def everything():
        return {model: list(model.objects.order_by("pk").values()) for model in models_of_the_room()}

    before = everything()

    again = operations.load_offices()

    assert again == loaded
    assert everything() == before


def test_given_rows_drifted_then_the_loader_puts_them_right_and_keeps_their_ids(loaded, payakumbuh):
    models.ServicePoint.objects.filter(id=payakumbuh.id).update(name="Lain", seat="Lain")
    models.Counter.objects.create(
        point_id=payakumbuh.id, number=9, name="Loket 9", station="photo", confidence="P", source="x"
    )
    models.Holiday.objects.create(on=date(2026, 7, 7), kind="national", name="x", name_en="x", source="x", year_id=2026)

    operations.load_offices()

    assert queries.point(slug="payakumbuh") == payakumbuh
    assert [counter.number for counter in queries.counters(point_id=payakumbuh.id)] == [1, 2, 3, 4]
    assert not models.Holiday.objects.filter(on=date(2026, 7, 7)).exists()


def test_the_command_says_what_it_loaded(db):
    said = StringIO()

    call_command("load_offices", stdout=said)

    assert "65 kecamatan, 707 villages" in said.getvalue()


def test_the_decreed_year_has_its_17_holidays_and_8_days_of_leave(loaded):
    year = models.Holiday.objects.filter(on__year=2026)

    assert year.filter(kind="national").count() == 17
    assert year.filter(kind="collective_leave").count() == 8


def test_of_2027_only_the_dates_that_never_move_are_known_and_that_is_said(loaded):
    known = list(models.Holiday.objects.filter(on__year=2027).order_by("on").values_list("on", flat=True))

    assert known == [date(2027, 1, 1), date(2027, 5, 1), date(2027, 6, 1), date(2027, 8, 17), date(2027, 12, 25)]
    assert {info.year: info.status.value for info in queries.holiday_years()} == {2026: "decreed", 2027: "not_found"}


def test_counters_follow_the_sizing_of_each_place(loaded):
    papers = {point.prefix: len(queries.counters(point_id=point.id, station="documents")) for point in queries.points()}

    assert papers == {"PSW": 2, "LTG": 5, "MTW": 1, "PYK": 1, "BKS": 1}
    for point in queries.points():
        assert {counter.station for counter in queries.counters(point_id=point.id)} == {
            "documents",
            "photo",
            "interview",
            "handover",
        }


def models_of_the_room():
    return [getattr(models, name) for name in models.__all__]
