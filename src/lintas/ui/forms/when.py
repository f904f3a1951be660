"""A date in three parts: day, month, year. Quicker and safer to fill in than a calendar for dates long ago."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from babel.dates import get_month_names
from django import forms
from django.utils.translation import gettext_lazy as _

PARTS = ("day", "month", "year")
EARLIEST_YEAR = 1900
LONGEST_PART = 20
"""Longer than the longest name of a month, and than any number a date has."""


class DateParts(NamedTuple):
    """The three parts as they were typed."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: Any) -> "DateParts":
        """Return the parts of a date, of an ISO text or of parts; empty ones for anything else."""
        if isinstance(value, DateParts):
            return value
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, str):
            try:
                value = date.fromisoformat(value)
            except ValueError:
                return cls()
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return cls()

    def __str__(self) -> str:
        return "-".join(self)


class DateInput(forms.Widget):
    """Three inputs named ``<name>_day``, ``<name>_month``, ``<name>_year``; also reads one ISO value under ``<name>``."""

    def format_value(self, value: Any) -> DateParts:
        return DateParts.of(value)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> DateParts:
        if not any(f"{name}_{part}" in data for part in PARTS):
            return DateParts.of(data.get(name))
        return DateParts(*(str(data.get(f"{name}_{part}", "")).strip() for part in PARTS))

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data and not any(f"{name}_{part}" in data for part in PARTS)

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_day"


class DateField(forms.Field):
    """
    A calendar day from three inputs; the month may be a number or a name in Indonesian or English.

    ``noun`` names the date inside error sentences ("tanggal lahir"). ``earliest`` and ``latest`` bound
    it, both included; a form sets them from the day that its view passes in.
    """

    widget = DateInput
    default_error_messages = {
        "required": _("Masukkan %(noun)s lengkap, misalnya 17 5 1990."),
        "incomplete": _("Masukkan %(noun)s lengkap, misalnya 17 5 1990."),
        "year": _("Tulis tahun pada %(noun)s dengan empat angka, misalnya 1990."),
        "unknown": _("Tanggal %(typed)s tidak ada. Periksa hari dan bulannya."),
        "late": _("Periksa %(noun)s: paling akhir %(limit)s."),
        "early": _("Periksa %(noun)s: paling awal %(limit)s."),
    }

    def __init__(
        self,
        *,
        noun: Any = None,
        earliest: date | None = None,
        latest: date | None = None,
        born: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.noun = noun or _("tanggal")
        self.earliest = earliest
        self.latest = latest
        self.autocomplete = ("bday-day", "bday-month", "bday-year") if born else ("off", "off", "off")

    def clean(self, value: Any) -> date | None:
        parts = DateParts.of(value)
        if not any(parts):
            if self.required:
                raise self._refusal("required")
            return None
        found = self._parse(parts)
        if self.latest is not None and found > self.latest:
            raise self._refusal("late", limit=_numeric(self.latest))
        if self.earliest is not None and found < self.earliest:
            raise self._refusal("early", limit=_numeric(self.earliest))
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return DateParts.of(initial) != DateParts.of(data)

    def _parse(self, parts: DateParts) -> date:
        if not all(parts):
            raise self._refusal("incomplete")
        if any(len(part) > LONGEST_PART for part in parts):
            raise self._refusal("unknown", typed=str(DateParts(*(part[:LONGEST_PART] for part in parts))))
        month = month_number(parts.month)
        if month is None or not parts.day.isdecimal() or not parts.year.isdecimal():
            raise self._refusal("unknown", typed=str(parts))
        if not EARLIEST_YEAR <= int(parts.year) <= 9999:
            raise self._refusal("year")
        try:
            return date(int(parts.year), month, int(parts.day))
        except ValueError:
            raise self._refusal("unknown", typed=str(parts)) from None

    def _refusal(self, code: str, **facts: str) -> forms.ValidationError:
        return forms.ValidationError(self.error_messages[code], code=code, params={"noun": self.noun, **facts})


def month_number(text: str) -> int | None:
    """Return 1 to 12 for a number or for a name of at least three letters in Indonesian or English."""
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    typed = text.strip(". ").casefold()
    if len(typed) < 3:
        return None
    for locale in ("id", "en"):
        for number, name in get_month_names("wide", locale=locale).items():
            if name.casefold().startswith(typed):
                return number
    return None


def _numeric(value: date) -> str:
    return f"{value.day}-{value.month}-{value.year}"
