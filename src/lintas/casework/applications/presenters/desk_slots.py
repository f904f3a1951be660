"""Days and hours to which the office can move an appointment."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse

from lintas.casework.applications import queries
from lintas.directory.offices import queries as offices
from lintas.ui import filters
from lintas.visit.appointments import queries as appointments

DAYS_AHEAD = 14
"""Calendar days that the picker shows."""


@dataclass(frozen=True, slots=True)
class DayBox:
    """A day of the picker."""

    on: date
    left: int
    href: str
    reason: str | None
    current: bool


@dataclass(frozen=True, slots=True)
class HourBox:
    """A session of the chosen day."""

    value: str
    text: str
    left: int


@dataclass(frozen=True, slots=True)
class SlotPicker:
    """What the slot component takes; ``now`` is the present appointment in words."""

    days: tuple[DayBox, ...]
    times: tuple[HourBox, ...]
    legend: str
    now: str


def picker(case: queries.CaseInfo, *, wanted: str, at: datetime) -> SlotPicker | None:
    """Return the days ahead and the hours of the wanted one, else of the first with a place; None without a place."""
    present = appointments.appointment_of(case.id)
    if present is None:
        return None
    point = offices.point(id=present.point_id)
    today = offices.calendar(point_id=point.id).local(at).date()
    days = appointments.days_ahead(
        point_ids=[point.id], service_class=present.service_class, from_on=today, days=DAYS_AHEAD, at=at
    )[point.id]
    chosen = _chosen(days, wanted)
    times = (
        appointments.open_slots(point_id=point.id, on=chosen, service_class=present.service_class, at=at)
        if chosen
        else ()
    )
    here = reverse("applications:case", kwargs={"reference": case.reference})
    return SlotPicker(
        days=tuple(
            DayBox(
                on=day.on,
                left=day.left,
                href=f"{here}?lembar=kerja&hari={day.on.isoformat()}#pindah",
                reason=day.reason,
                current=day.on == chosen,
            )
            for day in days
            if day.reason != "closed"
        ),
        times=tuple(
            HourBox(
                value=str(slot.id),
                text=filters.clock(slot.starts_at, point.zone),
                left=slot.left,
            )
            for slot in times
            if slot.left and slot.id != present.slot_id
        ),
        legend=filters.day(chosen) if chosen else "",
        now=filters.moment(present.starts_at, point.zone),
    )


def _chosen(days: tuple[appointments.DayPlaces, ...], wanted: str) -> date | None:
    open_days = [day.on for day in days if day.left]
    try:
        asked = date.fromisoformat(wanted)
    except ValueError:
        asked = None
    if asked in open_days:
        return asked
    first = [day for day in open_days if day > days[0].on] or open_days
    return first[0] if first else None
