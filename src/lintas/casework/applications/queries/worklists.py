"""The lists officers work from, by role, oldest first, a page at a time."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Q

from lintas.casework.applications.models import Application, Booklet
from lintas.casework.applications.states import Role, State
from lintas.directory.offices import queries as offices
from lintas.foundation.vault import operations as vault

ROLE_LISTS: dict[Role, tuple[State, ...]] = {
    Role.COUNTER: (State.CHECKED_IN, State.INCOMPLETE, State.MISSED),
    Role.CAPTURE: (State.CAPTURE,),
    Role.INTERVIEWER: (State.INTERVIEW,),
    Role.EXAMINER: (State.DEEPENED,),
    Role.ADJUDICATOR: (State.ADJUDICATION,),
    Role.SECTION_HEAD: (State.DEEPENED, State.DEFERRED),
    Role.OFFICE_HEAD: (State.DEFERRED, State.READY),
    Role.PRODUCER: (State.PRINTING, State.QUALITY),
    Role.HAND_OVER: (State.READY,),
}
"""Which states wait for which role."""


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One line of a list. The name is sealed and opened by the page through the one door."""

    application_id: UUID
    reference: str
    person_id: UUID
    service_key: str
    state: State
    since: datetime
    due_on: date | None
    respond_by: datetime | None
    queue_class: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class Stock:
    """Blank books of one kind at the point, with the number that comes next."""

    kind: str
    blank: int
    next_number: str


def worklist(
    *, point_id: UUID, state: State, at: datetime, after: tuple[datetime, UUID] | None = None, limit: int = 40
) -> tuple[WorkItem, ...]:
    """Return up to ``limit`` cases of the point in the state, longest waiting first, after the cursor. One query."""
    rows = Application.objects.at_point(point_id).filter(state=state).order_by("state_since", "id")
    if after is not None:
        since, last = after
        rows = rows.filter(Q(state_since__gt=since) | Q(state_since=since, id__gt=last))
    today = offices.calendar(point_id=point_id).local(at).date()
    return tuple(_item(row, today) for row in rows[:limit])


def work_items(application_ids: Collection[UUID], *, point_id: UUID, at: datetime) -> dict[UUID, WorkItem]:
    """Return the point's cases of these ids, whatever their state. One query."""
    today = offices.calendar(point_id=point_id).local(at).date()
    return {row.id: _item(row, today) for row in Application.objects.at_point(point_id).filter(id__in=application_ids)}


def counts(*, point_id: UUID) -> dict[State, int]:
    """Return how many running cases of the point stand in each state. One query."""
    rows = Application.objects.at_point(point_id).active().values_list("state").annotate(number=Count("id"))
    return {State(state): number for state, number in rows}


def find_by_nik(nik: str, *, office_code: str) -> tuple[str, ...]:
    """Return the references of running cases of the office whose applicant has this NIK. One query."""
    index = vault.blind_index(kind="nik", value=nik)
    rows = Application.objects.active().filter(nik_index=index, office_code=office_code)
    return tuple(rows.order_by("-opened_at").values_list("reference", flat=True)[:5])


def _item(row: Application, today: date) -> WorkItem:
    return WorkItem(
        application_id=row.id,
        reference=row.reference,
        person_id=row.person_id,
        service_key=row.service_key,
        state=State(row.state),
        since=row.state_since,
        due_on=row.due_on,
        respond_by=row.respond_by,
        queue_class=row.queue_class,
        is_late=bool(row.due_on and row.due_on < today and row.state != State.READY),
    )


def stock(*, point_id: UUID) -> tuple[Stock, ...]:
    """Return the blank books of the point by kind. Two queries at most."""
    blank = Booklet.objects.filter(point_id=point_id, state=Booklet.State.BLANK)
    counted = dict(blank.values_list("kind").annotate(number=Count("id")))
    first = {
        kind: blank.filter(kind=kind).order_by("number").values_list("number", flat=True).first() for kind in counted
    }
    return tuple(Stock(kind=kind, blank=counted[kind], next_number=first[kind] or "") for kind in sorted(counted))
