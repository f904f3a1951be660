"""Who the passport is for. What cannot exist is refused; what merely looks odd is asked once more."""

import re
from collections.abc import Mapping
from datetime import date

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.forms.village import VillageFields
from lintas.directory.people import identity
from lintas.foundation.errors import DomainError
from lintas.ui.forms import DateField, NikField

FIELDS = ("full_name", "nik", "birth_date", "birth_place", "sex", "address", "village")
"""The names under which the applicant's data is kept."""

DOUBTS = {
    "nik_birth_differs": _("Tanggal lahir yang Anda tulis berbeda dari tanggal lahir di dalam NIK."),
    "nik_sex_differs": _("Jenis kelamin yang Anda pilih berbeda dari yang tercatat di dalam NIK."),
    "nik_region_unknown": _("Kode wilayah di awal NIK tidak kami kenal."),
}


class IdentityForm(VillageFields):
    """The applicant as in the civil record. ``doubts`` are codes that the person may confirm."""

    full_name = forms.CharField(
        label=_("Nama lengkap"),
        help_text=_("Persis seperti pada KTP atau akta kelahiran, dalam satu kolom."),
        max_length=100,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false", "autocapitalize": "characters"}),
        error_messages={"required": _("Tulis nama lengkap seperti pada KTP atau akta kelahiran.")},
    )
    nik = NikField(label=_("NIK"), help_text=_("16 angka pada KTP atau kartu keluarga."))
    birth_date = DateField(
        label=_("Tanggal lahir"), noun=_("tanggal lahir"), help_text=_("Misalnya 17 5 1990."), born=True
    )
    birth_place = forms.CharField(
        label=_("Tempat lahir"),
        help_text=_("Kabupaten atau kota, seperti pada akta kelahiran."),
        max_length=60,
        widget=forms.TextInput(attrs={"data-size": "medium", "autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Tulis tempat lahir seperti pada akta kelahiran.")},
    )
    sex = forms.ChoiceField(
        label=_("Jenis kelamin"),
        choices=[("F", _("Perempuan")), ("M", _("Laki-laki"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih jenis kelamin seperti pada KTP atau akta kelahiran.")},
    )
    address = forms.CharField(
        label=_("Alamat"),
        help_text=_("Jalan, nomor rumah, RT, dan RW seperti pada KTP."),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "street-address"}),
        error_messages={"required": _("Tulis alamat: jalan, nomor rumah, RT, dan RW.")},
    )
    confirmed = forms.BooleanField(
        label=_("Data saya memang seperti yang tertulis. Petugas akan mencocokkannya dengan dokumen asli."),
        required=False,
    )

    field_order = ("full_name", "nik", "birth_date", "birth_place", "sex", "address", "village_words", "village")
    use_required_attribute = False

    def __init__(
        self, data: Mapping[str, str] | None = None, *, initial: Mapping[str, str], today: date, is_known: bool
    ) -> None:
        super().__init__(data, initial=initial, is_known=is_known)
        self.today = today
        self.fields["birth_date"].latest = today  # type: ignore[attr-defined]
        self.doubts: tuple[str, ...] = ()
        self.nik_read: identity.Nik | None = None

    def clean_full_name(self) -> str:
        name = " ".join(self.cleaned_data["full_name"].split())
        if not re.search(r"[^\W\d_]", name) or re.search(r"[\d<>@_]", name):
            raise forms.ValidationError(_("Nama hanya berisi huruf dan tanda seperti titik, koma, atau petik."))
        return name

    def clean_nik(self) -> str:
        try:
            self.nik_read = identity.parse_nik(
                self.cleaned_data["nik"], on=self.today, demonstration=settings.DEMONSTRATION
            )
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return self.nik_read.value

    def clean(self) -> dict[str, object]:
        given = super().clean()
        if self.nik_read is not None:
            born, sex = self.cleaned_data.get("birth_date"), self.cleaned_data.get("sex", "")
            found = identity.oddities(self.nik_read, birth=born, sex=sex)
            self.doubts = tuple(oddity.code for oddity in found if oddity.code in DOUBTS)
        return given

    @property
    def doubt_words(self) -> list[str]:
        """What looks odd, in words for the applicant."""
        return [str(DOUBTS[code]) for code in self.doubts]

    @property
    def must_confirm(self) -> bool:
        """Whether something looks odd and the person has not said that it is so."""
        return bool(self.doubts) and not self.cleaned_data.get("confirmed")

    def ask_to_confirm(self) -> None:
        """Ask the person to look once more; saying so again is enough."""
        self.add_error("confirmed", _("Periksa sekali lagi. Bila memang benar, centang kotak ini lalu lanjutkan."))

    @property
    def usable(self) -> dict[str, str]:
        """The values that can be kept, by their names; what is empty or wrong is left out."""
        self.is_valid()
        texts = {name: self.cleaned_data.get(name) for name in FIELDS}
        return {name: _text(value) for name, value in texts.items() if value}

    @property
    def values(self) -> dict[str, str]:
        """Every value of a form in which nothing is wrong; who lives elsewhere has no village here."""
        return {name: _text(self.cleaned_data.get(name) or "") for name in FIELDS}


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
