"""
The population number (NIK): region, day of birth (plus 40 for women), month, year, serial.

Structure: several public validators and the decree on region codes (confidence V). It has no check
digit, so a wrong serial stays unseen until the civil registry answers.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from lintas.directory.people.identity.digits import only_digits, without_spaces
from lintas.foundation.errors import DomainError

SPECIMEN = "99"
"""No province has this number: specimens begin with it, so that none can belong to a person."""

LENGTH = 16
WOMEN = 40
"""Added to the day of birth of women."""


class NikImpossible(DomainError):
    """No NIK can look like this."""

    code = "people.nik_impossible"
    text = _("NIK ini tidak mungkin benar. Salin kembali 16 angka NIK dari KTP atau kartu keluarga.")
    status = 422


class NikLength(NikImpossible):
    """Not sixteen digits."""

    code = "people.nik_length"
    text = _("NIK terdiri dari 16 angka, sedangkan yang Anda tulis %(count)s angka. Salin kembali dari KTP.")


class NikLetters(NikImpossible):
    """Something else than digits."""

    code = "people.nik_letters"
    text = _("NIK hanya berisi angka. Periksa apakah ada huruf O yang seharusnya angka 0, atau huruf l seharusnya 1.")


class NikDate(NikImpossible):
    """The day of birth inside it does not exist."""

    code = "people.nik_date"
    text = _(
        "Angka ke-7 sampai ke-12 pada NIK adalah tanggal lahir, dan tanggal ini tidak ada. Salin kembali dari KTP."
    )


class NikSerial(NikImpossible):
    """Serials begin with 0001."""

    code = "people.nik_serial"
    text = _("Empat angka terakhir NIK tidak mungkin 0000. Salin kembali dari KTP.")


class NikNotSpecimen(NikImpossible):
    """A demonstration takes specimens only: a real number could belong to somebody."""

    code = "people.nik_not_specimen"
    text = _("Ini versi peragaan: gunakan NIK contoh yang diawali 99.")


class NikSpecimen(NikImpossible):
    """An office takes no specimens."""

    code = "people.nik_specimen"
    text = _("NIK yang diawali 99 hanya contoh dan bukan milik siapa pun. Tulis NIK dari KTP atau kartu keluarga.")


@dataclass(frozen=True, slots=True)
class Nik:
    """
    A NIK that can exist. ``sex`` is M or F.

    ``births`` are the days of birth it can mean, the earlier century first; ``region`` is the code of
    the kecamatan where it was first given, whatever became of that kecamatan.
    """

    value: str
    sex: str
    births: tuple[date, ...]
    region: str

    @property
    def birth(self) -> date:
        """The likelier day of birth when nothing else is known: the latest."""
        return self.births[-1]

    def __repr__(self) -> str:
        return "Nik(••••••••)"

    def __str__(self) -> str:
        return self.value


def parse_nik(text: str, *, on: date, demonstration: bool) -> Nik:
    """
    Read a NIK as people write it, with or without spaces. ``on`` is today: nobody is born later.

    :raises NikImpossible: one of its kinds, each with a sentence that says what to do.
    """
    value = without_spaces(text)
    if not only_digits(value):
        raise NikLength(count=0) if not value else NikLetters
    if len(value) != LENGTH:
        raise NikLength(count=len(value))
    if demonstration and not value.startswith(SPECIMEN):
        raise NikNotSpecimen
    if not demonstration and value.startswith(SPECIMEN):
        raise NikSpecimen
    if value.endswith("0000"):
        raise NikSerial
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    sex, day = ("F", day - WOMEN) if day > WOMEN else ("M", day)
    births = tuple(found for century in (1900, 2000) if (found := _day(century + year, month, day)) and found <= on)
    if not births:
        raise NikDate
    return Nik(value=value, sex=sex, births=births, region=f"{value[:2]}.{value[2:4]}.{value[4:6]}")


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
