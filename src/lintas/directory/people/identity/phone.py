"""Phone numbers: one written form, E.164, whatever a person types."""

import phonenumbers
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class PhoneImpossible(DomainError):
    """The text cannot be a phone number in Indonesia, nor one written with its country code."""

    code = "people.phone_impossible"
    text = _("Nomor telepon ini belum lengkap atau terlalu panjang. Tulis seperti 0812 3456 7890, hanya angka.")
    status = 422


class PhoneCannotReceive(DomainError):
    """The number is a fixed line, which receives no messages."""

    code = "people.phone_cannot_receive"
    text = _("Nomor ini adalah telepon rumah dan tidak dapat menerima SMS. Tulis nomor ponsel yang diawali 08.")
    status = 422


def normalise_phone(text: str) -> str:
    """
    Return the number as E.164, such as ``+6281234567890``.

    :raises PhoneImpossible: no number can look like this.
    """
    return phonenumbers.format_number(_parse(text), phonenumbers.PhoneNumberFormat.E164)


def mobile_only(text: str) -> str:
    """
    Return the number as E.164 if messages can reach it.

    :raises PhoneImpossible: no number can look like this.
    :raises PhoneCannotReceive: it is a fixed line.
    """
    number = _parse(text)
    if phonenumbers.number_type(number) == phonenumbers.PhoneNumberType.FIXED_LINE:
        raise PhoneCannotReceive
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def is_mobile(e164: str) -> bool:
    """Say whether the normalised number is a mobile one."""
    return phonenumbers.number_type(_parse(e164)) != phonenumbers.PhoneNumberType.FIXED_LINE


def _parse(text: str) -> phonenumbers.PhoneNumber:
    if len(text) > 30:
        raise PhoneImpossible
    plain = text.strip()
    if plain.startswith("62") and not plain.startswith("620"):
        plain = "+" + plain
    try:
        number = phonenumbers.parse(plain, "ID")
    except phonenumbers.NumberParseException as failure:
        raise PhoneImpossible from failure
    if number.extension or not phonenumbers.is_possible_number(number):
        raise PhoneImpossible
    if number.country_code == 62 and not _fits_indonesia(str(number.national_number)):
        raise PhoneImpossible
    return number


def _fits_indonesia(national: str) -> bool:
    """Mobile 8xx with nine to twelve digits, fixed lines with seven to eleven; operators open new ranges often."""
    return 9 <= len(national) <= 12 if national.startswith("8") else 7 <= len(national) <= 11
