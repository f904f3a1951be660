"""The lists officers work from, as lines."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters import desk_words as words
from lintas.casework.applications.states import AT_THE_OFFICE, Role, State
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.directory.people.states import Purpose
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.states import State as Place

ON_A_PAGE = 40
BESIDE_A_CASE = 12
"""Lines of a list that is a page of its own, and of one beside a case."""

STATIONS = {
    State.CHECKED_IN: "documents",
    State.CAPTURE: "photo",
    State.INTERVIEW: "interview",
    State.READY: "handover",
}
"""Where the queue numbers of a list's people are called to."""

WAITS_FOR_THE_PERSON = frozenset({State.INCOMPLETE, State.MISSED})


@dataclass(frozen=True, slots=True)
class ListLink:
    """One of the officer's lists."""

    state: State
    title: str
    count: int
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One case of a list, with the name, as the work list component takes it."""

    reference: str
    title: str
    href: str
    text: str
    number: str = ""
    time: str = ""
    late: str = ""
    tag: str = ""
    tag_kind: str = "neutral"
    current: bool = False


@dataclass(frozen=True, slots=True)
class WorkList:
    """A page of one list."""

    state: State
    title: str
    count: int
    lines: tuple[Line, ...]
    later: str


@dataclass(frozen=True, slots=True)
class Today:
    """How the day's appointments stand."""

    expected: int
    present: int
    served: int
    missed: int


def states_of(roles: Collection[str]) -> dict[State, Role]:
    """Return the states whose cases are the officer's work, with the role in which they are; process order."""
    found: dict[State, Role] = {}
    for role, states in queries.ROLE_LISTS.items():
        if role.value in roles:
            for state in (State.SCHEDULED, *states) if role is Role.COUNTER else states:
                found.setdefault(state, role)
    return {state: found[state] for state in sorted(found, key=_urgency)}


def _urgency(state: State) -> tuple[bool, int]:
    return state in WAITS_FOR_THE_PERSON, list(State).index(state)


def links(
    roles: Collection[str], *, counts: dict[State, int], today: Today | None, chosen: State
) -> tuple[ListLink, ...]:
    """Return the officer's lists with how many cases wait in each."""
    return tuple(
        ListLink(
            state=state,
            title=str(words.LISTS[state]),
            count=(today.expected if today else 0) if state is State.SCHEDULED else counts.get(state, 0),
            href=f"{reverse('applications:desk')}?daftar={state.value}",
            current=state is chosen,
        )
        for state in states_of(roles)
    )


def in_figures(rows: Iterable[appointments.DayRow]) -> Today:
    """Return the day's appointments in four figures."""
    states = [row.state for row in rows]
    return Today(
        expected=states.count(Place.BOOKED),
        present=states.count(Place.CHECKED_IN),
        served=states.count(Place.SERVED),
        missed=states.count(Place.MISSED),
    )


def work_list(
    state: State,
    *,
    point: PointInfo,
    reader: Reader,
    at: datetime,
    count: int,
    after: str = "",
    limit: int = ON_A_PAGE,
    current: UUID | None = None,
) -> WorkList:
    """Return a page of the list with the names, opened as a work list in the reader's role."""
    cursor = _cursor(after)
    items = queries.worklist(point_id=point.id, state=state, at=at, after=cursor, limit=limit + 1)
    shown = items[:limit]
    later = ""
    if len(items) > limit:
        last = shown[-1]
        later = f"{reverse('applications:desk')}?daftar={state.value}&sesudah={last.since.isoformat()}_{last.application_id}"
    lines = _lines(shown, point=point, reader=reader, at=at, current=current)
    return WorkList(state=state, title=str(words.LISTS[state]), count=count, lines=lines, later=later)


def expected_today(
    rows: Iterable[appointments.DayRow], *, point: PointInfo, reader: Reader, at: datetime, after: str = ""
) -> WorkList:
    """Return who is still expected today, by hour, with the names."""
    coming = [row for row in rows if row.state == Place.BOOKED]
    begin = next((index + 1 for index, row in enumerate(coming) if str(row.subject) == after), 0)
    page = coming[begin : begin + ON_A_PAGE]
    items = queries.work_items([row.subject for row in page], point_id=point.id, at=at)
    names = _names(items.values(), reader=reader, at=at)
    lines = []
    for row in page:
        item = items.get(row.subject)
        if item is None:
            continue
        passed = at > row.ends_at
        hour = filters.hour(row.starts_at, point.zone)
        lines.append(
            Line(
                reference=item.reference,
                title=names.get(item.person_id, item.reference),
                href=reverse("applications:arrival", kwargs={"reference": item.reference}),
                text=_service(item.service_key),
                time="" if passed else hour,
                late=_("pukul %(hour)s, belum datang") % {"hour": hour} if passed else "",
                tag=str(words.CLASSES.get(item.queue_class, "")),
                tag_kind="next",
            )
        )
    more = begin + ON_A_PAGE < len(coming)
    later = f"{reverse('applications:desk')}?daftar={State.SCHEDULED.value}&sesudah={page[-1].subject}" if more else ""
    title = str(words.LISTS[State.SCHEDULED])
    return WorkList(state=State.SCHEDULED, title=title, count=len(coming), lines=tuple(lines), later=later)


def name_of(person_id: UUID, *, reader: Reader, at: datetime) -> str:
    """Return the name of one person, as in a list."""
    found = people.reveal_people(
        person_ids=[person_id], fields=["full_name"], reader=reader, purpose=Purpose.WORK_LIST, at=at
    )
    return found.get(person_id, {}).get("full_name", "")


def _lines(
    items: tuple[queries.WorkItem, ...], *, point: PointInfo, reader: Reader, at: datetime, current: UUID | None
) -> tuple[Line, ...]:
    names = _names(items, reader=reader, at=at)
    station = STATIONS.get(items[0].state) if items else None
    numbers = queries.numbers(point_id=point.id, station=station, at=at) if station else {}
    return tuple(
        Line(
            reference=item.reference,
            title=names.get(item.person_id) or item.reference,
            href=reverse("applications:case", kwargs={"reference": item.reference}),
            text=_service(item.service_key),
            number=numbers.get(item.application_id, ""),
            time=_time(item, point=point, at=at),
            late=_late(item),
            tag=str(words.CLASSES.get(item.queue_class, "")),
            tag_kind="next",
            current=item.application_id == current,
        )
        for item in items
    )


def _names(items: Iterable[queries.WorkItem], *, reader: Reader, at: datetime) -> dict[UUID, str]:
    ids = [item.person_id for item in items]
    if not ids:
        return {}
    found = people.reveal_people(person_ids=ids, fields=["full_name"], reader=reader, purpose=Purpose.WORK_LIST, at=at)
    return {person_id: values["full_name"] for person_id, values in found.items()}


def _service(key: str) -> str:
    return str(catalogue.service(key).name).split(" (")[0]


def _time(item: queries.WorkItem, *, point: PointInfo, at: datetime) -> str:
    if item.respond_by is not None:
        return _("s.d. %(day)s") % {"day": filters.short_day(item.respond_by, point.zone)}
    if item.state in AT_THE_OFFICE:
        return words.waited(max(0, int((at - item.since).total_seconds() // 60)))
    return filters.short_moment(item.since, point.zone)


def _late(item: queries.WorkItem) -> str:
    if item.is_late and item.due_on:
        return _("lewat janji %(day)s") % {"day": filters.short_day(item.due_on)}
    return ""


def _cursor(text: str) -> tuple[datetime, UUID] | None:
    since, _line, last = text.partition("_")
    try:
        return datetime.fromisoformat(since), UUID(last)
    except ValueError:
        return None


def found_lines(cases: Iterable[queries.CaseInfo], *, reader: Reader, at: datetime) -> tuple[Line, ...]:
    """Return the cases that a search found, with the names; each is recorded as a search hit."""
    known = list(cases)
    names = people.reveal_people(
        person_ids=[case.person_id for case in known],
        fields=["full_name"],
        reader=reader,
        purpose=Purpose.SEARCH,
        at=at,
    )
    return tuple(
        Line(
            reference=case.reference,
            title=names.get(case.person_id, {}).get("full_name") or case.reference,
            href=reverse("applications:case", kwargs={"reference": case.reference}),
            text=_service(case.service_key),
            tag=str(case.state.label),
        )
        for case in known
    )
