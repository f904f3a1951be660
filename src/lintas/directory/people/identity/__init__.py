"""
What a person's numbers, names and dates can be.

A value is refused only when it cannot exist; what merely looks odd is a warning for the officer,
because living people's records hold old region codes, corrected birth dates and one-word names.
"""

from lintas.directory.people.identity.birth import BirthInFuture, DayImpossible, age_on, born_by, parse_day
from lintas.directory.people.identity.family_card import FamilyCard, FamilyCardImpossible, parse_family_card
from lintas.directory.people.identity.masks import mask_email, mask_name, mask_nik, mask_phone, masked
from lintas.directory.people.identity.names import NameMatch, NameResult, compare_names, normalise_name
from lintas.directory.people.identity.nik import Nik, NikImpossible, parse_nik
from lintas.directory.people.identity.passport import (
    PassportNumber,
    PassportNumberImpossible,
    Zone,
    ZoneUnreadable,
    parse_passport_number,
    parse_zone,
)
from lintas.directory.people.identity.phone import (
    PhoneCannotReceive,
    PhoneImpossible,
    is_mobile,
    mobile_only,
    normalise_phone,
)
from lintas.directory.people.identity.warnings import Oddity, oddities

__all__ = [
    "BirthInFuture",
    "DayImpossible",
    "FamilyCard",
    "FamilyCardImpossible",
    "NameMatch",
    "NameResult",
    "Nik",
    "NikImpossible",
    "Oddity",
    "PassportNumber",
    "PassportNumberImpossible",
    "PhoneCannotReceive",
    "PhoneImpossible",
    "Zone",
    "ZoneUnreadable",
    "age_on",
    "born_by",
    "compare_names",
    "is_mobile",
    "mask_email",
    "mask_name",
    "mask_nik",
    "mask_phone",
    "masked",
    "mobile_only",
    "normalise_name",
    "normalise_phone",
    "oddities",
    "parse_day",
    "parse_family_card",
    "parse_nik",
    "parse_passport_number",
    "parse_zone",
]
