"""What officers fill in beside cases: a reference at the arrival, the paper shown for a new code, a box of books."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.vocabulary import SHOWN_AT_THE_COUNTER
from lintas.ui.forms import CodeInput


class ReferenceForm(forms.Form):
    """A reference, typed or read from its code, or the queue number that somebody took on the phone."""

    reference = forms.CharField(
        label=_("Nomor permohonan atau nomor antrean"),
        help_text=_("Pindai kode QR pemohon, atau ketik nomornya, misalnya PYK-7K3M-Q2XD atau A 024 dari ponselnya."),
        max_length=60,
        widget=CodeInput({"autofocus": True, "data-scan": True}),
        error_messages={"required": _("Pindai kode QR atau ketik nomornya.")},
    )


class NewCodeForm(forms.Form):
    """Which original shows that the person at the counter is the applicant, or an applicant child's parent."""

    document = forms.ChoiceField(
        label=_("Dokumen asli yang ditunjukkan"),
        choices=tuple(SHOWN_AT_THE_COUNTER.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih dokumen asli yang ditunjukkan.")},
    )
    sure = forms.BooleanField(
        label=_("Wajah, nama, dan NIK cocok dengan dokumen asli"),
        error_messages={"required": _("Cocokkan dahulu wajah, nama, dan NIK, lalu centang.")},
    )


class StockForm(forms.Form):
    """A box of blank books with consecutive numbers."""

    KINDS = (("electronic", _("Elektronik")), ("nonelectronic", _("Nonelektronik")))

    kind = forms.ChoiceField(label=_("Jenis buku"), choices=KINDS, widget=forms.RadioSelect, initial="electronic")
    first = forms.RegexField(
        r"^[Xx]?\d{1,7}$",
        label=_("Nomor pertama"),
        help_text=_("Seperti tercetak pada buku pertama, misalnya X0000601."),
        max_length=8,
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-size": "medium"}),
        error_messages={
            "required": _("Masukkan nomor buku pertama, misalnya X0000601."),
            "invalid": _("Nomor buku adalah huruf X dan tujuh angka, misalnya X0000601."),
        },
    )
    count = forms.IntegerField(
        label=_("Jumlah buku"),
        min_value=1,
        max_value=1000,
        widget=forms.NumberInput(attrs={"data-size": "short"}),
        error_messages={
            "required": _("Masukkan jumlah buku."),
            "invalid": _("Jumlah buku ditulis dengan angka."),
            "min_value": _("Jumlah buku paling sedikit 1."),
            "max_value": _("Sekali catat paling banyak 1.000 buku. Catat kotak berikutnya sesudah ini."),
        },
    )
    sure = forms.BooleanField(
        label=_("Saya sudah menghitung bukunya"),
        error_messages={"required": _("Hitung bukunya dahulu, lalu centang.")},
    )

    def clean_first(self) -> int:
        """Return the number without its letter."""
        return int(self.cleaned_data["first"].lstrip("Xx"))
