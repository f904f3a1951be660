"""The bar of the desk: the place, the counter, and the number that is served there."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from lintas.casework.applications import queries
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import AT_A_COUNTER
from lintas.foundation.live import queries as live
from lintas.visit.queueing import queries as tickets


@dataclass(frozen=True, slots=True)
class Way:
    """A page of the desk."""

    href: str
    text: str
    current: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """
    What the bar shows.

    ``calls`` when the officer works in the hall; ``called`` is the number that was called and has not come yet;
    ``serving`` leads to the case whose number is at the officer's counter; ``places`` to the other places
    that the officer may turn to.
    """

    point: PointInfo
    counter: str
    calls: bool
    called: str
    called_id: str
    serving: Way | None
    places: tuple[Way, ...]
    at: datetime
    topic: str
    seen: str


def frame(officer: OfficerInfo, point: PointInfo, points: Collection[PointInfo], *, here: str, at: datetime) -> Frame:
    """Return the bar. Ask for it before anything else of the page is read: ``seen`` tells what the page knew."""
    seen = live.cursor()
    counter = tickets.counter_of(officer.id)
    ticket = tickets.current_ticket(counter.id) if counter else None
    return Frame(
        point=point,
        counter=counter.name if counter else "",
        calls=bool(AT_A_COUNTER & officer.roles),
        called=ticket.number if ticket and ticket.state == "called" else "",
        called_id=str(ticket.id) if ticket and ticket.state == "called" else "",
        serving=_serving(ticket, point, here=here, at=at) if ticket else None,
        places=tuple(
            Way(href=f"{reverse('applications:desk')}?titik={each.slug}", text=each.name, current=each.id == point.id)
            for each in points
        )
        if len(points) > 1
        else (),
        at=at,
        topic=f"desk:{point.id}",
        seen=seen,
    )


def _serving(ticket: tickets.TicketInfo, point: PointInfo, *, here: str, at: datetime) -> Way | None:
    """Return the way to the case of the number at the officer's counter."""
    item = queries.work_items([ticket.subject], point_id=point.id, at=at).get(ticket.subject)
    if item is None:
        return None
    href = reverse("applications:case", kwargs={"reference": item.reference})
    return Way(href=href, text=ticket.number, current=href == here)
