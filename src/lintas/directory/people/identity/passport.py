"""Passport numbers and the machine-readable zone of passport books (ICAO Doc 9303 part 4, TD3)."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from lintas.directory.people.identity.digits import without_spaces
from lintas.foundation.errors import DomainError

LINE = 44
WEIGHTS = (7, 3, 1)
LONGEST_NUMBER = 9
USUAL = re.compile(r"[A-Z]\d{7}")


class PassportNumberImpossible(DomainError):
    """Longer than the zone has room for, or with other signs than letters and digits."""

    code = "people.passport_number_impossible"
    text = _("Nomor paspor paling panjang 9 huruf dan angka, misalnya X0000001. Salin dari halaman data paspor.")
    status = 422


class ZoneUnreadable(DomainError):
    """The two lines do not have the form, or a check digit does not fit: somebody misread a sign."""

    code = "people.zone_unreadable"
    text = _(
        "Dua baris di bawah halaman data paspor tidak terbaca utuh. Ambil gambar atau ketik ulang kedua baris itu."
    )
    status = 422


@dataclass(frozen=True, slots=True)
class PassportNumber:
    """A number that can exist; ``usual`` says that it has the form of current Indonesian books."""

    value: str
    usual: bool

    def __repr__(self) -> str:
        return "PassportNumber(••••••••)"


@dataclass(frozen=True, slots=True)
class Zone:
    """
    What the zone says. Sex is M, F or empty; names lost their punctuation, and those of several
    words may stand wholly in ``primary``: compare sets of words, never "surname".
    """

    state: str
    number: str
    nationality: str
    birth: date | None
    sex: str
    expiry: date
    primary: str
    secondary: str

    def __repr__(self) -> str:
        return "Zone(••••••••)"


def parse_passport_number(text: str) -> PassportNumber:
    """Read a number as people write it. :raises PassportNumberImpossible: no zone could hold it."""
    value = without_spaces(text).upper()
    if not re.fullmatch(rf"[A-Z0-9]{{5,{LONGEST_NUMBER}}}", value, re.ASCII):
        raise PassportNumberImpossible
    return PassportNumber(value, usual=bool(USUAL.fullmatch(value)))


def parse_zone(first: str, second: str, *, on: date) -> Zone:
    """
    Read the two lines of a passport book; ``on`` is today and settles the century of birth.

    :raises ZoneUnreadable: form, dates or check digits do not fit. The line of the name has no check digit.
    """
    if not all(re.fullmatch(rf"[A-Z0-9<]{{{LINE}}}", line, re.ASCII) for line in (first, second)):
        raise ZoneUnreadable
    checked = [(0, 9), (13, 19), (21, 27)]
    if first[0] != "P" or any(check_digit(second[a:b]) != second[b] for a, b in checked):
        raise ZoneUnreadable
    optional, its_digit = second[28:42], second[42]
    if check_digit(optional) != its_digit and (optional.strip("<") or its_digit != "<"):
        raise ZoneUnreadable
    if check_digit(second[0:10] + second[13:20] + second[21:43]) != second[43]:
        raise ZoneUnreadable
    primary, _separator, secondary = first[5:].partition("<<")
    expiry = _date(second[21:27], century=2000)
    if expiry is None or second[20] not in "MF<":
        raise ZoneUnreadable
    return Zone(
        state=first[2:5].rstrip("<"),
        number=second[0:9].rstrip("<"),
        nationality=second[10:13].rstrip("<"),
        birth=_birth(second[13:19], on=on),
        sex=second[20].strip("<"),
        expiry=expiry,
        primary=_words(primary),
        secondary=_words(secondary),
    )


def check_digit(text: str) -> str:
    """Return the digit over the text: weights 7, 3, 1; letters from A=10; the filler counts nothing."""
    values = (0 if sign == "<" else int(sign, 36) for sign in text)
    return str(sum(value * WEIGHTS[place % 3] for place, value in enumerate(values)) % 10)


def _birth(text: str, *, on: date) -> date | None:
    """Return the day of birth; None when month or day is unknown, as the standard allows."""
    if "<" in text:
        return None
    if not text.isdigit():
        raise ZoneUnreadable
    found = _date(text, century=2000 if int(text[:2]) <= on.year % 100 else 1900)
    if found is None:
        raise ZoneUnreadable
    return found


def _date(text: str, *, century: int) -> date | None:
    try:
        return date(century + int(text[:2]), int(text[2:4]), int(text[4:6]))
    except ValueError:
        return None


def _words(text: str) -> str:
    return " ".join(text.replace("<", " ").split())
