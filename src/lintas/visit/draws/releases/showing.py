"""The release calendar in words, as data (JSON), and as a file for people's own calendars (iCalendar, RFC 5545)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.directory.catalogue import queries as catalogue
from lintas.ui import filters
from lintas.visit.draws.queries import DrawInfo
from lintas.visit.draws.releases.calendar import Opening, PointCalendar

CLASSES: dict[str, Promise] = {
    "regular": gettext_lazy("reguler"),
    "priority": gettext_lazy("prioritas"),
    "accelerated": gettext_lazy("selesai hari yang sama"),
    "mobile": gettext_lazy("layanan keliling"),
}

FOLDED_AT = 75
"""Octets of a line of an iCalendar file (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An announced draw on the page."""

    title: str
    when: str
    href: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One point on the page; ``rows`` are for `ui.summary`."""

    name: str
    office: str
    href: str
    rows: tuple[dict[str, str], ...]
    draws: tuple[Notice, ...]


def shown(one: PointCalendar) -> Shown:
    """Return the calendar of a point as its page shows it."""
    zone = one.point.zone
    return Shown(
        name=one.point.name,
        office=one.point.office_name,
        href=reverse("appointments:place", args=[one.point.slug]),
        rows=tuple({"key": filters.day(opening.on), "value": _what(opening)} for opening in one.openings),
        draws=tuple(
            Notice(_title(draw), _window(draw, zone), reverse("draws:draw", args=[draw.id])) for draw in one.draws
        ),
    )


def as_data(calendars: Sequence[PointCalendar]) -> dict[str, Any]:
    """Return the calendars for machines: days at the office as ISO dates, moments with their zone."""
    return {
        "releases": [
            {
                "point": one.point.slug,
                "class": service_class,
                "opens_on": opening.on.isoformat(),
                "places_of": opening.of.isoformat(),
            }
            for one in calendars
            for opening in one.openings
            for service_class in opening.classes
        ],
        "draws": [
            {
                "id": str(draw.id),
                "point": one.point.slug,
                "service": draw.service_key,
                "opens_at": draw.opens_at.isoformat(),
                "closes_at": draw.closes_at.isoformat(),
                "places": draw.places,
            }
            for one in calendars
            for draw in one.draws
        ],
    }


def as_file(calendars: Sequence[PointCalendar], *, at: datetime) -> bytes:
    """Return the calendars as an iCalendar file: whole days for openings, the window for a draw."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Lintas//kalender tempat//ID", "CALSCALE:GREGORIAN"]
    for one in calendars:
        for opening in one.openings:
            lines += _all_day(one, opening, at=at)
        for draw in one.draws:
            lines += _in_the_window(one, draw, at=at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _what(opening: Opening) -> str:
    return _("tempat untuk %(day)s: %(classes)s") % {
        "day": filters.day(opening.of),
        "classes": ", ".join(str(name) for key, name in CLASSES.items() if key in opening.classes),
    }


def _title(draw: DrawInfo) -> str:
    return _("Undian %(title)s") % {"title": catalogue.service(draw.service_key).name}


def _window(draw: DrawInfo, zone: str) -> str:
    return _("Daftar %(opens)s sampai %(closes)s") % {
        "opens": filters.moment(draw.opens_at, zone),
        "closes": filters.moment(draw.closes_at, zone),
    }


def _all_day(one: PointCalendar, opening: Opening, *, at: datetime) -> Iterable[str]:
    summary = _("%(point)s: dibuka %(what)s") % {"point": one.point.name, "what": _what(opening)}
    return [
        "BEGIN:VEVENT",
        f"UID:{one.point.slug}-{opening.of:%Y%m%d}-{opening.on:%Y%m%d}@lintas",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART;VALUE=DATE:{opening.on:%Y%m%d}",
        f"DTEND;VALUE=DATE:{opening.on + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(summary)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _in_the_window(one: PointCalendar, draw: DrawInfo, *, at: datetime) -> Iterable[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{draw.id}@lintas",
        f"DTSTAMP:{_utc(at)}",
        f"DTSTART:{_utc(draw.opens_at)}",
        f"DTEND:{_utc(draw.closes_at)}",
        f"SUMMARY:{_escaped(f'{one.point.name}: {_title(draw)}')}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _escaped(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, f"\\{mark}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> Iterator[str]:
    """Yield the line in parts of at most 75 octets, each after the first begun with a space; no letter is cut."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > FOLDED_AT:
            yield part
            part = " "
        part += letter
    yield part
