"""Fields whose control helps with typing; what counts as right is decided by the app that owns the fact."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.widgets import ClearableFileInput
from django.utils.translation import gettext_lazy as _

PICTURES_AND_PDF = "image/jpeg,image/png,image/webp,image/heic,application/pdf"


class CodeInput(forms.TextInput):
    """A box for what is copied letter by letter, in capitals: nothing in it is completed or corrected."""

    def __init__(self, attrs: Mapping[str, Any] | None = None) -> None:
        own = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false", "data-size": "medium"}
        super().__init__({**own, **(attrs or {})})


class NikField(forms.CharField):
    """A population number: digits only reach the form's clean method, spaces and dots may be typed."""

    default_error_messages = {
        "required": _("Masukkan NIK, 16 angka pada KTP atau KK."),
        "max_length": _("NIK terdiri dari 16 angka. Periksa apakah ada angka yang berlebih."),
    }

    def __init__(self, **options: Any) -> None:
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "off",
            "data-group": "4",
            "data-size": "medium",
            "spellcheck": "false",
        }
        options.setdefault("max_length", 32)
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)

    def to_python(self, value: Any) -> str:
        return re.sub(r"[\s.\-]", "", super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A telephone number as people write it."""

    default_error_messages = {"required": _("Masukkan nomor telepon, misalnya 0812 3456 7890.")}

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "tel", "inputmode": "tel", "data-size": "medium"}
        options.setdefault("max_length", 32)
        super().__init__(widget=forms.TextInput(attrs=attrs), **options)
        self.widget.input_type = "tel"


class EmailField(forms.EmailField):
    """An e-mail address."""

    default_error_messages = {
        "required": _("Masukkan alamat email, misalnya nama@contoh.id."),
        "invalid": _("Alamat email ini belum lengkap. Contoh yang benar: nama@contoh.id."),
    }

    def __init__(self, **options: Any) -> None:
        attrs = {"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        super().__init__(widget=forms.EmailInput(attrs=attrs), **options)


class PhotoField(forms.FileField):
    """A paper as one photo or PDF, straight from the camera where there is one."""

    default_error_messages = {
        "required": _("Pilih foto atau berkas, atau ambil foto dengan kamera."),
        "empty": _("Berkas ini kosong. Pilih berkas lain, atau foto ulang dokumennya."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=ClearableFileInput(attrs={"accept": PICTURES_AND_PDF}), **options)
