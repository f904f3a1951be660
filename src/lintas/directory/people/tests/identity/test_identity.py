"""What the vectors leave open: the sentences, the edges, and text that is no identity at all."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.offices import operations as offices
from lintas.directory.people import identity
from lintas.directory.people.tests.identity.test_vectors import VECTORS
from lintas.foundation.errors import DomainError

TODAY = date(2026, 11, 24)

SENTENCES = {
    "": "sedangkan yang Anda tulis 0 angka",
    "99990117059": "sedangkan yang Anda tulis 11 angka",
    "9999011705900O01": "huruf O",
    "9999013104900001": "tanggal ini tidak ada",
    "9999011705900000": "tidak mungkin 0000",
    "1809011705900001": "gunakan NIK contoh yang diawali 99",
    "٩٩٩٩٠١١٧٠٥٩٠٠٠٠١": "",
}


@pytest.mark.parametrize("text", SENTENCES)
def test_an_impossible_nik_is_refused_with_what_to_do(text):
    with pytest.raises(identity.NikImpossible) as refusal:
        identity.parse_nik(text, on=TODAY, demonstration=True)

    assert SENTENCES[text] in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "demonstration", "code"),
    [
        ("1809011705900001", True, "people.nik_not_specimen"),
        ("9999011705900001", False, "people.nik_specimen"),
    ],
)
def test_a_demonstration_takes_specimens_only_and_an_office_none(text, demonstration, code):
    with pytest.raises(identity.NikImpossible) as refusal:
        identity.parse_nik(text, on=TODAY, demonstration=demonstration)

    assert refusal.value.code == code
    assert identity.parse_nik(text, on=TODAY, demonstration=not demonstration).value == text


@pytest.mark.parametrize("day", ["00", "32", "40", "72"])
def test_a_day_that_no_month_has_is_refused(day):
    with pytest.raises(identity.NikImpossible, match="tanggal ini tidak ada"):
        identity.parse_nik(f"999901{day}05900001", on=TODAY, demonstration=True)


def test_a_nik_born_tomorrow_is_read_as_a_hundred_years_old():
    nik = identity.parse_nik("9999012511260001", on=TODAY, demonstration=True)

    assert nik.births == (date(1926, 11, 25),)


def test_a_nik_says_nothing_about_itself_in_a_trace():
    nik = identity.parse_nik("9999011705900001", on=TODAY, demonstration=True)

    assert "1705900001" not in repr(nik)
    assert "1705900001" not in repr(identity.parse_family_card("9999012011180004", on=TODAY))


def test_a_region_that_is_loaded_is_no_oddity(db):
    offices.load_offices()
    known = identity.parse_nik("1809011705900001", on=TODAY, demonstration=False)
    unknown = identity.parse_nik("1234561705900001", on=TODAY, demonstration=False)

    assert identity.oddities(known) == ()
    assert [oddity.code for oddity in identity.oddities(unknown)] == ["nik_region_unknown"]


def test_a_stated_birth_in_either_century_is_no_oddity():
    nik = identity.parse_nik("9999011705200001", on=TODAY, demonstration=True)

    assert identity.oddities(nik, birth=date(1920, 5, 17), sex="M") == ()
    assert [oddity.code for oddity in identity.oddities(nik, birth=date(2019, 5, 17), sex="F")] == [
        "nik_birth_differs",
        "nik_sex_differs",
    ]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("17 Mei 1990", date(1990, 5, 17)),
        ("17-05-1990", date(1990, 5, 17)),
        ("17/5/1990", date(1990, 5, 17)),
        ("1990-05-17", date(1990, 5, 17)),
        ("1 agustus 2001", date(2001, 8, 1)),
        ("29 Feb 2004", date(2004, 2, 29)),
    ],
)
def test_a_day_is_read_as_people_write_it(text, day):
    assert identity.parse_day(text) == day


@pytest.mark.parametrize(
    "text", ["", "31 April 2005", "29-02-2005", "17 Mai 1990", "17-05-90", "0-1-1990", "1990", "99999-1-1", "²-5-1990"]
)
def test_a_day_that_does_not_exist_is_refused_with_an_example(text):
    with pytest.raises(identity.DayImpossible) as refusal:
        identity.parse_day(text)

    assert "17 Mei 1990" in str(refusal.value)


def test_nobody_is_born_after_today():
    assert identity.born_by(TODAY, on=TODAY) == TODAY
    with pytest.raises(identity.BirthInFuture):
        identity.born_by(date(2026, 11, 25), on=TODAY)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(2009, 11, 24), date(2026, 11, 24), 17),
        (date(2009, 11, 25), date(2026, 11, 24), 16),
        (date(2004, 2, 29), date(2021, 2, 28), 16),
        (date(2004, 2, 29), date(2021, 3, 1), 17),
        (date(2026, 11, 24), date(2026, 11, 24), 0),
    ],
)
def test_age_in_full_years(birth, day, age):
    assert identity.age_on(birth, day) == age


@pytest.mark.parametrize(
    ("a", "b", "result"),
    [
        ("ABDUL RAHMAN CONTOH", "ABDURRAHMAN CONTOH", "different"),
        ("NUR HAYATI", "NURHAYATI", "near"),
        ("Hj. SITI CONTOH, S.Pd.", "SITI CONTOH", "equal"),
        ("DATUAK RAJO CONTOH", "RAJO CONTOH", "equal"),
        ("A. CONTOH", "AHMAD CONTOH", "near"),
        ("SITI PRAYITNO", "SITI PRAYINTO", "near"),
        ("CONTOH", "SITI CONTOH", "different"),
        ("", "SITI", "different"),
        ("...", "SITI", "different"),
        ("SITI CONTOH SH", "SITI CONTOH", "equal"),
    ],
)
def test_names_in_the_office(a, b, result):
    assert identity.compare_names(a, b).result == result


@given(st.text(max_size=40), st.text(max_size=40))
def test_names_of_any_text_compare_alike_from_both_sides(a, b):
    one, other = identity.compare_names(a, b), identity.compare_names(b, a)

    assert one.result == other.result
    assert 0 <= one.score <= 1


@given(st.one_of(st.text(max_size=40), st.from_regex(r"[0-9 .+()-]{1,20}", fullmatch=True)))
def test_any_text_is_understood_or_refused_and_nothing_breaks(text):
    for read in (
        lambda: identity.parse_nik(text, on=TODAY, demonstration=True),
        lambda: identity.parse_family_card(text, on=TODAY),
        lambda: identity.normalise_phone(text),
        lambda: identity.mobile_only(text),
        lambda: identity.parse_day(text),
    ):
        with suppress(DomainError):
            read()


ZONE = VECTORS["mrz_td3_valid"][0]["lines"]


@given(st.integers(0, 43), st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"))
def test_a_misread_sign_of_the_second_line_is_found_or_changes_nothing_that_is_checked(place, sign):
    before = identity.parse_zone(*ZONE, on=TODAY)
    line = ZONE[1][:place] + sign + ZONE[1][place + 1 :]

    with suppress(identity.ZoneUnreadable):
        after = identity.parse_zone(ZONE[0], line, on=TODAY)
        # Signs ten apart weigh the same to a check digit: 0 and A and K; only such slips may pass.
        apart = int(sign, 36) if sign != "<" else 0
        meant = int(ZONE[1][place], 36) if ZONE[1][place] != "<" else 0
        assert (apart - meant) % 10 == 0 or place in {10, 11, 12, 20}
        assert after.expiry == before.expiry


@given(st.text(alphabet="0123456789ABCP<", min_size=40, max_size=46), st.text(max_size=50))
def test_any_two_lines_are_read_or_refused(one, other):
    for lines in ((one, other), (other, one), (one, one)):
        with suppress(identity.ZoneUnreadable):
            identity.parse_zone(*lines, on=TODAY)


@given(st.dates(min_value=date(1927, 1, 1), max_value=TODAY), st.booleans(), st.integers(1, 9999))
def test_every_day_of_birth_comes_back_out_of_its_nik(birth, is_woman, serial):
    day = birth.day + (40 if is_woman else 0)
    text = f"999901{day:02d}{birth:%m%y}{serial:04d}"

    nik = identity.parse_nik(text, on=TODAY, demonstration=True)

    assert birth in nik.births
    assert nik.sex == ("F" if is_woman else "M")


@pytest.mark.parametrize("field", ["nik", "kk", "phone", "email", "full_name", "birth_date", "village", "anything"])
def test_a_mask_of_something_unexpected_hides_it(field):
    assert identity.masked(field, "") in {"••••••••", "•••••"}
    assert field == "full_name" or "RAHASIA" not in identity.masked(field, "xRAHASIAx")
