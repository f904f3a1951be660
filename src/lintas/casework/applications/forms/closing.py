"""What the head of an office fills in to close a day."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices.states import ClosureReason
from lintas.foundation.words import Bilingual


class CloseDayForm(forms.Form):
    """Why the day is closed, and what the public reads about it in both languages."""

    reason = forms.ChoiceField(
        label=_("Alasan"),
        choices=tuple(ClosureReason.choices),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasan penutupan.")},
    )
    words_id = forms.CharField(
        label=_("Keterangan untuk umum, dalam bahasa Indonesia"),
        help_text=_("Misalnya: perbaikan atap. Jangan menulis nama atau keadaan seseorang."),
        max_length=200,
        error_messages={"required": _("Tulis keterangan dalam bahasa Indonesia.")},
    )
    words_en = forms.CharField(
        label=_("Keterangan untuk umum, dalam bahasa Inggris"),
        help_text=_("Misalnya: repair of the roof."),
        max_length=200,
        error_messages={"required": _("Tulis keterangan dalam bahasa Inggris.")},
    )
    sure = forms.BooleanField(
        label=_("Saya sudah memeriksa hari dan jumlah orang yang dipindahkan"),
        error_messages={"required": _("Periksa hari dan jumlah orangnya dahulu, lalu centang.")},
    )

    def words(self) -> Bilingual:
        """Return what the public reads."""
        return Bilingual(id=self.cleaned_data["words_id"], en=self.cleaned_data["words_en"])


class ReopenDayForm(forms.Form):
    """That the day is to be served again."""

    sure = forms.BooleanField(
        label=_("Saya sudah memeriksa bahwa kantor melayani pada hari itu"),
        error_messages={"required": _("Periksa dahulu bahwa kantor melayani pada hari itu, lalu centang.")},
    )
