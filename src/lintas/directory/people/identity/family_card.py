"""The number of a family card (KK): region, day of registration, serial (confidence M)."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from lintas.directory.people.identity.digits import only_digits, without_spaces
from lintas.foundation.errors import DomainError

LENGTH = 16


class FamilyCardImpossible(DomainError):
    """Not sixteen digits."""

    code = "people.family_card_impossible"
    text = _("Nomor kartu keluarga terdiri dari 16 angka. Salin kembali dari bagian atas kartu keluarga.")
    status = 422


@dataclass(frozen=True, slots=True)
class FamilyCard:
    """A number that can exist; ``registered_on`` is None when the day inside it does not: worth a look, no more."""

    value: str
    registered_on: date | None

    def __repr__(self) -> str:
        return "FamilyCard(••••••••)"


def parse_family_card(text: str, *, on: date) -> FamilyCard:
    """Read the number as people write it; ``on`` is today. :raises FamilyCardImpossible: it is not sixteen digits."""
    value = without_spaces(text)
    if not only_digits(value) or len(value) != LENGTH:
        raise FamilyCardImpossible
    day, month, year = int(value[6:8]), int(value[8:10]), int(value[10:12])
    for century in (2000, 1900):
        with suppress(ValueError):
            if (registered := date(century + year, month, day)) <= on:
                return FamilyCard(value, registered)
    return FamilyCard(value, None)
