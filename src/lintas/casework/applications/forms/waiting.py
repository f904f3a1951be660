"""Which days somebody waits for, and whom they wait with."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import dropwhile, takewhile
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lintas.ui import filters
from lintas.ui.forms import CodeInput


class DaysForm(forms.Form):
    """The first and the last day on which a place would do, of the days that the point is open; a day with places says so."""

    first = forms.ChoiceField(label=_("Paling awal"), error_messages={"required": _("Pilih hari paling awal.")})
    last = forms.ChoiceField(label=_("Paling akhir"), error_messages={"required": _("Pilih hari paling akhir.")})

    use_required_attribute = False

    def __init__(self, data=None, *, days: Sequence[date], free: Mapping[date, int]) -> None:
        super().__init__(data)
        choices = [(day.isoformat(), _words(day, free.get(day, 0))) for day in days]
        wrong = _("Pilih hari dari daftar.")
        wished = tuple(takewhile(lambda day: day not in free, dropwhile(lambda day: day in free, days)))
        for name, preset in (("first", wished[:1]), ("last", wished[-1:])):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices
            field.error_messages["invalid_choice"] = wrong
            field.initial = preset[0].isoformat() if preset else None

    def clean_first(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.cleaned_data["first"])

    def clean_last(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.cleaned_data["last"])

    def asks_for(self, day: date) -> bool:
        """Say whether the day lies among those that were sent, right or wrong."""
        first, last = (self[name].value() or "" for name in ("first", "last"))
        return self.is_bound and first <= day.isoformat() <= last


def _words(day: date, free: int) -> str:
    if not free:
        return filters.day(day)
    return ngettext("%(day)s (masih ada %(count)s tempat)", "%(day)s (masih ada %(count)s tempat)", free) % {
        "day": filters.day(day),
        "count": free,
    }


class TogetherForm(forms.Form):
    """The code of a party that waits."""

    code = forms.CharField(
        label=_("Kode rombongan"),
        help_text=_("8 huruf dan angka dari anggota keluarga yang sudah mendaftar."),
        max_length=12,
        widget=CodeInput(),
        error_messages={"required": _("Tulis kode rombongan.")},
    )

    use_required_attribute = False
