"""
Choosing places in a rush: requests that come at the same time are done in one durable transaction.

Each still is one act: claimed once, with its reply, its journal line, its event and its ledger entry, and answered only
after the commit. Whatever is out of the ordinary is left to `choose_place`, which knows all the rules and all the words.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from lintas.casework.applications import states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.casework.applications.queries.cases import mark_in
from lintas.foundation.among import among
from lintas.foundation.grouping import ALONE, Alone, Grouper, NoRoom, WaitedTooLong, give_connections_back
from lintas.foundation.idempotency.together import Act, claim_many, let_go
from lintas.foundation.prepared import prepared
from lintas.visit.appointments import operations as places
from lintas.visit.appointments import queries as appointments


class _Case(NamedTuple):
    """What is looked at of an application."""

    id: UUID
    state: str
    point_id: UUID
    office_code: str
    queue_class: str
    person_id: UUID
    process: str
    resume_digest: bytes


Answer = UUID | places.BookingRefused | Alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """
    One person's choice of a session, with the act by which the browser may send it again.

    ``marks`` are those of the code that opened the case, to be looked at anew; None: the gate has just done so.
    """

    application_id: UUID
    slot_id: UUID
    act: Act
    by: str
    at: datetime
    marks: tuple[str, ...] | None = None


def choose_place_in_a_group(choice: Choice) -> bool:
    """
    Keep the slot as `choose_place` does, together with who asks at the same time; False: that is yet to be done.

    A session found full is remembered as such: ask `appointments.was_full_just_now` first.

    :raises SlotFull: :raises SlotBegun: :raises SlotClosed: :raises NoSuchSlot:
    :raises TooManyAtOnce: more ask than can be served in time; whether it was done, the same act sent again tells.
    """
    try:
        return _grouper.ask(choice) is not ALONE
    except (NoRoom, WaitedTooLong):
        raise places.TooManyAtOnce from None


def choose_places(choices: Sequence[Choice]) -> list[Answer]:
    """Keep the slots of those choices that are plain, in one durable transaction; return an answer for each."""
    answers = places.anew_when_outrun(lambda: _choose_together(choices)) or [ALONE] * len(choices)
    appointments.note_full(
        {choices[number].slot_id for number, answer in enumerate(answers) if isinstance(answer, places.SlotFull)}
    )
    return answers


def _choose_together(choices: Sequence[Choice]) -> list[Answer]:
    """:raises Outrun: nothing of it may stand."""
    answers: list[Answer] = [ALONE] * len(choices)
    claimed = claim_many([choice.act for choice in choices])
    wishes = _wishes(choices, claimed)
    for number, outcome in zip(wishes, places.hold_places(list(wishes.values())), strict=True):
        answers[number] = ALONE if outcome is None else outcome
    done = {choices[number].act.row for number, answer in enumerate(answers) if isinstance(answer, UUID)}
    let_go(claimed - done)
    return answers


def _wishes(choices: Sequence[Choice], claimed: Collection[UUID]) -> dict[int, places.Wish]:
    """Return the wish of each choice that is a new act, for a draft nobody else works on, within what it may have."""
    # Of two with the same act the first is decided.
    first = {choice.act.row: number for number, choice in reversed(list(enumerate(choices)))}
    fresh = {number: choices[number] for row, number in first.items() if row in claimed}
    cases = _cases({choice.application_id for choice in fresh.values()})
    wishes, holds = {}, dict[UUID, timedelta]()
    for number, choice in sorted(fresh.items()):
        case = cases.get(choice.application_id)
        if case and case.state in states.EDITABLE and case.point_id and _opened_by(choice, case):
            # One look for each point: the day, and with it the parameter, is the same for the whole group.
            if case.point_id not in holds:
                holds[case.point_id] = moving.duration(case, "slot_hold", choice.at)
            wishes[number] = _wish(choice, case, until=choice.at + holds[case.point_id])
    return wishes


def _cases(application_ids: Collection[UUID]) -> dict[UUID, _Case]:
    """Return those of the applications that nobody else works on, locked until the commit. One query."""
    return {row[0]: _Case._make(row) for row in _free(application_ids)}


@prepared
def _free(application_ids: Collection[UUID]) -> QuerySet[Application, tuple[Any, ...]]:
    free = Application.objects.select_for_update(of=("self",), skip_locked=True)
    return free.filter(among("id", application_ids)).order_by("id").values_list(*_Case._fields)


def _opened_by(choice: Choice, case: _Case) -> bool:
    """Say whether the code that opened the case for this choice is still its own: a new one ends what it opened."""
    return choice.marks is None or choice.marks == (mark_in(case.resume_digest),)


def _wish(choice: Choice, case: _Case, *, until: datetime) -> places.Wish:
    return places.Wish(
        slot_id=choice.slot_id,
        subject=case.id,
        person_id=case.person_id,
        service_key=case.process,
        until=until,
        by=choice.by,
        at=choice.at,
        within=(case.point_id, case.queue_class),
    )


_grouper = Grouper[Choice, UUID](choose_places, before_waiting=give_connections_back)
