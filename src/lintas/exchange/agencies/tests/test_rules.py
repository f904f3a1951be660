import pytest

from lintas.exchange.agencies import rules, states
from lintas.exchange.agencies.states import Kind, Result


@pytest.mark.parametrize(
    ("nik", "name", "born", "result"),
    [
        ("Sesuai", "Sesuai (100)", "Sesuai", Result.MATCH),
        ("Sesuai", "sesuai (90)", "SESUAI", Result.MATCH),
        ("Sesuai", "Sesuai", "Sesuai", Result.MATCH),
        ("Sesuai", "Sesuai (89)", "Sesuai", Result.NEAR),
        ("Sesuai", "Sesuai (80)", "Sesuai", Result.NEAR),
        ("Sesuai", "Sesuai (79)", "Sesuai", Result.MISMATCH),
        ("Sesuai", "Tidak Sesuai (50)", "Sesuai", Result.MISMATCH),
        ("Sesuai", "Sesuai (100)", "Tidak Sesuai", Result.MISMATCH),
        ("Tidak Sesuai", "Sesuai (100)", "Sesuai", Result.MISMATCH),
    ],
)
def test_name_and_birth_date_decide_whether_the_registry_knows_the_person(nik, name, born, result):
    assert rules.identity({"NIK": nik, "NAMA_LGKP": name, "TGL_LHR": born}) == result


@pytest.mark.parametrize("word", ["", "Mungkin", "Sesuai (1000)", "Sesuai (90) ya", "true"])
def test_a_word_that_is_not_understood_is_no_match(word):
    with pytest.raises(rules.NotUnderstood):
        rules.identity({"NIK": "Sesuai", "NAMA_LGKP": word, "TGL_LHR": "Sesuai"})


def test_a_missing_field_is_no_match():
    with pytest.raises(rules.NotUnderstood):
        rules.identity({"NIK": "Sesuai", "NAMA_LGKP": "Sesuai (100)"})


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("result", Result)
def test_each_question_has_its_own_answers(kind, result):
    agreed = {
        "identity": {"match", "near", "mismatch", "not_found"},
        "duplicate": {"clear", "review"},
        "watchlist": {"clear", "review"},
        "print": {"done"},
    }[kind.value] | {"unavailable", "denied"}
    if result.value in agreed:
        assert states.fits(kind, result) == result
    else:
        with pytest.raises(states.AnswerOutOfPlace):
            states.fits(kind, result)
