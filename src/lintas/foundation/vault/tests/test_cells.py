from dataclasses import replace
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lintas.foundation.vault.errors import SealBroken
from lintas.foundation.vault.rules.cells import Cell, PersonSecret, framed, open_value, seal_value

CELL = Cell(owner=uuid4(), table="people_person", column="full_name", row=uuid4())
SECRET = PersonSecret(version=1, key=bytes(range(32)))


@given(value=st.text())
def test_what_is_sealed_opens_again(value):
    assert open_value(seal_value(value, cell=CELL, secret=SECRET), cell=CELL, secret=SECRET) == value


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(CELL, owner=uuid4()),
        replace(CELL, row=uuid4()),
        replace(CELL, column="nik"),
        replace(CELL, table="people_contact"),
        replace(CELL, table="people_perso", column="nfull_name"),
    ],
)
def test_a_value_moved_to_another_cell_does_not_open(elsewhere):
    sealed = seal_value("SITI CONTOH", cell=CELL, secret=SECRET)

    with pytest.raises(SealBroken):
        open_value(sealed, cell=elsewhere, secret=SECRET)


@pytest.mark.parametrize("secret", [PersonSecret(1, bytes(32)), PersonSecret(2, SECRET.key)])
def test_another_persons_key_or_another_version_does_not_open_it(secret):
    sealed = seal_value("SITI CONTOH", cell=CELL, secret=SECRET)

    with pytest.raises(SealBroken):
        open_value(sealed, cell=CELL, secret=secret)


def test_a_value_that_claims_another_version_does_not_open_even_with_the_same_key():
    sealed = bytearray(seal_value("SITI CONTOH", cell=CELL, secret=SECRET))
    sealed[1] = 2

    with pytest.raises(SealBroken):
        open_value(bytes(sealed), cell=CELL, secret=PersonSecret(2, SECRET.key))


def test_every_altered_byte_is_noticed():
    sealed = seal_value("9901015507900001", cell=CELL, secret=SECRET)

    for position in range(len(sealed)):
        altered = bytearray(sealed)
        altered[position] ^= 1
        with pytest.raises(SealBroken):
            open_value(bytes(altered), cell=CELL, secret=SECRET)


@pytest.mark.parametrize("length", [0, 1, 2, 13, 14, 30])
def test_a_value_cut_short_is_refused(length):
    sealed = seal_value("x", cell=CELL, secret=SECRET)

    with pytest.raises(SealBroken):
        open_value(sealed[:length], cell=CELL, secret=SECRET)


def test_the_same_value_never_looks_the_same_and_short_answers_have_one_length():
    first, second = (seal_value("ya", cell=CELL, secret=SECRET) for _ in range(2))

    assert first != second
    assert len(first) == len(seal_value("tidak", cell=CELL, secret=SECRET))


@given(left=st.lists(st.binary()), right=st.lists(st.binary()))
def test_different_lists_are_framed_differently(left, right):
    assert (framed(left) == framed(right)) == (left == right)
