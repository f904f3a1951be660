"""How it is at a point right now, in words."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from lintas.directory.offices import queries
from lintas.directory.offices.queries import OpenState, PointInfo
from lintas.directory.offices.states import DayReason
from lintas.ui.filters import clock, short_day


@dataclass(frozen=True, slots=True)
class Now:
    """One word ("Buka"), its detail ("sampai 16.00 WIB") and, when closed today, why."""

    word: str
    detail: str
    is_open: bool
    why: str = ""


def now_words(point: PointInfo, *, at: datetime) -> Now:
    """Return how it is at the point at the moment. No query when warm."""
    days = queries.calendar(point_id=point.id)
    found = queries.opening(days, at)
    if found.until is not None:
        until = _("sampai %(hour)s") % {"hour": clock(found.until, point.zone)}
        return Now(word=_("Buka"), detail=until, is_open=True)
    return Now(
        word={OpenState.NOT_YET: _("Belum buka"), OpenState.BREAK: _("Istirahat")}.get(found.state, _("Tutup")),
        detail=_next_words(found, today=days.local(at).date(), zone=point.zone),
        is_open=False,
        why=str(found.reason.words) if found.reason and found.reason.code != DayReason.NO_SERVICE_DAY else "",
    )


def _next_words(found: queries.Opening, *, today: date, zone: str) -> str:
    if found.next_on is None or found.next_at is None:
        return _("hari buka berikutnya belum diketahui")
    hour = clock(found.next_at, zone)
    if found.next_on == today:
        return _("buka %(hour)s") % {"hour": hour}
    if found.next_on == today + timedelta(days=1):
        return _("buka besok, %(hour)s") % {"hour": hour}
    return _("buka %(day)s, %(hour)s") % {"day": short_day(found.next_on), "hour": hour}
