"""Durations that a calendar decides, and how the values of parameters are written as text."""

import re
from dataclasses import dataclass
from datetime import time, timedelta
from enum import StrEnum

from lintas.foundation.words import Bilingual


@dataclass(frozen=True, slots=True, order=True)
class WorkingDays:
    """So many working days; which days these are, the calendar of the office knows."""

    number: int


@dataclass(frozen=True, slots=True, order=True)
class Months:
    """So many calendar months, not a fixed number of days."""

    number: int


@dataclass(frozen=True, slots=True)
class Span:
    """From ``least`` to ``most``, for whoever decides to choose within."""

    least: Months
    most: Months


Value = timedelta | WorkingDays | Months | Span | int | time | bool


class Unit(StrEnum):
    """What kind of value a parameter has."""

    DURATION = "duration"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    COUNT = "count"
    TIME = "time"
    SPAN = "span"
    YES_NO = "yes_no"


class UnreadableValue(ValueError):
    """The text is not a value of its unit."""


_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,6})D)?(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,6})M)?(?:(?P<seconds>\d{1,9})S)?)?"
)
_MONTHS = re.compile(r"P(?:(?P<years>\d{1,3})Y)?(?:(?P<months>\d{1,4})M)?")
MOST_DIGITS = 9
_TIME = re.compile(r"([01]\d|2[0-3]):([0-5]\d)")
_YES_NO = {"yes": True, "no": False}


def read_value(text: str, unit: str) -> Value:
    """
    Return the typed value of a stored text.

    Durations are ISO 8601 with days, hours, minutes and seconds; a day has 24 hours. Times are the
    local clock of the office, ``HH:MM``.

    :raises UnreadableValue: the text is not of the unit, or the unit is unknown.
    """
    try:
        match Unit(unit):
            case Unit.DURATION:
                return _duration(text)
            case Unit.WORKING_DAYS:
                return WorkingDays(_count(text))
            case Unit.MONTHS:
                return Months(_count(text))
            case Unit.COUNT:
                return _count(text)
            case Unit.TIME:
                hour, minute = _TIME.fullmatch(text).groups()  # type: ignore[union-attr]
                return time(int(hour), int(minute))
            case Unit.SPAN:
                least, most = text.split("..")
                return Span(_months(least), _months(most))
            case Unit.YES_NO:
                return _YES_NO[text]
    except (ValueError, KeyError, AttributeError):
        raise UnreadableValue(f"{text!r} is not a value of unit {unit!r}.") from None


def _count(text: str) -> int:
    if not text.isdecimal() or len(text) > MOST_DIGITS:
        raise ValueError(text)
    return int(text)


def _duration(text: str) -> timedelta:
    found = _DURATION.fullmatch(text)
    parts = {unit: int(number) for unit, number in found.groupdict().items() if number} if found else {}
    if not parts:
        raise ValueError(text)
    return timedelta(**parts)


def _months(text: str) -> Months:
    found = _MONTHS.fullmatch(text)
    parts = {unit: int(number) for unit, number in found.groupdict().items() if number} if found else {}
    if not parts:
        raise ValueError(text)
    return Months(12 * parts.get("years", 0) + parts.get("months", 0))


def in_words(value: Value) -> Bilingual:
    """Return the value as an officer reads it: ``15 menit``, ``3 hari kerja``, ``10.00``."""
    match value:
        case bool():
            return Bilingual(id="ya", en="yes") if value else Bilingual(id="tidak", en="no")
        case timedelta():
            return _length_in_words(value)
        case WorkingDays():
            return _counted(value.number, "hari kerja", "working day")
        case Months():
            return _counted(value.number, "bulan", "month")
        case Span():
            least, most = in_words(value.least), in_words(value.most)
            return Bilingual(id=f"{least.id} sampai {most.id}", en=f"{least.en} to {most.en}")
        case time():
            return Bilingual(id=value.strftime("%H.%M"), en=value.strftime("%H:%M"))
        case _:
            return Bilingual(id=str(value), en=str(value))


_LENGTHS = (
    (timedelta(days=1), "hari", "day"),
    (timedelta(hours=1), "jam", "hour"),
    (timedelta(minutes=1), "menit", "minute"),
)


def _length_in_words(value: timedelta) -> Bilingual:
    for length, id_, en in _LENGTHS:
        if value >= length and not value % length:
            return _counted(value // length, id_, en)
    return _counted(int(value.total_seconds()), "detik", "second")


def _counted(number: int, id_: str, en: str) -> Bilingual:
    return Bilingual(id=f"{number} {id_}", en=f"{number} {en}{'' if number == 1 else 's'}")
