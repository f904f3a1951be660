"""Everything about one point."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from babel.dates import get_day_names
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from lintas.directory.offices import queries
from lintas.directory.offices.presenters.lines import address_words, distance_words
from lintas.directory.offices.presenters.now import Now, now_words
from lintas.directory.offices.queries import PointInfo, WorkCalendar
from lintas.directory.offices.rules import Hours
from lintas.directory.offices.states import Station
from lintas.ui.filters import ABBREVIATIONS, day, hour

AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One weekday of the table of hours."""

    weekday: str
    hours: str
    is_today: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """One closed day ahead: the day, and why."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Count:
    """A thing and how many of it there are, or which numbers it has."""

    what: str
    figures: str


@dataclass(frozen=True, slots=True)
class PointPage:
    """One point, ready to be shown."""

    point: PointInfo
    kind: str
    address: str
    directions: str
    now: Now
    hours: tuple[HoursRow, ...]
    new_hours_from: str
    closed: tuple[Closed, ...]
    uncertain_years: tuple[int, ...]
    facilities: tuple[Count, ...]
    counters: tuple[Count, ...]
    distances: tuple[Count, ...]
    zone: str
    schedule_href: str
    releases_href: str
    draws_href: str


def point_page(point: PointInfo, *, at: datetime) -> PointPage:
    """Return the page of one point. No query when warm."""
    days = queries.calendar(point_id=point.id)
    today = days.local(at).date()
    newer = days.next_week(today)
    return PointPage(
        point=point,
        kind=str(point.kind.label),
        address=address_words(point),
        directions=str(point.directions),
        now=now_words(point, at=at),
        hours=_hours(days, today=today),
        new_hours_from=day(newer.valid_from) if newer else "",
        closed=closed_ahead(days, at=at),
        uncertain_years=_uncertain_years(days, today=today),
        facilities=tuple(
            Count(what=_capital(str(found.kind.label)), figures=str(found.count))
            for found in queries.facilities(point_id=point.id)
        ),
        counters=_counters(queries.counters(point_id=point.id)),
        distances=_distances(point),
        zone=ABBREVIATIONS.get(point.zone, point.zone),
        schedule_href=schedule_href(point),
        releases_href=releases_href(point),
        draws_href=_higher("draws:calendar"),
    )


def schedule_href(point: PointInfo) -> str:
    """Return the address of the point's free places; empty where that higher room is not installed."""
    return _higher("appointments:place", slug=point.slug)


def releases_href(point: PointInfo | None) -> str:
    """Return the address of the release calendar, of one point or of all; empty where it is not installed."""
    address = _higher("draws:releases")
    return f"{address}?tempat={point.slug}" if address and point else address


def _higher(name: str, **where: str) -> str:
    try:
        return reverse(name, kwargs=where)
    except NoReverseMatch:
        return ""


def closed_ahead(days: WorkCalendar, *, at: datetime, within: int = AHEAD_DAYS) -> tuple[Closed, ...]:
    """Return the closed days of the next weeks, weekends left out."""
    found = days.closures_ahead(days.local(at).date(), days=within)
    return tuple(Closed(key=day(on), value=str(reason.words)) for on, reason in found)


def _hours(days: WorkCalendar, *, today: date) -> tuple[HoursRow, ...]:
    week = days.week_on(today)
    names = get_day_names("wide", locale="en" if (get_language() or "id").startswith("en") else "id")
    return tuple(
        HoursRow(
            weekday=names[weekday],
            hours=_stretches(week.hours.get(weekday, ()) if week else ()),
            is_today=weekday == today.weekday(),
        )
        for weekday in range(7)
    )


def _stretches(stretches: Hours) -> str:
    if not stretches:
        return _("Tutup")
    return _(" dan ").join(f"{hour(opens)}–{hour(closes)}" for opens, closes in stretches)


def _uncertain_years(days: WorkCalendar, *, today: date) -> tuple[int, ...]:
    reached = sorted({today.year, (today + timedelta(days=AHEAD_DAYS)).year})
    return tuple(year for year in reached if not days.is_certain(date(year, 1, 1)))


def _counters(counters: Sequence[queries.CounterInfo]) -> tuple[Count, ...]:
    by_station = {
        station: [str(counter.number) for counter in counters if counter.station == station] for station in Station
    }
    return tuple(
        Count(what=_capital(str(station.label)), figures=", ".join(numbers))
        for station, numbers in by_station.items()
        if numbers
    )


def _distances(point: PointInfo) -> tuple[Count, ...]:
    """Return the kecamatan around, nearest first."""
    here = (point.lat, point.lng)
    around = [
        (queries.distance_km((found.lat, found.lng), here), found.name)
        for found in queries.children(point.region_code)
        if found.lat is not None and found.lng is not None
    ]
    return tuple(Count(what=name, figures=distance_words(km)) for km, name in sorted(around))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
