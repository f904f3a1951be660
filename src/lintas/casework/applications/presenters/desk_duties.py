"""Which part of a case is whose work: for every role and state the purpose of looking, and what it takes."""

from collections.abc import Collection
from dataclasses import dataclass

from lintas.casework.applications.states import Role, State
from lintas.directory.people.states import Purpose

WHO = ("full_name", "nik", "birth_date", "birth_place", "sex")
REACH = ("address", "village", "phone", "email")
PARENTS = ("mother_name", "father_name")
ALL = (*WHO, *REACH, *PARENTS)


@dataclass(frozen=True, slots=True)
class Duty:
    """One officer's part: the role, why personal values are opened, and which."""

    role: Role
    purpose: Purpose
    fields: tuple[str, ...] = ALL
    papers: bool = True
    answers: bool = True
    findings: bool = False
    needs: bool = False

    @property
    def opens_special(self) -> bool:
        """Say whether reasons, answers and findings are opened for this part; else only that there are some."""
        return self.answers or self.findings


_COMING = Duty(
    Role.COUNTER, Purpose.CHECK_IN, ("full_name", "nik", "birth_date"), papers=False, answers=False, needs=True
)
_PAPERS = Duty(Role.COUNTER, Purpose.DOCUMENT_CHECK, needs=True)
_CAPTURE = Duty(Role.CAPTURE, Purpose.CAPTURE, WHO, papers=False, answers=False, needs=True)
_INTERVIEW = Duty(Role.INTERVIEWER, Purpose.INTERVIEW, needs=True)
_EXAMINATION = Duty(Role.EXAMINER, Purpose.EXAMINATION, findings=True)
_ADJUDICATION = Duty(Role.ADJUDICATOR, Purpose.ADJUDICATION, findings=True)
_SECTION = Duty(Role.SECTION_HEAD, Purpose.EXAMINATION, findings=True)
_OFFICE = Duty(Role.OFFICE_HEAD, Purpose.ADJUDICATION, findings=True)
_PRODUCTION = Duty(Role.PRODUCER, Purpose.PRODUCTION, WHO, papers=False, answers=False)
_HAND_OVER = Duty(Role.HAND_OVER, Purpose.HANDOVER, (*WHO, *REACH), answers=False, needs=True)

DUTIES: dict[State, tuple[Duty, ...]] = {
    State.SCHEDULED: (_COMING,),
    State.MISSED: (_COMING,),
    State.CHECKED_IN: (_PAPERS,),
    State.INCOMPLETE: (_PAPERS,),
    State.CAPTURE: (_CAPTURE,),
    State.INTERVIEW: (_INTERVIEW,),
    State.DEEPENED: (_EXAMINATION, _SECTION),
    State.ADJUDICATION: (_ADJUDICATION,),
    State.DEFERRED: (_SECTION, _OFFICE),
    State.PRINTING: (_PRODUCTION,),
    State.QUALITY: (_PRODUCTION,),
    State.READY: (_HAND_OVER,),
}
"""Whoever is not named here has nothing to do with a case in this state and is shown no personal value."""

SUPERVISION = (
    Duty(Role.SECTION_HEAD, Purpose.SUPERVISE, findings=True),
    Duty(Role.OFFICE_HEAD, Purpose.SUPERVISE, findings=True),
)
"""Heads look at any case of their office; the look is recorded as supervision."""

SEARCHERS = frozenset({Role.COUNTER, Role.EXAMINER, Role.SECTION_HEAD, Role.OFFICE_HEAD, Role.HAND_OVER})
"""Those who may look for a person by NIK."""


def duties(roles: Collection[str], state: State) -> tuple[Duty, ...]:
    """Return the parts of the case in this state that are the officer's work, the nearest one first."""
    own = tuple(duty for duty in DUTIES.get(state, ()) if duty.role.value in roles)
    return own + tuple(duty for duty in SUPERVISION if duty.role.value in roles)
