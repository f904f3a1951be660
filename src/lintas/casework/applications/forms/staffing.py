"""What the head of an office fills in to staff a counter otherwise for one day."""

from datetime import time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.operations import Staffing
from lintas.casework.applications.vocabulary import NOBODY, OTHER, USUAL

FIRST, LAST, STEP = 7 * 60, 18 * 60, 30
"""Minutes of the day between which a counter can be staffed, by half hours."""

CLOCKS = tuple((f"{minute // 60:02}:{minute % 60:02}",) * 2 for minute in range(FIRST, LAST + 1, STEP))
SHOWN = tuple((value, text.replace(":", ".")) for value, text in CLOCKS)


class StaffingForm(forms.Form):
    """As in its week, by nobody, or in other hours."""

    how = forms.ChoiceField(
        label=_("Petugas di loket ini"),
        choices=((USUAL, _("Seperti biasa")), (NOBODY, _("Tidak ada petugas")), (OTHER, _("Pada jam lain"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih bagaimana loket ini terisi.")},
    )
    starts = forms.ChoiceField(label=_("Mulai pukul"), choices=(("", "\u2014"), *SHOWN), required=False)
    ends = forms.ChoiceField(label=_("Sampai pukul"), choices=(("", "\u2014"), *SHOWN), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for both hours, in order, where other hours were chosen."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("how") == OTHER:
            for name in ("starts", "ends"):
                if not given.get(name):
                    self.add_error(name, _("Pilih jam ini, atau pilihan lain di atas."))
            if given.get("starts") and given.get("ends") and given["starts"] >= given["ends"]:
                self.add_error("ends", _("Jam selesai harus sesudah jam mulai."))
        return given

    def staffing(self) -> Staffing:
        """Return what was chosen."""
        given = self.cleaned_data
        if given["how"] == OTHER:
            return Staffing(hours=(time.fromisoformat(given["starts"]), time.fromisoformat(given["ends"])))
        return Staffing(as_usual=given["how"] == USUAL)
