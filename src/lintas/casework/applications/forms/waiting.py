"""Which days somebody waits for, and whom they wait with."""

from collections.abc import Iterable
from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.ui import filters
from lintas.ui.forms import CodeInput


class DaysForm(forms.Form):
    """The first and the last day on which a place would do, of the days that the point is open."""

    first = forms.ChoiceField(label=_("Paling awal"), error_messages={"required": _("Pilih hari paling awal.")})
    last = forms.ChoiceField(label=_("Paling akhir"), error_messages={"required": _("Pilih hari paling akhir.")})

    use_required_attribute = False

    def __init__(self, data=None, *, days: Iterable[date]) -> None:
        super().__init__(data)
        choices = [(day.isoformat(), filters.day(day)) for day in days]
        wrong = _("Pilih hari dari daftar.")
        for name, preset in (("first", choices[:1]), ("last", choices[-1:])):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = choices
            field.error_messages["invalid_choice"] = wrong
            field.initial = preset[0][0] if preset else None

    def clean_first(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.cleaned_data["first"])

    def clean_last(self) -> date:
        """Return the day."""
        return date.fromisoformat(self.cleaned_data["last"])


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
