"""What the head of an office fills in to have more people booked than there are seats."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.vocabulary import EXTRA, NO_EXTRA
from lintas.ui import filters


class OverbookingForm(forms.Form):
    """With extra places or without, and from which day of service on."""

    how = forms.ChoiceField(
        label=_("Jumlah orang yang boleh terjadwal"),
        choices=((NO_EXTRA, _("Sebanyak kursi")), (EXTRA, _("Kursi dan tempat tambahan"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dengan atau tanpa tempat tambahan.")},
    )
    from_on = forms.ChoiceField(
        label=_("Mulai hari"),
        error_messages={"required": _("Pilih hari."), "invalid_choice": _("Pilih hari dari daftar.")},
    )

    def __init__(self, *args: Any, days: Iterable[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(day.isoformat(), filters.day(day)) for day in days]
        self.fields["from_on"].choices = choices  # type: ignore[attr-defined]

    @property
    def is_on(self) -> bool:
        """Whether extra places were chosen."""
        return bool(self.cleaned_data["how"] == EXTRA)

    @property
    def day(self) -> date:
        """The first day that it counts for."""
        return date.fromisoformat(self.cleaned_data["from_on"])
