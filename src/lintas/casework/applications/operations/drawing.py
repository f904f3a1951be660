"""Places won in a public draw: the winner's application holds the kept place while the person finishes and pays."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from lintas.casework.applications import states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.directory.offices import queries as offices
from lintas.directory.people import queries as persons
from lintas.visit.appointments import operations as places
from lintas.visit.draws import operations as draws
from lintas.visit.draws import queries as rounds
from lintas.visit.draws.queries import EntryInfo


@dataclass(frozen=True, slots=True)
class Drawn:
    """What became of a place that was won: it is held ``until`` then, or None: it was let go."""

    application_id: UUID
    until: datetime | None


@transaction.atomic
def give_drawn_place(*, entry_id: UUID, by: str, at: datetime) -> Drawn | None:
    """
    Hold the place that the entry won for its application (parameter drawn_place_hold); None when nobody is to be told.

    An application that needs no place any more, has one, or is for somebody else by now lets it go to those who wait.
    Safe to repeat.
    """
    entry = rounds.entry(entry_id)
    if entry is None or entry.starts_at is None or entry.slot_id is None:
        return None
    application = draft_of(entry)
    if application is None or persons.person(application.person_id).nik_index != entry.identity:
        draws.let_place_go(entry_id=entry_id, at=at)
        return None
    found = rounds.draw(entry.draw_id)
    if found is not None and application.point_id != found.point_id:
        _come_to(application, found.point_id)
    until = min(at + moving.duration(application, "drawn_place_hold", at), entry.starts_at)
    try:
        given = draws.give_place(
            entry_id=entry_id, subject=application.id, service_key=application.process, until=until, by=by, at=at
        )
        return Drawn(application.id, until) if given else None
    except (places.AlreadyHoldsPlace, places.SlotFull, places.SlotBegun):
        gone = draws.let_place_go(entry_id=entry_id, at=at)
        return Drawn(application.id, None) if gone else None


def draft_of(entry: EntryInfo) -> Application | None:
    """Return the entry's application, or the one that carries it on, locked, while it is a draft; else None."""
    found = Application.objects.filter(id=entry.subject).first() if entry.subject else None
    while found is not None and hasattr(found, "continued_by"):
        found = found.continued_by
    if found is None:
        return None
    application = moving.locked(found.id)
    return application if application.state in states.EDITABLE else None


def _come_to(application: Application, point_id: UUID) -> None:
    """Bring the draft back to the point of the draw; what it holds elsewhere is let go for the place it won."""
    point = offices.point(id=point_id)
    application.point_id, application.office_id, application.office_code = point.id, point.office_id, point.office_code
    application.save()
