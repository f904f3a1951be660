"""Who may look at what, and why: one table, everything else is refused."""

from collections.abc import Collection

from lintas.directory.people.states import EVERY_ROLE, MITRA, PEMOHON, SISTEM, DataKind, Purpose, Role

_CONTACT, _IDENTITY, _IMAGE = DataKind.CONTACT, DataKind.IDENTITY, DataKind.IMAGE
_BIOMETRIC, _SPECIFIC, _NEED, _SECRET = DataKind.BIOMETRIC, DataKind.SPECIFIC, DataKind.NEED, DataKind.SECRET

_THE_CASE = frozenset({_CONTACT, _IDENTITY, _IMAGE, _SPECIFIC})
_THE_CASE_AND_CAPTURE = _THE_CASE | {_BIOMETRIC}
_WHO = frozenset({_IDENTITY})
_WHO_AND_WHERE = frozenset({_IDENTITY, _CONTACT})

MATRIX: dict[str, dict[str, frozenset[DataKind]]] = {
    PEMOHON: {Purpose.OWN_DATA: _THE_CASE | {_NEED}},
    Role.LOKET: {
        Purpose.INTAKE: _THE_CASE,
        Purpose.CHECK_IN: _WHO | {_NEED},
        Purpose.NEW_CODE: _WHO,
        Purpose.DOCUMENT_CHECK: _THE_CASE | {_NEED},
        Purpose.WORK_LIST: _WHO,
        Purpose.SEARCH: _WHO,
    },
    Role.BIOMETRIK: {Purpose.CAPTURE: frozenset({_IDENTITY, _BIOMETRIC, _NEED}), Purpose.WORK_LIST: _WHO},
    Role.PEWAWANCARA: {Purpose.INTERVIEW: _THE_CASE_AND_CAPTURE | {_NEED}, Purpose.WORK_LIST: _WHO},
    Role.PEMERIKSA: {Purpose.EXAMINATION: _THE_CASE_AND_CAPTURE, Purpose.WORK_LIST: _WHO, Purpose.SEARCH: _WHO},
    Role.ADJUDIKATOR: {Purpose.ADJUDICATION: _THE_CASE_AND_CAPTURE, Purpose.WORK_LIST: _WHO},
    Role.KASI: {
        Purpose.EXAMINATION: _THE_CASE,
        Purpose.SUPERVISE: _THE_CASE,
        Purpose.WORK_LIST: _WHO,
        Purpose.SEARCH: _WHO,
    },
    Role.KAKANIM: {
        Purpose.ADJUDICATION: _THE_CASE,
        Purpose.SUPERVISE: _THE_CASE,
        Purpose.WORK_LIST: _WHO,
        Purpose.SEARCH: _WHO,
    },
    Role.PENCETAK: {Purpose.PRODUCTION: frozenset({_IDENTITY, _BIOMETRIC}), Purpose.WORK_LIST: _WHO},
    Role.PENYERAH: {
        Purpose.HANDOVER: frozenset({_IDENTITY, _CONTACT, _IMAGE, _NEED}),
        Purpose.WORK_LIST: _WHO,
        Purpose.SEARCH: _WHO,
    },
    SISTEM: {
        Purpose.NOTIFY: frozenset({_IDENTITY, _CONTACT, _SPECIFIC, _SECRET}),
        Purpose.VERIFY_IDENTITY: _WHO | {_SPECIFIC},
        Purpose.BILLING: _WHO_AND_WHERE,
        Purpose.ARRANGE: frozenset({_NEED}),
        Purpose.PRODUCTION: frozenset({_IDENTITY, _BIOMETRIC}),
    },
    MITRA: {},
}
"""Role -> purpose -> the kinds of data it may open. What is not written here is refused."""

WITHOUT_CASE = frozenset({Purpose.OWN_DATA, Purpose.WORK_LIST, Purpose.SEARCH, Purpose.NOTIFY})
"""Purposes that do not belong to one case: one's own data, lists, searches and messages to the person."""

IN_LISTS = frozenset({Purpose.WORK_LIST, Purpose.SEARCH, Purpose.NOTIFY})
"""Purposes for which many people may be opened at once."""


ROLES_OF: dict[str, frozenset[str]] = {
    "officer": EVERY_ROLE,
    "person": frozenset({PEMOHON}),
    "system": frozenset({SISTEM}),
    "partner": frozenset({MITRA}),
}
"""Which roles each kind of reader can stand in."""


def allows(*, kind: str, role: str, purpose: str, kinds: Collection[str], has_case: bool) -> bool:
    """Say whether the role may open these kinds of data for the purpose, inside a case or outside of one."""
    if role not in ROLES_OF.get(kind, frozenset()):
        return False
    if not has_case and purpose not in WITHOUT_CASE:
        return False
    allowed = MATRIX.get(role, {}).get(purpose, frozenset())
    return set(kinds) <= allowed


def may_open_many(purpose: str) -> bool:
    """Say whether the purpose is one of lists, searches and messages."""
    return purpose in IN_LISTS
