import re
import threading
import time
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation import ids

bodies = st.text(ids.ALPHABET, min_size=7, max_size=7)
prefixes = st.sampled_from(["PSW", "LTG", "MTW", "PYK", "BKS"])


def test_ids_are_version_seven_and_tell_the_millisecond():
    before = time.time_ns() // 1_000_000
    made = ids.new_id()
    after = time.time_ns() // 1_000_000

    assert (made.version, made.variant) == (7, "specified in RFC 4122")
    assert before <= made.int >> 80 <= after + 1


def test_the_age_of_an_id_is_real_time(monkeypatch):
    made, later = ids.new_id(), time.time_ns() + 90 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)

    assert timedelta(seconds=89) < ids.age(made) < timedelta(seconds=91)


def test_ids_of_one_process_ascend_and_differ_also_between_threads():
    made: list[list] = [[] for _ in range(8)]
    barrier = threading.Barrier(8)

    def make(mine):
        barrier.wait()
        mine.extend(ids.new_id() for _ in range(2_000))

    threads = [threading.Thread(target=make, args=(mine,)) for mine in made]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert all(mine == sorted(mine) for mine in made)
    assert len({one for mine in made for one in mine}) == 16_000


def test_a_clock_that_steps_back_does_not_make_ids_descend(monkeypatch):
    earlier = ids.new_id()
    monkeypatch.setattr(time, "time_ns", lambda: 1_000_000_000)

    assert ids.new_id() > earlier


def test_references_look_like_what_people_are_told():
    assert re.fullmatch(r"PYK-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}", ids.new_reference("PYK"))


@given(prefix=prefixes, body=bodies)
def test_what_is_written_carelessly_is_read_right(prefix, body):
    reference = f"{prefix}-{body[:4]}-{body[4:]}{ids.check_character(prefix, body)}"
    careless = reference.lower().replace("-", " ").replace("0", "o").replace("1", "l")

    # Only the body forgives look-alikes; the prefix has letters alone.
    assert ids.normalise_reference(reference) == reference
    assert ids.normalise_reference(careless) == reference


@given(prefix=prefixes, body=bodies, place=st.integers(0, 7), other=st.sampled_from(ids.ALPHABET))
def test_any_one_wrong_character_is_noticed(prefix, body, place, other):
    right = body + ids.check_character(prefix, body)
    wrong = right[:place] + other + right[place + 1 :]
    if wrong == right:
        return

    with pytest.raises(ids.MistypedReference):
        ids.normalise_reference(f"{prefix}-{wrong}")


@given(prefix=prefixes, body=bodies, place=st.integers(0, 6))
def test_swapped_neighbours_are_noticed(prefix, body, place):
    right = body + ids.check_character(prefix, body)
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if wrong == right:
        return

    with pytest.raises(ids.MistypedReference):
        ids.normalise_reference(f"{prefix}-{wrong}")


@given(body=bodies)
def test_another_places_prefix_is_noticed(body):
    check = ids.check_character("PYK", body)

    with pytest.raises(ids.MistypedReference):
        ids.normalise_reference(f"PSW-{body}{check}")


@given(text=st.text(max_size=40))
def test_other_texts_are_refused_and_break_nothing(text):
    try:
        found = ids.normalise_reference(text)
    except ids.MistypedReference:
        return
    assert ids.normalise_reference(found) == found


@pytest.mark.parametrize("text", ["ÄÄÄ-1234-5678", "ΩΩ-1234-5678", "PYK-１２３４-5678"])
def test_letters_of_other_alphabets_are_a_mistyped_reference(text):
    with pytest.raises(ids.MistypedReference):
        ids.normalise_reference(text)
