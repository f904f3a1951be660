"""Ways into a case: the reference with its code, or with the applicant's day of birth."""

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import operations
from lintas.foundation import ids
from lintas.ui.forms import CodeInput, DateField


class ReferenceField(forms.CharField):
    """A reference as people write it; becomes the way we write it."""

    default_error_messages = {
        "required": _("Tulis nomor permohonan, misalnya PYK-7K3M-Q2XD."),
        "mistyped": _("Nomor ini bukan nomor permohonan. Periksa huruf dan angkanya, misalnya PYK-7K3M-Q2XD."),
    }

    def __init__(self) -> None:
        super().__init__(
            label=_("Nomor permohonan"),
            help_text=_("Misalnya PYK-7K3M-Q2XD. Huruf besar dan kecil sama saja."),
            max_length=24,
            widget=CodeInput(),
        )

    def clean(self, value: str) -> str:
        typed = super().clean(value)
        try:
            return ids.normalise_reference(typed)
        except ids.MistypedReference:
            raise forms.ValidationError(self.error_messages["mistyped"], code="mistyped") from None


class ResumeForm(forms.Form):
    """The reference and the code that was shown once."""

    reference = ReferenceField()
    code = forms.CharField(
        label=_("Kode lanjutan"),
        help_text=_("12 huruf dan angka yang Anda simpan, misalnya K7QM-2XD4-9RTA, atau salah satu kode cadangan."),
        max_length=24,
        widget=CodeInput(),
        error_messages={"required": _("Tulis kode lanjutan yang Anda simpan saat mulai.")},
    )

    use_required_attribute = False


class FindForm(forms.Form):
    """The reference and a second fact: the day of birth, or the code."""

    reference = ReferenceField()
    birth_date = DateField(
        label=_("Tanggal lahir pemohon"),
        noun=_("tanggal lahir"),
        help_text=_("Misalnya 17 5 1990."),
        required=False,
        born=True,
    )
    code = forms.CharField(
        label=_("Atau kode lanjutan, atau kode cadangan"),
        max_length=24,
        required=False,
        widget=CodeInput(),
    )

    use_required_attribute = False

    def clean(self) -> dict[str, object]:
        given = super().clean() or self.cleaned_data
        if "birth_date" not in self.errors and not given.get("birth_date") and not given.get("code"):
            self.add_error("birth_date", _("Isi tanggal lahir pemohon, atau kode lanjutan di bawahnya."))
        return given


class TicketForm(forms.Form):
    """The reference alone: a queue number says nothing about a person."""

    nomor = ReferenceField()

    use_required_attribute = False


class DeclarationForm(forms.Form):
    """The applicant declares the statements true."""

    declaration = forms.BooleanField(
        label=_(
            "Saya menyatakan bahwa data dan berkas yang saya berikan benar. Saya tahu bahwa keterangan palsu dapat "
            "membatalkan permohonan dan diancam pidana."
        ),
        error_messages={"required": operations.DeclarationMissing.text},
    )

    use_required_attribute = False
