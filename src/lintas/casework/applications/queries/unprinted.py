"""How many blank books each point has, and for how many of them somebody waits whose visit is over."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from lintas.casework.applications.models import Application, Booklet
from lintas.casework.applications.states import AT_THE_OFFICE, State
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices

AWAITING_A_BOOK = AT_THE_OFFICE | {
    State.INCOMPLETE,
    State.DEEPENED,
    State.VERIFICATION,
    State.ADJUDICATION,
    State.DEFERRED,
    State.PRINTING,
}
"""The person has come, and no book is printed for the case yet. Who is still to come is counted with the places."""


@dataclass(frozen=True, slots=True)
class BookFigures:
    """Blank books that may be used, and how many of them are spoken for."""

    blank: int
    promised: int


def book_figures(*, on: date) -> dict[UUID, BookFigures]:
    """
    Return the figures of each point that has ever had books. Three queries.

    Kinds of book that an office issues no more do not count.
    """
    waiting = Application.objects.filter(state__in=AWAITING_A_BOOK).values_list("point_id").annotate(Count("id"))
    promised = dict(waiting.order_by())
    blank: dict[UUID, int] = dict.fromkeys(Booklet.objects.values_list("point_id", flat=True).distinct().order_by(), 0)
    counted = Booklet.objects.filter(state=Booklet.State.BLANK).values_list("point_id", "kind").annotate(Count("id"))
    for point_id, kind, count in counted.order_by():
        office = offices.point(id=point_id).office_code
        if kind not in catalogue.unstocked_books(office_code=office, on=on):
            blank[point_id] += count
    return {point_id: BookFigures(blank=count, promised=promised.get(point_id, 0)) for point_id, count in blank.items()}
