"""How long the way to the office takes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.ui import filters

WAYS = (15, 30, 45, 60, 90, 120, 180, 240, 360)
"""Minutes that can be chosen: a village across the strait is hours away."""


class WayForm(forms.Form):
    """The length of the person's way."""

    travel = forms.TypedChoiceField(
        label=_("Berapa lama perjalanan Anda?"),
        help_text=_("Hitung sampai pintu kantor, dengan waktu menunggu angkutan. Asal Anda tidak kami simpan."),
        coerce=int,
        error_messages={"required": _("Pilih lama perjalanan."), "invalid_choice": _("Pilih dari daftar.")},
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, travel: timedelta | None = None) -> None:
        super().__init__(data, initial={"travel": round(travel.total_seconds() / 60)} if travel else None)
        ways = ((way, filters.duration(timedelta(minutes=way))) for way in WAYS)
        self.fields["travel"].choices = [("", "–"), *ways]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> timedelta:
        """The answer of a form that is valid."""
        return timedelta(minutes=self.cleaned_data["travel"])
