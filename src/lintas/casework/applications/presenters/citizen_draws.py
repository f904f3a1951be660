"""Draws as the applicant meets them: on the way to a place, and on the page where one enters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from lintas.casework.applications.queries import CaseInfo
from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.draws import queries as draws
from lintas.visit.draws.states import Pool, State


@dataclass(frozen=True, slots=True)
class Notice:
    """A draw in which the draft may take part."""

    draw_id: UUID
    is_open: bool
    text: str


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered; ``rows`` are for `ui.summary`."""

    rows: tuple[dict[str, str], ...]


def notices(case: CaseInfo, *, at: datetime) -> tuple[Notice, ...]:
    """Return the draws that are announced or open for the draft's point, service and class. One query."""
    if case.point_id is None or case.queue_class not in Pool.values:
        return ()
    zone = offices.point(id=case.point_id).zone
    found = draws.rounds_for(point_id=case.point_id, service_key=case.service_key, pool=case.queue_class, at=at)
    return tuple(_notice(one, zone, at=at) for one in found)


def sessions(found: draws.DrawInfo, *, pool: str) -> list[tuple[str, str]]:
    """Return key and words of the sessions of the pool, earliest first."""
    zone = offices.point(id=found.point_id).zone
    return [(one.key, _when(one, zone)) for one in found.sessions if one.pool == pool]


def entered(found: draws.DrawInfo, entry: draws.EntryInfo, together: Sequence[str]) -> Entered:
    """Return the entry in words; ``together`` are the references of the others of the household, as far as known."""
    zone = offices.point(id=found.point_id).zone
    words = dict(sessions(found, pool=entry.pool))
    rows = [
        {"key": _("Kode peserta"), "value": entry.code, "note": _("Kode ini tercantum dalam daftar peserta.")},
        *(
            {"key": _("Pilihan %(number)s") % {"number": number}, "value": words.get(key, key)}
            for number, key in enumerate(entry.wants, 1)
        ),
        {"key": _("Kelompok"), "value": str(Pool(entry.pool).label)},
        {"key": _("Angka undi"), "value": filters.number(1 + entry.credit)},
        {"key": _("Terdaftar sejak"), "value": filters.moment(entry.entered_at, zone)},
    ]
    if entry.household:
        rows.append(
            {"key": _("Bersama"), "value": ", ".join(together) or _("permohonan lain"), "note": entry.household}
        )
    return Entered(rows=tuple(rows))


def _notice(one: draws.RoundInfo, zone: str, *, at: datetime) -> Notice:
    is_open = one.state == State.OPEN and one.opens_at <= at
    moment = filters.moment(one.closes_at if is_open else one.opens_at, zone)
    text = _("Pendaftaran dibuka sampai %(moment)s.") if is_open else _("Pendaftaran dibuka %(moment)s.")
    return Notice(draw_id=one.id, is_open=is_open, text=text % {"moment": moment})


def _when(one: draws.SessionInfo, zone: str) -> str:
    """Return the session in few words: on a phone a list shows no more."""
    return _("%(day)s, %(hour)s (%(places)s tempat)") % {
        "day": filters.short_day(one.starts_at, zone),
        "hour": filters.clock(one.starts_at, zone),
        "places": filters.number(one.places),
    }
