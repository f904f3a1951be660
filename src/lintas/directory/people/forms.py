"""Forms of the sign-in pages."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.operations import passwords

LONGEST_NAME = 60


class Hidden(forms.PasswordInput):
    """A password is typed anew on each page; it never travels back to the browser."""

    def __init__(self, autocomplete: str) -> None:
        super().__init__(attrs={"autocomplete": autocomplete, "data-size": "medium"})

    def format_value(self, value: object) -> None:
        """Return nothing, whatever was typed."""


class PasswordField(forms.CharField):
    """A password as typed, spaces and all."""

    default_error_messages = {"max_length": _("Kata sandi paling panjang 200 karakter.")}

    def __init__(self, *, autocomplete: str, **options: Any) -> None:
        super().__init__(max_length=passwords.LONGEST, strip=False, widget=Hidden(autocomplete), **options)


class SignInForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
                "data-size": "medium",
            }
        ),
        error_messages={
            "required": _("Isi nama pengguna Anda, misalnya loket.payakumbuh."),
            "max_length": _("Nama pengguna paling panjang 60 karakter."),
        },
    )
    password = PasswordField(
        label=_("Kata sandi"),
        autocomplete="current-password",
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


class PasswordForm(forms.Form):
    """The present password and the one that replaces it."""

    present = PasswordField(
        label=_("Kata sandi saat ini"),
        autocomplete="current-password",
        error_messages={"required": _("Isi kata sandi yang Anda pakai saat ini.")},
    )
    wanted = PasswordField(
        label=_("Kata sandi baru"),
        help_text=_("Sedikitnya 15 karakter. Empat kata yang tidak berhubungan mudah diingat dan sulit ditebak."),
        autocomplete="new-password",
        error_messages={"required": _("Isi kata sandi baru.")},
    )
    again = PasswordField(
        label=_("Ulangi kata sandi baru"),
        autocomplete="new-password",
        error_messages={"required": _("Ketik sekali lagi kata sandi baru.")},
    )

    def clean(self) -> dict[str, str]:
        """Find the two new ones equal."""
        given = super().clean() or {}
        if given.get("wanted") and given.get("again") and given["wanted"] != given["again"]:
            self.add_error("again", _("Kedua kata sandi baru berbeda. Ketik kembali yang kedua."))
        return given
