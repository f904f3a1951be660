"""Where messages about the case go."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.directory.people import identity
from lintas.foundation.errors import DomainError
from lintas.ui.forms import EmailField, PhoneField

STAYS = _(
    "Kontak yang sudah tersimpan tidak dapat dikosongkan. Tulis kontak lain untuk menggantinya, atau hapus draf ini dan "
    "mulai lagi."
)


class ContactForm(forms.Form):
    """An e-mail address, a mobile number, both, or none."""

    phone = PhoneField(
        label=_("Nomor ponsel"),
        help_text=_("Untuk SMS. Isinya hanya nomor, tanggal, dan tempat, tanpa data pribadi."),
        required=False,
    )
    email = EmailField(label=_("Alamat email"), help_text=_("Untuk kabar yang lebih lengkap."), required=False)

    use_required_attribute = False

    def __init__(self, data: Mapping[str, str] | None = None, *, initial: Mapping[str, str | None]) -> None:
        super().__init__(data, initial=dict(initial))

    def clean(self) -> dict[str, str]:
        given = super().clean() or self.cleaned_data
        for name, kept in self.initial.items():
            if kept and not given.get(name) and name not in self.errors:
                self.add_error(name, STAYS)
        return given

    def clean_phone(self) -> str:
        typed = self.cleaned_data["phone"]
        if not typed:
            return ""
        try:
            return identity.mobile_only(typed)
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def usable(self) -> dict[str, str]:
        """The addresses that can be used, empty where nothing or something wrong was typed."""
        self.is_valid()
        return {name: self.cleaned_data.get(name) or "" for name in ("email", "phone")}


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label=_("Kode dari pesan kami"),
        help_text=_("6 angka, berlaku 10 menit."),
        max_length=12,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "data-size": "short"}),
        error_messages={"required": _("Tulis 6 angka dari pesan kami.")},
    )

    use_required_attribute = False
