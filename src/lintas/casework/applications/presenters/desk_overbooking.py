"""More people than seats, for the head: what is decided, who did not come lately, and what a day would be like."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.desk_days import DAYS_AHEAD, Fact
from lintas.directory.offices import queries as offices
from lintas.directory.offices.queries import PointInfo
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of the day shown: its hours, its seats, and the extra places that it may have."""

    hours: str
    seats: int
    extra: int


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands, and what a day with extra places would be like; ``on`` is that day."""

    facts: tuple[Fact, ...]
    on: date
    lines: tuple[SessionLine, ...]


def service_days(point: PointInfo, *, at: datetime) -> tuple[date, ...]:
    """Return the coming days of service, today among them."""
    calendar = offices.calendar(point_id=point.id)
    today = calendar.local(at).date()
    ahead = (today + timedelta(days=number) for number in range(DAYS_AHEAD + 1))
    return tuple(day for day in ahead if calendar.is_open(day))


def outlook(point: PointInfo, *, on: date, at: datetime) -> Outlook:
    """Return what stands and what the day ``on`` would be like. Four queries."""
    zone = offices.calendar(point_id=point.id).zone
    today = offices.calendar(point_id=point.id).local(at).date()
    advice = appointments.advised(point_id=point.id, on=on, today=today)
    decided = appointments.overbooking(point_ids=[point.id])[point.id]
    return Outlook(
        facts=(
            Fact(key=_("Yang berlaku"), value=_stands(decided, today)),
            _absent(advice.absence),
            *_expected(advice.outlook),
        ),
        on=on,
        lines=tuple(
            SessionLine(
                hours=f"{filters.hour(starts_at, zone)}\u2013{filters.hour(starts_at + found.length, zone)}",
                seats=found.seats,
                extra=found.extra.count if found.extra else 0,
            )
            for starts_at, found in advice.sums
        ),
    )


def _stands(decided: appointments.Overbooking, today: date) -> str:
    now = _("Dengan tempat tambahan.") if decided.is_on(today) else _("Sebanyak kursi.")
    latest = next(iter(decided.decisions), None)
    if latest is None or latest.from_on <= today or latest.is_on == decided.is_on(today):
        return now
    then = _("Mulai %(day)s: dengan tempat tambahan.") if latest.is_on else _("Mulai %(day)s: sebanyak kursi.")
    return f"{now} {then % {'day': filters.day(latest.from_on)}}"


def _absent(absence: appointments.Absence) -> Fact:
    return Fact(
        key=_("Tidak datang"),
        value=_("%(missed)s dari %(all)s orang dalam %(days)s hari")
        % {
            "missed": filters.number(absence.missed),
            "all": filters.number(absence.missed + absence.came),
            "days": absence.days,
        },
        note=_("Dihitung sebagai %(percent)s%%: bila kunjungan yang tercatat masih sedikit, dipakai angka umum.")
        % {"percent": round(100 * absence.belief.share)},
    )


def _expected(seen: appointments.Outlook | None) -> tuple[Fact, ...]:
    if seen is None:
        return ()
    limits = appointments.limits()
    return (
        Fact(key=_("Kursi yang terpakai"), value=_("sekitar %(percent)s%%") % {"percent": round(100 * seen.used)}),
        Fact(
            key=_("Menunggu lebih lama"),
            value=_("sekitar %(percent)s%% orang") % {"percent": round(100 * seen.longer)},
            note=_("Batasnya: tambahan lebih dari %(wait)s menit bagi paling banyak %(most)s dari 100 orang.")
            % {
                "wait": round(limits.wait / timedelta(minutes=1)),
                "most": round(100 * (1 - limits.of_people)),
            },
        ),
    )
