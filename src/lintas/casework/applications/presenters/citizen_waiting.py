"""Where somebody stands on the waiting list, in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.presenters import Way


@dataclass(frozen=True, slots=True)
class Offered:
    """A place that is kept for the person; ``until`` is for the countdown."""

    when: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """The page of somebody on the list. ``rows`` are for `ui.summary`."""

    zone: str
    rows: tuple[dict[str, str], ...]
    code: str
    offer: Offered | None


def entry(application_id: UUID, *, at: datetime) -> Entry | None:
    """Return the entry of the application, None when it is not on the list; an offer that is over is not shown."""
    found = appointments.waiting_of(application_id)
    if found is None:
        return None
    zone = offices.point(id=found.point_id).zone
    offer = found.offer if found.offer and found.offer.until > at else None
    rows = [
        {"key": _("Hari yang Anda minta"), "value": filters.stretch(found.first_on, found.last_on)},
        {"key": _("Terdaftar sejak"), "value": filters.moment(found.joined_at, zone)},
        {
            "key": _("Yang datang bersama"),
            "value": ngettext("%(num)s orang", "%(num)s orang", found.size) % {"num": found.size},
        },
        {"key": _("Giliran sebelum Anda"), "value": _before(found.ahead)},
    ]
    return Entry(
        zone=zone,
        rows=tuple(rows),
        code=found.code,
        offer=None if offer is None else Offered(when=filters.moment(offer.starts_at, zone), until=offer.until),
    )


def way_to_a_place(free: Sequence[date], *, asked: Callable[[date], bool], address: str) -> Way | None:
    """Return the way to the first day with places, of those ``asked`` for if any; None when all are full."""
    day = next(filter(asked, free), next(iter(free), None))
    if day is None:
        return None
    text = _("Pilih jam pada %(day)s") % {"day": filters.day(day)}
    return Way(href=f"{address}?{urlencode({'hari': day.isoformat()})}", text=text)


def _before(ahead: int) -> str:
    if not ahead:
        return _("tidak ada, Anda yang berikutnya")
    return ngettext("%(num)s rombongan atau orang", "%(num)s rombongan atau orang", ahead) % {"num": ahead}
