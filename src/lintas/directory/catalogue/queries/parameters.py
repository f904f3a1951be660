"""Clocks, counts and switches of the process, by office and day."""

from datetime import date, datetime, time, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from django.conf import settings

from lintas.directory.catalogue import models
from lintas.directory.catalogue.remembering import remembered
from lintas.directory.catalogue.rules.values import Months, Value, WorkingDays, read_value

Kind = TypeVar("Kind")


class ParameterOfAnotherKind(TypeError):
    """The parameter is not what the caller takes it for."""


class UnknownParameter(LookupError):
    """Nobody has set the parameter: a mistake of ours, not of the person."""


def today(at: datetime) -> date:
    """Return the offices' calendar day at the moment ``at``; all offices keep western Indonesian time."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def unstocked_books(*, office_code: str, on: date) -> frozenset[str]:
    """
    Return the kinds of booklet the office does not have that day, for ``without_books`` of the fees.

    Legal source: docs/legal/register.md, entry "passport_nonelectronic".
    """
    stocked = parameter("passport_nonelectronic_available", office_code=office_code, on=on)
    return frozenset() if stocked else frozenset({"nonelectronic"})


def parameter(name: str, *, office_code: str = "", on: date) -> Value:
    """
    Return the value on the day ``on``: the office's own if it has one, else the common one.

    Durations are ``timedelta``; working days ``WorkingDays``; calendar months ``Months``; ranges
    ``Span``; counts ``int``; clock times ``time`` on the office's clock; switches ``bool``.

    :raises UnknownParameter: nobody has set it for that day.
    """
    known = remembered("parameters", _parameters)
    for code in dict.fromkeys((office_code, "")):
        for since, value in known.get((name, code), ()):
            if since <= on:
                return value
    raise UnknownParameter(name)


def duration(name: str, *, office_code: str = "", on: date) -> timedelta:
    """Return the parameter that is a duration; see `parameter`. :raises ParameterOfAnotherKind: it is none."""
    return _of_kind(timedelta, name, office_code=office_code, on=on)


def count(name: str, *, office_code: str = "", on: date) -> int:
    """Return the parameter that is a count; see `parameter`. :raises ParameterOfAnotherKind: it is none."""
    return _of_kind(int, name, office_code=office_code, on=on)


def months(name: str, *, office_code: str = "", on: date) -> Months:
    """Return the parameter that is a span of calendar months. :raises ParameterOfAnotherKind: it is none."""
    return _of_kind(Months, name, office_code=office_code, on=on)


def working_days(name: str, *, office_code: str = "", on: date) -> WorkingDays:
    """Return the parameter that counts working days. :raises ParameterOfAnotherKind: it is none."""
    return _of_kind(WorkingDays, name, office_code=office_code, on=on)


def time_of_day(name: str, *, office_code: str = "", on: date) -> time:
    """Return the parameter that is a time on the office's clock. :raises ParameterOfAnotherKind: it is none."""
    return _of_kind(time, name, office_code=office_code, on=on)


def _of_kind(kind: type[Kind], name: str, *, office_code: str, on: date) -> Kind:
    value = parameter(name, office_code=office_code, on=on)
    if not isinstance(value, kind):
        raise ParameterOfAnotherKind(name)
    return value


def _parameters() -> dict[tuple[str, str], list[tuple[date, Value]]]:
    found: dict[tuple[str, str], list[tuple[date, Value]]] = {}
    for row in models.Parameter.objects.order_by("-effective_from"):
        value = read_value(row.value, row.unit)
        found.setdefault((row.name, row.office_code), []).append((row.effective_from, value))
    return found
