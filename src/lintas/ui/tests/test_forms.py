from datetime import date

import pytest
from django import forms
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from lintas.ui.forms import DateField, DateParts, EmailField, NikField, PhoneField
from lintas.ui.forms.view import control, problems


class Person(forms.Form):
    nik = NikField(label="NIK")
    born = DateField(label="Tanggal lahir", noun="tanggal lahir", latest=date(2026, 11, 24), earliest=date(1906, 1, 1))


def person(day="17", month="5", year="1990", nik="9901") -> Person:
    return Person({"nik": nik, "born_day": day, "born_month": month, "born_year": year})


@pytest.mark.parametrize("month", ["5", "05", "Mei", "mei", "may", "MEI."])
def test_the_month_may_be_a_number_or_a_name(month):
    assert person(month=month).fields["born"].clean(DateParts("17", month, "1990")) == date(1990, 5, 17)


@pytest.mark.parametrize(
    ("parts", "sentence"),
    [
        (("", "", ""), "Masukkan tanggal lahir lengkap, misalnya 17 5 1990."),
        (("17", "", "1990"), "Masukkan tanggal lahir lengkap, misalnya 17 5 1990."),
        (("31", "4", "1990"), "Tanggal 31-4-1990 tidak ada. Periksa hari dan bulannya."),
        (("29", "2", "2023"), "Tanggal 29-2-2023 tidak ada. Periksa hari dan bulannya."),
        (("0", "4", "1990"), "Tanggal 0-4-1990 tidak ada. Periksa hari dan bulannya."),
        (("1", "13", "1990"), "Tanggal 1-13-1990 tidak ada. Periksa hari dan bulannya."),
        (("1", "xx", "1990"), "Tanggal 1-xx-1990 tidak ada. Periksa hari dan bulannya."),
        (("1", "9" * 4400, "1990"), f"Tanggal 1-{'9' * 20}-1990 tidak ada. Periksa hari dan bulannya."),
        (("1", "4", "9" * 4400), f"Tanggal 1-4-{'9' * 20} tidak ada. Periksa hari dan bulannya."),
        (("1", "4", "90"), "Tulis tahun pada tanggal lahir dengan empat angka, misalnya 1990."),
        (("25", "11", "2026"), "Periksa tanggal lahir: paling akhir 24-11-2026."),
        (("31", "12", "1905"), "Periksa tanggal lahir: paling awal 1-1-1906."),
    ],
)
def test_a_date_that_cannot_be_says_what_to_do(parts, sentence):
    form = person(*parts)

    assert form.errors["born"] == [sentence]


def test_the_sentences_speak_english_too():
    with translation.override("en"):
        assert person("31", "4").errors["born"] == ["There is no date 31-4-1990. Check the day and the month."]


@given(st.dates(min_value=date(1906, 1, 1), max_value=date(2026, 11, 24)))
def test_every_day_that_exists_comes_through(day):
    form = person(str(day.day), str(day.month), str(day.year))

    assert form.is_valid()
    assert form.cleaned_data["born"] == day


@given(st.text(max_size=12), st.text(max_size=12), st.text(max_size=12))
def test_whatever_is_typed_gets_a_day_or_a_sentence(day, month, year):
    form = person(day, month, year)

    assert form.is_valid() or form.errors["born"]


def test_what_was_typed_stays_in_the_page():
    view = control(person("31", "4", "1990")["born"])

    assert [part.value for part in view.parts] == ["31", "4", "1990"]


def test_a_date_already_known_is_shown_in_its_parts():
    form = Person(initial={"born": date(1990, 5, 17)})

    assert [part.value for part in control(form["born"]).parts] == ["17", "5", "1990"]


def test_a_date_kept_as_text_is_understood():
    assert Person({"nik": "1", "born": "1990-05-17"}).fields["born"].widget.value_from_datadict(
        {"born": "1990-05-17"}, {}, "born"
    ) == DateParts("17", "5", "1990")


@pytest.mark.parametrize(
    "typed", ["9901 0145 6789 0012", "9901.0145.6789.0012", "9901-0145-6789-0012", " 9901014567890012 "]
)
def test_a_nik_may_be_typed_in_groups(typed):
    assert NikField().clean(typed) == "9901014567890012"


def test_each_problem_leads_to_its_control():
    form = person("31", "4", nik="")

    assert [(one.text, one.href) for one in problems(form)] == [
        ("Masukkan NIK, 16 angka pada KTP atau KK.", "#id_nik"),
        ("Tanggal 31-4-1990 tidak ada. Periksa hari dan bulannya.", "#id_born_day"),
    ]


def test_an_empty_question_is_named_by_its_label():
    class Question(forms.Form):
        kind = forms.ChoiceField(label="Jenis paspor", choices=[("a", "A")], widget=forms.RadioSelect)
        name = forms.CharField(label="Nama ibu kandung")

    assert [(one.text, one.href) for one in problems(Question({}))] == [
        ("Pilih jawaban untuk: Jenis paspor.", "#id_kind_0"),
        ("Isi bagian ini: Nama ibu kandung.", "#id_name"),
    ]


def test_a_wrong_control_is_tied_to_its_sentence():
    view = control(person(nik="")["nik"])

    assert view.described_by == "id_nik-error"
    assert view.errors == ("Masukkan NIK, 16 angka pada KTP atau KK.",)


def test_a_widget_nobody_has_drawn_is_refused():
    class Odd(forms.Form):
        when = forms.DateField(widget=forms.SelectDateWidget)

    with pytest.raises(TypeError, match="SelectDateWidget"):
        control(Odd()["when"])


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (PhoneField(), "Masukkan nomor telepon, misalnya 0812 3456 7890."),
        (EmailField(), "Masukkan alamat email, misalnya nama@contoh.id."),
    ],
)
def test_an_empty_contact_says_what_is_expected(field, sentence):
    with pytest.raises(forms.ValidationError, match=sentence):
        field.clean("")
