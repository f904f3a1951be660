import re

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from lintas.foundation.errors import DomainError, name_and_place


class PlaceTaken(DomainError):
    code = "tests.place_taken"
    text = _("Tempat %(place)s sudah terisi. Pilih tempat lain.")


class Plain(DomainError):
    text = _("Diskon 50% sudah berakhir. Pilih tarif lain.")


def test_a_refusal_tells_people_what_happened_with_its_facts():
    with override("id"):
        assert str(PlaceTaken(place="B-12")) == "Tempat B-12 sudah terisi. Pilih tempat lain."


def test_a_refusal_without_facts_leaves_its_text_alone():
    with override("id"):
        assert str(Plain()) == "Diskon 50% sudah berakhir. Pilih tarif lain."


def test_logs_get_the_code_and_no_facts():
    refusal = PlaceTaken(place="SITI CONTOH")

    assert refusal.args == ("tests.place_taken",)
    assert "SITI" not in repr(refusal)


def test_a_refusal_is_a_conflict_unless_it_says_otherwise():
    assert DomainError().status == 409


def test_logs_learn_the_class_and_place_of_an_unforeseen_fault_but_not_its_message():
    try:
        {}["SITI CONTOH"]
    except KeyError as failure:
        told = name_and_place(failure)

    assert re.fullmatch(r"KeyError at test_errors\.py:\d+", told)


def test_a_fault_that_was_never_raised_has_no_place():
    assert name_and_place(ValueError("SITI CONTOH")) == "ValueError"
