"""Days of birth and ages."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError

MONTHS = (
    [
        "januari",
        "februari",
        "maret",
        "april",
        "mei",
        "juni",
        "juli",
        "agustus",
        "september",
        "oktober",
        "november",
        "desember",
    ],
    [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    ["jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des"],
)


class DayImpossible(DomainError):
    """The calendar has no such day."""

    code = "people.day_impossible"
    text = _("Tanggal ini tidak ada dalam kalender. Tulis hari, bulan, dan tahun, misalnya 17 Mei 1990.")
    status = 422


class BirthInFuture(DomainError):
    """Nobody is born after today."""

    code = "people.birth_in_future"
    text = _("Tanggal lahir tidak mungkin setelah hari ini. Periksa tahun yang Anda tulis.")
    status = 422


def age_on(birth: date, day: date) -> int:
    """Return the full years at the start of the day; born on 29 February, one is older on 1 March."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def born_by(birth: date, *, on: date) -> date:
    """Return the day of birth. :raises BirthInFuture: it is after ``on``."""
    if birth > on:
        raise BirthInFuture
    return birth


def parse_day(text: str) -> date:
    """
    Read a day as ``17 Mei 1990``, ``17-05-1990``, ``17/5/1990`` or ``1990-05-17``.

    :raises DayImpossible: there is no such day, or the text is no day.
    """
    parts = re.split(r"[\s./-]+", text.strip().lower())
    if len(parts) != 3 or len(text) > 40:
        raise DayImpossible
    if re.fullmatch(r"\d{4}", parts[0], re.ASCII):
        parts.reverse()
    day, month, year = parts
    if not re.fullmatch(r"\d{1,2}", day, re.ASCII) or not re.fullmatch(r"\d{4}", year, re.ASCII):
        raise DayImpossible
    try:
        return date(int(year), _month(month), int(day))
    except ValueError:
        raise DayImpossible from None


def _month(text: str) -> int:
    for names in MONTHS:
        if text in names:
            return names.index(text) + 1
    if re.fullmatch(r"\d{1,2}", text, re.ASCII):
        return int(text)
    raise DayImpossible
