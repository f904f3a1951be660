"""
How dates, hours, money and intervals are written on pages, in the language of the page.

Moments are aware and come in UTC; ``zone`` is the place's own, by its Indonesian abbreviation or its
zone name.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_date
from django.utils.translation import get_language, ngettext

ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}
ABBREVIATIONS = {name: short for short, name in ZONES.items()} | {"Asia/Pontianak": "WIB"}


def _english() -> bool:
    return (get_language() or "id").startswith("en")


def _zone(zone: object) -> ZoneInfo:
    return ZoneInfo(ZONES.get(str(zone), str(zone)))


def local(moment: datetime, zone: object = "WIB") -> datetime:
    """Return the moment as the clocks at the place show it. :raises ValueError: the moment names no zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment on a page must be aware of its zone.")
    return moment.astimezone(_zone(zone))


def _on(value: date | datetime, zone: object) -> date:
    return local(value, zone).date() if isinstance(value, datetime) else value


def day(value: date | datetime, zone: object = "WIB") -> str:
    """Return ``Selasa, 24 November 2026``."""
    return format_date(_on(value, zone), "EEEE, d MMMM y", locale="en" if _english() else "id")


def date_only(value: date | datetime, zone: object = "WIB") -> str:
    """Return ``24 November 2026``, for dates of birth and of documents."""
    return format_date(_on(value, zone), "d MMMM y", locale="en" if _english() else "id")


def stretch(first: date, last: date) -> str:
    """Return ``23–29 November 2026``; a month or year that both days share is said once."""
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{date_only(last)}"
    if first.year == last.year:
        return f"{format_date(first, 'd MMMM', locale='en' if _english() else 'id')} – {date_only(last)}"
    return f"{date_only(first)} – {date_only(last)}"


def short_day(value: date | datetime, zone: object = "WIB") -> str:
    """Return ``Sel, 24 Nov``."""
    return format_date(_on(value, zone), "EEE, d MMM", locale="en" if _english() else "id")


def hour(value: datetime | time, zone: object = "WIB") -> str:
    """Return ``08.30`` (``08:30`` in English), without the zone, for narrow spots and boards."""
    shown = local(value, zone).time() if isinstance(value, datetime) else value
    return shown.strftime("%H:%M" if _english() else "%H.%M")


def clock(value: datetime | time, zone: object = "WIB") -> str:
    """Return ``08.30 WIB``."""
    return f"{hour(value, zone)} {ABBREVIATIONS.get(str(_zone(zone)), str(zone))}"


def moment(value: datetime, zone: object = "WIB") -> str:
    """Return ``Selasa, 24 November 2026, 08.30 WIB``."""
    return f"{day(value, zone)}, {clock(value, zone)}"


def short_moment(value: datetime, zone: object = "WIB") -> str:
    """Return ``24 Nov, 08.30``, for dense lists and journeys."""
    shown = format_date(_on(value, zone), "d MMM", locale="en" if _english() else "id")
    return f"{shown}, {hour(value, zone)}"


def number(value: int) -> str:
    """Return ``1.250`` (``1,250`` in English)."""
    return f"{value:,}" if _english() else f"{value:,}".replace(",", ".")


def rupiah(amount_idr: int) -> str:
    """Return ``Rp950.000``; a negative amount begins with a minus."""
    return f"{'−' if amount_idr < 0 else ''}Rp{number(abs(amount_idr))}"


def span(bounds: tuple[int, int], unit: str = "minutes") -> str:
    """Return ``10–20 menit``; one number when both bounds are equal. Units: minutes, hours, days, work_days, people."""
    low, high = bounds
    figures = str(low) if low == high else f"{low}–{high}"
    words = {
        "minutes": ngettext("%(figures)s menit", "%(figures)s menit", high),
        "hours": ngettext("%(figures)s jam", "%(figures)s jam", high),
        "days": ngettext("%(figures)s hari", "%(figures)s hari", high),
        "work_days": ngettext("%(figures)s hari kerja", "%(figures)s hari kerja", high),
        "people": ngettext("%(figures)s orang", "%(figures)s orang", high),
    }
    return words[unit] % {"figures": figures}


def duration(value: timedelta) -> str:
    """Return ``15 menit``, ``6 jam`` or ``3 hari``: the largest unit that is whole, days from two on."""
    minutes = int(value.total_seconds() // 60)
    for size, least, unit in ((24 * 60, 2, "days"), (60, 1, "hours")):
        if minutes >= least * size and minutes % size == 0:
            return span((minutes // size, minutes // size), unit)
    return span((minutes, minutes))


ALL = {
    "clock": clock,
    "date_only": date_only,
    "day": day,
    "duration": duration,
    "hour": hour,
    "moment": moment,
    "number": number,
    "rupiah": rupiah,
    "short_day": short_day,
    "short_moment": short_moment,
    "span": span,
    "stretch": stretch,
}
