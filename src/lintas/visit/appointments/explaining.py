"""Why there are so many places, in words: the sum of each session, for everybody and for the desk alike."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.directory.offices.states import Station
from lintas.ui import filters
from lintas.visit.appointments.presenters import CLASSES
from lintas.visit.appointments.queries import DayWhy, SessionWhy
from lintas.visit.appointments.rules.capacity import Derivation, Extra, Places, Step


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the sum (`ui.summary`)."""

    key: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SumBlock:
    """Sessions with the same sum: their hours, the factors, and what comes out."""

    hours: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """The whole explanation of a day."""

    blocks: tuple[SumBlock, ...]
    books: str


def why(day: DayWhy, *, zone: ZoneInfo) -> Why:
    """Return the explanation; sessions in a row with the same sum are told once."""
    grouped = groupby(day.sessions, key=lambda one: (one.derivation, one.capacity, one.withheld))
    return Why(
        blocks=tuple(_block(list(sessions), derivation, zone=zone) for (derivation, *_more), sessions in grouped),
        books=_books(day),
    )


def _block(sessions: list[SessionWhy], derivation: Derivation, *, zone: ZoneInfo) -> SumBlock:
    hours = ", ".join(f"{filters.hour(one.starts_at, zone)}\u2013{filters.hour(one.ends_at, zone)}" for one in sessions)
    steps = tuple(_step(step, is_limit=step.station in derivation.limited_by) for step in derivation.steps)
    return SumBlock(hours=hours, rows=(*steps, *_classes(sessions[0])))


def _step(step: Step, *, is_limit: bool) -> Row:
    label = str(Station(step.station).label)
    people = ngettext("%(count)s orang", "%(count)s orang", step.people) % {"count": step.people}
    sum_ = ngettext(
        "%(counters)s loket terisi, bersama %(staffed)s menit; %(each)s menit per orang.",
        "%(counters)s loket terisi, bersama %(staffed)s menit; %(each)s menit per orang.",
        step.counters,
    ) % {
        "counters": step.counters,
        "staffed": _minutes(step.staffed),
        "each": _minutes(step.each),
    }
    limit = " " + _("Langkah ini yang membatasi.") if is_limit else ""
    return Row(key=f"{label[:1].upper()}{label[1:]}", value=people, note=f"{sum_}{limit}")


def _minutes(length: timedelta) -> str:
    return (
        number_format(round(length / timedelta(minutes=1), 1), decimal_pos=None).removesuffix(",0").removesuffix(".0")
    )


def _classes(session: SessionWhy) -> Iterator[Row]:
    for found in session.derivation.classes:
        given = session.capacity.get(found.service_class, 0)
        notes = []
        if found.divided is None:
            notes.append(_("Jumlah ditetapkan kantor."))
        elif found.at_most is not None and found.at_most < found.divided:
            notes.append(_("Batas yang ditetapkan kantor: %(count)s.") % {"count": found.at_most})
        else:
            notes.append(_("Bagian %(share)s dari %(total)s.") % {"share": found.share, "total": _total(session)})
        if withheld := session.withheld.get(found.service_class, 0):
            notes.append(
                ngettext(
                    "%(count)s tempat lagi menunggu buku paspor kosong.",
                    "%(count)s tempat lagi menunggu buku paspor kosong.",
                    withheld,
                )
                % {"count": withheld}
            )
        if found.extra and session.derivation.extra:
            notes.append(extra_words(found, session.derivation.extra))
        if given > found.places + found.extra:
            notes.append(_("Orang yang sudah terjadwal tetap dilayani, walau hitungannya kini lebih kecil."))
        yield Row(
            key=str(CLASSES.get(found.service_class, found.service_class)),
            value=ngettext("%(count)s tempat", "%(count)s tempat", given) % {"count": given},
            note=" ".join(notes),
        )


def extra_words(found: Places, extra: Extra) -> str:
    """Return why the class has more places than seats."""
    return _(
        "%(seats)s kursi + %(extra)s, karena rata-rata %(absent)s%% tidak datang; "
        "tambahan waktu tunggu paling lama %(wait)s menit bagi %(people)s dari 100 orang."
    ) % {
        "seats": found.places,
        "extra": found.extra,
        "absent": extra.absent_percent,
        "wait": _minutes(extra.wait),
        "people": extra.people_percent,
    }


def _total(session: SessionWhy) -> int:
    return sum(found.share or 0 for found in session.derivation.classes)


def _books(day: DayWhy) -> str:
    if day.free_books is None:
        return _("Persediaan buku paspor kosong belum dilaporkan, jadi belum membatasi jumlah tempat.")
    return ngettext(
        "Buku paspor kosong yang belum dijanjikan kepada siapa pun: %(count)s.",
        "Buku paspor kosong yang belum dijanjikan kepada siapa pun: %(count)s.",
        day.free_books,
    ) % {"count": filters.number(day.free_books)}
