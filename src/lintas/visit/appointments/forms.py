"""What addresses of the schedule pages may say, read with care."""

from collections.abc import Collection
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError

FARTHEST = timedelta(days=180)


class NoSuchDay(DomainError):
    """The address names a day that does not exist or is out of reach."""

    code = "appointments.no_such_day"
    text = _("Hari pada alamat halaman ini tidak ada di jadwal. Pilih hari dari daftar.")
    status = 400


class NoSuchClass(DomainError):
    """The address names a class of service that does not exist."""

    code = "appointments.no_such_class"
    text = _("Jenis layanan pada alamat halaman ini tidak ada. Pilih dari daftar.")
    status = 400


def day_asked(request: HttpRequest, name: str, *, today: date) -> date | None:
    """Return the day in the address, None when it names none. :raises NoSuchDay: it cannot be shown."""
    text = request.GET.get(name, "")
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoSuchDay from None
    if not today <= day <= today + FARTHEST:
        raise NoSuchDay
    return day


def class_asked(request: HttpRequest, *, known: Collection[str]) -> str:
    """Return the class of service in the address, regular when it names none. :raises NoSuchClass: not ``known``."""
    asked = request.GET.get("kelas", "regular")
    if asked not in known:
        raise NoSuchClass
    return asked
