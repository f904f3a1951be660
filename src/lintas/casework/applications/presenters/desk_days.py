"""The coming days of a point for its head: who comes, what is closed, and how far the people of a closed day are."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.desk_staffing import staffed_words
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.appointments import explaining
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.explaining import Why
from lintas.visit.appointments.presenters import CLASSES
from lintas.visit.draws import queries as draws
from lintas.visit.draws.states import GOING_ON, State

DAYS_AHEAD = 28


@dataclass(frozen=True, slots=True)
class DayLine:
    """
    One day: how many people come, which counters are staffed, what is said of it, and where it can be closed or opened.

    ``href`` is empty for a day that others closed, such as a holiday.
    """

    on: date
    people: int
    staffed: str
    staffing: str
    said: str
    href: str
    is_open: bool
    current: bool

    @property
    def can_reopen(self) -> bool:
        """The point itself closed the day."""
        return bool(self.href) and not self.is_open


@dataclass(frozen=True, slots=True)
class Fact:
    """One line about the chosen day (`ui.summary`)."""

    key: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class ChosenDay:
    """A day that can be closed: who is affected, when they hear of it, and why there are so many places."""

    on: date
    facts: tuple[Fact, ...]
    told: str
    so_many: Why


@dataclass(frozen=True, slots=True)
class ClosedDay:
    """
    A day that the point itself closed: why, and how far its people are.

    ``told`` says when those still to be moved hear of it, and how many they are; until then it ``may_be_undone``.
    """

    on: date
    facts: tuple[Fact, ...]
    told: str
    may_be_undone: bool


def lines(point: PointInfo, *, chosen: date | None, at: datetime) -> tuple[DayLine, ...]:
    """Return the coming days on which the point serves, or would but is closed. Two queries for each closed day."""
    calendar = offices.calendar(point_id=point.id)
    today = calendar.local(at).date()
    people = appointments.people_by_day(point_id=point.id, from_on=today)
    closed = dict(calendar.closures_ahead(today, days=DAYS_AHEAD))
    days, counters = reverse("applications:days"), reverse("applications:staffing")
    return tuple(
        DayLine(
            on=day,
            people=people.get(day, 0),
            staffed="" if day in closed else staffed_words(point, on=day),
            staffing=f"{counters}?hari={day.isoformat()}",
            said=_closed_words(point, day, str(closed[day].words)) if day in closed else "",
            href=""
            if day in closed and day not in calendar.point_closures
            else f"{days}?hari={day.isoformat()}#{'buka' if day in closed else 'tutup'}",
            is_open=day not in closed,
            current=day == chosen,
        )
        for day in (today + timedelta(days=ahead) for ahead in range(DAYS_AHEAD))
        if day in closed or calendar.is_open(day)
    )


def chosen_day(point: PointInfo, *, on: date, at: datetime) -> ChosenDay:
    """Return who is affected when the day is closed, and whether there is room for them."""
    affected = appointments.affected(point_id=point.id, on=on)
    room = appointments.room_after(point_id=point.id, on=on, at=at)
    facts = [
        Fact(
            key=str(CLASSES.get(service_class, service_class)),
            value=ngettext("%(count)s orang dipindahkan", "%(count)s orang dipindahkan", count) % {"count": count},
            note=_room_words(count, room.get(service_class, 0)),
        )
        for service_class, count in sorted(affected.booked.items())
    ]
    if affected.held:
        facts.append(
            Fact(
                key=_("Sedang mengisi atau membayar"),
                value=_people(affected.held),
                note=_("Dipindahkan begitu pembayarannya diterima."),
            )
        )
    day = appointments.why_so_many(point_id=point.id, on=on, at=at)
    return ChosenDay(
        on=on,
        facts=tuple(facts),
        told=_will_be_told_words(point, affected.people, on=on, at=at) if affected.people else "",
        so_many=explaining.why(day, zone=offices.calendar(point_id=point.id).zone),
    )


def closed_day(point: PointInfo, *, on: date, at: datetime) -> ClosedDay | None:
    """Return how far a day is that the point itself closed; None when it did not. Three queries."""
    undo_until = queries.undo_closing_until(point_id=point.id, on=on, at=at)
    closure = offices.calendar(point_id=point.id).closure(on)
    if undo_until is None or closure is None:
        return None
    now = appointments.progress(point_id=point.id, on=on)
    return ClosedDay(
        on=on,
        facts=(
            Fact(key=_("Keterangan untuk umum"), value=str(closure.words)),
            Fact(
                key=_("Masih di tempat lama"),
                value=_people(now.waiting),
                note=_left_words(now),
            ),
            Fact(
                key=_("Sudah dipindahkan"),
                value=_people(now.moved),
                note=_("Tetap di tempat barunya; yang belum menjawab boleh memilih jam lamanya lagi, selama masih ada.")
                if now.moved
                else "",
            ),
        ),
        told=_told_words(point, now, undo_until=undo_until, at=at),
        may_be_undone=at < undo_until,
    )


def draws_ahead(point: PointInfo, *, at: datetime) -> tuple[dict[str, str], ...]:
    """Return the draws of the point that are ahead or going on, for `ui.summary`. Four queries."""
    found = [one for one in draws.draws(since=at) if one.point_id == point.id and one.state in GOING_ON]
    return tuple(
        {
            "key": str(catalogue.service(one.service_key).name),
            "value": str(State(one.state).label),
            "note": _("%(places)s tempat, daftar %(opens)s sampai %(closes)s")
            % {
                "places": filters.number(one.places),
                "opens": filters.moment(one.opens_at, point.zone),
                "closes": filters.moment(one.closes_at, point.zone),
            },
            "href": reverse("draws:draw", args=[one.id]),
            "action": _("Lihat"),
        }
        for one in found
    )


def opened_words(point: PointInfo, on: date | None) -> str:
    """Return what a day just opened again has; empty when there is none."""
    if on is None or not offices.calendar(point_id=point.id).is_open(on):
        return ""
    places = appointments.places_on(point_id=point.id, on=on)
    return ngettext(
        "%(day)s dibuka lagi, dengan %(count)s tempat.", "%(day)s dibuka lagi, dengan %(count)s tempat.", places
    ) % {"day": filters.day(on), "count": places}


def _will_be_told_words(point: PointInfo, people: int, *, on: date, at: datetime) -> str:
    """Return when those with a place on the day would hear of it, were it closed now."""
    if on <= offices.calendar(point_id=point.id).local(at).date():
        return ngettext(
            "Harinya sudah berjalan: %(count)s orang langsung diberi kabar. Tidak ada waktu untuk mengurungkan.",
            "Harinya sudah berjalan: %(count)s orang langsung diberi kabar. Tidak ada waktu untuk mengurungkan.",
            people,
        ) % {"count": people}
    within = filters.duration(catalogue.duration("closing_undo_within", on=catalogue.today(at)))
    return ngettext(
        "%(count)s orang diberi kabar %(within)s sesudah Anda menutup, paling lambat saat hari itu mulai. Sebelum itu "
        "penutupan masih dapat diurungkan.",
        "%(count)s orang diberi kabar %(within)s sesudah Anda menutup, paling lambat saat hari itu mulai. Sebelum itu "
        "penutupan masih dapat diurungkan.",
        people,
    ) % {"count": people, "within": within}


def _told_words(point: PointInfo, now: appointments.Progress, *, undo_until: datetime, at: datetime) -> str:
    """Return when those who still stand on the closed day hear of it."""
    if not now.waiting:
        return _("Semua orangnya sudah dipindahkan dan diberi kabar.") if now.moved else _("Belum ada yang terjadwal.")
    if at < undo_until:
        return ngettext(
            "%(count)s orang dipindahkan dan diberi kabar mulai pukul %(until)s. Sebelum itu tidak ada yang mendengarnya, "
            "jadi masih dapat diurungkan seolah tidak terjadi.",
            "%(count)s orang dipindahkan dan diberi kabar mulai pukul %(until)s. Sebelum itu tidak ada yang mendengarnya, "
            "jadi masih dapat diurungkan seolah tidak terjadi.",
            now.waiting,
        ) % {"count": now.waiting, "until": filters.clock(undo_until, point.zone)}
    if now.told == now.waiting:
        return ngettext(
            "%(count)s orang menunggu tempat pengganti dan sudah diberi kabar agar tidak datang. Ia dipindahkan begitu "
            "ada tempat.",
            "%(count)s orang menunggu tempat pengganti dan sudah diberi kabar agar tidak datang. Mereka dipindahkan begitu "
            "ada tempat.",
            now.waiting,
        ) % {"count": now.waiting}
    return ngettext(
        "%(count)s orang sedang dipindahkan; masing-masing diberi kabar begitu tempat barunya ada. Kemajuannya terlihat "
        "di tabel ini.",
        "%(count)s orang sedang dipindahkan; masing-masing diberi kabar begitu tempat barunya ada. Kemajuannya terlihat "
        "di tabel ini.",
        now.waiting,
    ) % {"count": now.waiting}


def _left_words(now: appointments.Progress) -> str:
    """Return what those who still stand on the closed day hear when it is opened again."""
    if not now.waiting:
        return ""
    if not now.told:
        return _("Tidak dipindahkan dan tidak diberi kabar bila hari ini dibuka lagi.")
    return _("Bila hari ini dibuka lagi, jadwalnya tetap; yang sudah mendengar penutupan diberi kabar.")


def _people(count: int) -> str:
    return ngettext("%(count)s orang", "%(count)s orang", count) % {"count": count}


def _room_words(people: int, room: int) -> str:
    if room >= people:
        return _("Ada %(room)s tempat setara pada hari-hari sesudahnya.") % {"room": room}
    return _(
        "Baru ada %(room)s tempat setara sesudahnya. Yang lain diberi kabar agar tidak datang, dan dipindahkan begitu ada "
        "tempat: dari hari yang baru dibuka, mereka didahulukan."
    ) % {"room": room}


def _closed_words(point: PointInfo, day: date, why: str) -> str:
    now = appointments.progress(point_id=point.id, on=day)
    if not now.waiting and not now.moved:
        return _("Tutup: %(why)s.") % {"why": why}
    return _(
        "Tutup: %(why)s. Dipindahkan %(moved)s dari %(all)s orang; %(accepted)s setuju, %(other)s memilih lain, "
        "%(silent)s belum menjawab."
    ) % {
        "why": why,
        "moved": now.moved,
        "all": now.moved + now.waiting,
        "accepted": now.accepted,
        "other": now.other,
        "silent": now.silent,
    }
