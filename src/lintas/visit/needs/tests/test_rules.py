import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.directory.offices.states import FacilityKind
from lintas.visit.needs import rules
from lintas.visit.needs.states import KEPT, Need

NEEDS = st.sets(st.sampled_from(Need))
ONE_STEP_OF_THE_SEAL = 31


@given(NEEDS)
def test_what_was_written_is_read_again(needs):
    assert set(rules.read_needs(rules.write_needs(needs))) == needs


@given(st.dictionaries(st.sampled_from(Need), st.booleans()))
def test_a_verdict_is_read_as_it_was_given(verdict):
    assert rules.read_verdict(rules.write_verdict(verdict)) == verdict


@given(NEEDS, st.booleans())
def test_every_text_fits_the_first_step_of_the_seal_so_its_length_tells_nothing(needs, met):
    texts = rules.write_needs(needs), rules.write_verdict(dict.fromkeys(needs, met))

    assert all(len(text.encode()) <= ONE_STEP_OF_THE_SEAL for text in texts)


def test_the_order_of_the_boxes_does_not_show():
    assert rules.write_needs(["reading", "wheelchair"]) == rules.write_needs(["wheelchair", "reading"]) == "wr"


def test_a_word_that_is_no_need_is_not_sealed():
    with pytest.raises(ValueError, match="tall"):
        rules.write_needs(["tall"])


@pytest.mark.parametrize(("count", "shown"), [(0, None), (1, None), (4, None), (5, 5), (6, 6)])
def test_a_count_under_five_is_not_shown(count, shown):
    assert rules.shown(count) == shown


def test_these_needs_have_a_facility_with_a_number():
    assert KEPT == {
        "wheelchair": FacilityKind.WHEELCHAIR,
        "companion": FacilityKind.COMPANION_SEAT,
        "sign_language": FacilityKind.SIGN_LANGUAGE,
        "quiet": FacilityKind.QUIET_ROOM,
        "nursing": FacilityKind.NURSING_ROOM,
    }
