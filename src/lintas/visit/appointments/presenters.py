"""Places as a page shows them: days and hours for the slot picker, reasons in words, the ways onward."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.appointments.queries import DayPlaces, OpenSlot
from lintas.visit.appointments.rules import NoPlace

DAYS_SHOWN = 7
DAYS_AT_A_POINT = 14

CLASSES: dict[str, Promise] = {
    "regular": gettext_lazy("Reguler"),
    "priority": gettext_lazy("Prioritas"),
    "accelerated": gettext_lazy("Selesai hari yang sama"),
    "mobile": gettext_lazy("Layanan keliling"),
}
NOW_AND_THEN = frozenset({"mobile"})
"""Classes that are shown only while a point offers them."""


@dataclass(frozen=True, slots=True)
class DayChoice:
    """One day of the slot picker (`ui.slots`); ``leads`` is where it leads although it has no place to choose."""

    on: date
    left: int
    href: str
    reason: NoPlace | None
    reason_text: str
    current: bool
    leads: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a day has no place and the next that has, with the way on, if there is one, and its text."""

    text: str
    href: str = ""
    link: str = ""


@dataclass(frozen=True, slots=True)
class TimeChoice:
    """One hour of the slot picker (`ui.slots`); with ``reason_text`` it cannot be chosen."""

    value: str
    text: str
    left: int
    reason_text: str


@dataclass(frozen=True, slots=True)
class Way:
    """A link with its text; ``current`` when the page itself is it."""

    href: str
    text: str
    current: bool = False


NOWHERE = Way(href="", text="")
"""Where a list ends."""


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One service point with its next place and the days of the week shown."""

    name: str
    office: str
    href: str
    nearest: str
    days: tuple[DayChoice, ...]
    reasons: tuple[Reason, ...] = ()


def day_choices(
    days: Sequence[DayPlaces], *, address: str, chosen: date | None = None, service_class: str = ""
) -> tuple[DayChoice, ...]:
    """Return the days for the slot picker; each leads to ``address?hari=...``."""
    return tuple(
        DayChoice(
            on=day.on,
            left=day.left,
            href=f"{address}?{urlencode({'hari': day.on.isoformat()} | _class_part(service_class))}",
            reason=day.reason,
            reason_text=reason_words(day),
            current=day.on == chosen,
            leads=_draw_of(day),
        )
        for day in days
    )


def time_choices(sessions: Sequence[OpenSlot], *, zone: ZoneInfo) -> tuple[TimeChoice, ...]:
    """Return the hours for the slot picker."""
    return tuple(
        TimeChoice(
            value=str(session.id),
            text=filters.clock(session.starts_at, zone),
            left=session.left,
            reason_text="" if session.left else _("diundi") if session.is_drawn else _("penuh"),
        )
        for session in sessions
    )


def hour_rows(sessions: Sequence[OpenSlot], *, zone: ZoneInfo) -> tuple[dict[str, str], ...]:
    """Return the same hours to be read only, for `ui.summary`."""
    return tuple(
        {"key": one.text, "value": one.reason_text or _("sisa %(left)s") % {"left": one.left}}
        for one in time_choices(sessions, zone=zone)
    )


def reason_words(day: DayPlaces) -> str:
    """Return why the day has no place, in a word or two; for a day not yet opened, when it will be."""
    if day.reason is None:
        return ""
    if day.reason is NoPlace.NOT_RELEASED and day.next_on is not None:
        return _("dibuka %(day)s") % {"day": filters.short_day(day.next_on).rpartition(", ")[2]}
    return {
        NoPlace.DRAWN: _("diundi"),
        NoPlace.FULL: _("penuh"),
        NoPlace.NO_BOOKLETS: _("buku habis"),
        NoPlace.CLOSED: _("tutup"),
        NoPlace.NOT_RELEASED: _("belum dibuka"),
        NoPlace.NOT_OFFERED: _("tidak dilayani"),
    }[day.reason]


def reason_sentence(day: DayPlaces) -> str:
    """Return why the day has no place, and the next day that has, in one or two sentences."""
    following = day.next_on or day.opens_on
    when = {
        "day": filters.day(day.on),
        "next": filters.day(following) if following is not None else "",
        "why": day.why or "",
    }
    told = {
        NoPlace.DRAWN: _("Tempat pada %(day)s dibagikan lewat undian: semua yang mendaftar punya peluang yang sama."),
        NoPlace.FULL: _("Semua tempat pada %(day)s sudah terisi."),
        NoPlace.NO_BOOKLETS: _(
            "Buku paspor kosong untuk %(day)s sudah dijanjikan semua; tempat dibuka lagi begitu buku tiba."
        ),
        NoPlace.CLOSED: _("Kantor tutup pada %(day)s: %(why)s.")
        if day.why
        else _("Tidak ada layanan lagi pada %(day)s."),
        NoPlace.NOT_RELEASED: _("Tempat untuk %(day)s belum dibuka."),
        NoPlace.NOT_OFFERED: _("Layanan ini tidak tersedia pada %(day)s."),
    }[day.reason or NoPlace.CLOSED]
    if day.reason is NoPlace.NOT_RELEASED:
        onward = _("Dibuka pada %(next)s.")
    elif day.next_on:
        onward = _("Jadwal kosong berikutnya: %(next)s.")
    else:
        onward = _("Tempat baru dibuka pada %(next)s.")
    return (f"{told} {onward}" if when["next"] else told) % when


def reason_of(day: DayPlaces) -> Reason:
    """Return the same with the way on."""
    href = _draw_of(day)
    return Reason(reason_sentence(day), href, _("Lihat undian %(day)s") % {"day": filters.day(day.on)} if href else "")


def _draw_of(day: DayPlaces) -> str:
    return reverse("draws:draw", args=[day.keeper]) if day.keeper else ""


def place_row(point: PointInfo, days: Sequence[DayPlaces], nearest: datetime | None, *, service_class: str) -> PlaceRow:
    """Return one service point for the list of all places; weekends on which nothing is open are left out."""
    working = [day for day in days if day.reason is not NoPlace.CLOSED or day.on.isoweekday() <= 5]
    address = reverse("appointments:place", kwargs={"slug": point.slug})
    return PlaceRow(
        name=point.name,
        office=point.office_name,
        href=f"{address}?{urlencode(_class_part(service_class))}".rstrip("?"),
        nearest=_nearest(days, nearest, zone=point.zone),
        days=day_choices(working, address=address, service_class=service_class),
        reasons=tuple(reason_of(day) for day in working if day.reason),
    )


def class_ways(*, address: str, chosen: str, offered: Collection[str], **more: str) -> tuple[Way, ...]:
    """Return the links from one class of service to the others; ``offered`` are those that some point has."""
    hidden = NOW_AND_THEN - {chosen} - set(offered)
    return tuple(
        Way(href=f"{address}?{urlencode(more | _class_part(key))}".rstrip("?"), text=str(text), current=key == chosen)
        for key, text in CLASSES.items()
        if key not in hidden
    )


def earlier_and_later(
    *, address: str, from_on: date, shown: int, today: date, last: date, service_class: str = ""
) -> tuple[Way, Way]:
    """Return the ways to the days before and after the ``shown`` ones, named by their first day; empty at the ends."""

    def to(day: date) -> Way:
        query = urlencode({"mulai": day.isoformat()} | _class_part(service_class))
        return Way(href=f"{address}?{query}", text=_("Mulai %(day)s") % {"day": filters.short_day(day)})

    before = max(today, from_on - timedelta(days=shown))
    after = from_on + timedelta(days=shown)
    return (to(before) if from_on > today else NOWHERE, to(after) if after <= last else NOWHERE)


def _nearest(days: Sequence[DayPlaces], nearest: datetime | None, *, zone: str) -> str:
    if nearest is not None:
        return _("Jadwal terdekat: %(moment)s") % {"moment": filters.moment(nearest, zone)}
    if days and all(day.reason is NoPlace.NOT_OFFERED for day in days):
        return _("Layanan ini tidak tersedia di sini. Pilih titik layanan lain.")
    return _("Semua tempat yang sudah dibuka telah terisi. Tempat baru dibuka setiap hari kerja.")


def _class_part(service_class: str) -> dict[str, str]:
    return {} if service_class in ("", "regular") else {"kelas": service_class}


def fair_figures(*, on: date) -> tuple[dict[str, str], ...]:
    """Return the figures of the rule for freed places, for `ui.summary`."""

    def words(name: str) -> str:
        return filters.duration(catalogue.duration(name, on=on))

    return (
        {
            "key": _("Istirahat tempat yang sudah terjadwal"),
            "value": _("%(least)s sampai %(most)s")
            % {"least": words("cooldown_booked_shortest"), "most": words("cooldown_booked_longest")},
        },
        {
            "key": _("Istirahat tempat yang baru disimpan"),
            "value": _("%(least)s sampai %(most)s")
            % {"least": words("cooldown_held_shortest"), "most": words("cooldown_held_longest")},
        },
        {
            "key": _("Dekat dengan sesinya"),
            "value": _("paling lama 1/%(part)s dari waktu tersisa") % {"part": catalogue.count("cooldown_part", on=on)},
        },
        {"key": _("Waktu menjawab tawaran"), "value": words("waitlist_offer_time")},
    )
