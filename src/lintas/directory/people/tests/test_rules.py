"""The table of permissions against the one agreed in words, cell by cell."""

from itertools import product
from unittest.mock import patch

import pytest

from lintas.directory.people import rules
from lintas.directory.people.states import DataKind, Purpose, Role

KINDS = {"c": "contact", "i": "identity", "p": "image", "b": "biometric", "s": "specific", "n": "need", "x": "secret"}

AGREED = """
person   pemohon      own_data         c i p s n
officer  loket        intake           c i p s
officer  loket        check_in         i n
officer  loket        new_code         i
officer  loket        document_check   c i p s n
officer  loket        work_list        i
officer  loket        search           i
officer  biometrik    capture          i b n
officer  biometrik    work_list        i
officer  pewawancara  interview        c i p b s n
officer  pewawancara  work_list        i
officer  pemeriksa    examination      c i p b s
officer  pemeriksa    work_list        i
officer  pemeriksa    search           i
officer  adjudikator  adjudication     c i p b s
officer  adjudikator  work_list        i
officer  kasi         examination      c i p s
officer  kasi         supervise        c i p s
officer  kasi         work_list        i
officer  kasi         search           i
officer  kakanim      adjudication     c i p s
officer  kakanim      supervise        c i p s
officer  kakanim      work_list        i
officer  kakanim      search           i
officer  pencetak     production       i b
officer  pencetak     work_list        i
officer  penyerah     handover         c i p n
officer  penyerah     work_list        i
officer  penyerah     search           i
system   sistem       notify           c i s x
system   sistem       verify_identity  i s
system   sistem       billing          c i
system   sistem       arrange          n
system   sistem       production       i b
"""
NEEDS_NO_CASE = {"own_data", "work_list", "search", "notify"}


def agreed() -> set[tuple[str, str, str, str]]:
    rows = [line.split() for line in AGREED.strip().splitlines()]
    return {(kind, role, purpose, KINDS[letter]) for kind, role, purpose, *letters in rows for letter in letters}


def differences() -> list[tuple]:
    wanted, found = agreed(), []
    readers = ["officer", "person", "system", "partner", "stranger"]
    roles = [*Role.values, "pemohon", "sistem", "mitra", "", "raja"]
    purposes = [*Purpose.values, "", "curiosity"]
    kinds = [*DataKind.values, "", "everything"]
    for cell in product(readers, roles, purposes, kinds):
        for has_case in (True, False):
            kind, role, purpose, data = cell
            expected = cell in wanted and (has_case or purpose in NEEDS_NO_CASE)
            answer = rules.allows(kind=kind, role=role, purpose=purpose, kinds={data}, has_case=has_case)
            if answer != expected:
                found.append((cell, has_case, answer))
    return found


def test_the_table_is_the_agreed_one_in_every_cell():
    assert differences() == []


def test_control_with_one_rule_dropped_or_added_the_difference_is_seen():
    with patch.dict(rules.MATRIX[Role.LOKET]):
        del rules.MATRIX[Role.LOKET][Purpose.INTAKE]
        assert len(differences()) == 4
    with patch.dict(rules.MATRIX[Role.PENCETAK], {Purpose.HANDOVER: frozenset({DataKind.CONTACT})}):
        assert len(differences()) == 1
    with patch.object(rules, "WITHOUT_CASE", rules.WITHOUT_CASE | {Purpose.INTAKE}):
        assert len(differences()) == 4


def test_several_kinds_open_only_when_each_of_them_does():
    both = {"kind": "officer", "role": "pencetak", "purpose": "production", "has_case": True}

    assert rules.allows(kinds={"identity", "biometric"}, **both)
    assert not rules.allows(kinds={"identity", "biometric", "contact"}, **both)


@pytest.mark.parametrize("purpose", Purpose.values)
def test_many_people_at_once_open_for_lists_searches_and_messages_only(purpose):
    assert rules.may_open_many(purpose) == (purpose in {"work_list", "search", "notify"})
