"""Taking part in a draw: which sessions, the dearest first, and with whom."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

Choices = Sequence[tuple[str, str]]


class WishForm(forms.Form):
    """
    As many wishes as the draw allows, in order; the first must be there, and none twice.

    ``sessions`` are (key, words) of the pool, ``others`` (reference, words) of drafts that may enter together.
    """

    together = forms.MultipleChoiceField(
        label=_("Mendaftar bersama"),
        help_text=_("Semua mendapat tempat dalam satu sesi, atau tidak sama sekali."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    use_required_attribute = False

    def __init__(self, data: Any = None, *, sessions: Choices, others: Choices, most: int) -> None:
        super().__init__(data)
        self.wish_names = [f"wish_{number}" for number in range(1, min(most, len(sessions)) + 1)]
        for number, name in enumerate(self.wish_names, 1):
            self.fields[name] = forms.ChoiceField(
                label=_("Pilihan %(number)s") % {"number": number},
                choices=[("", _("pilih sesi") if number == 1 else _("tidak ada")), *sessions],
                required=number == 1,
                error_messages={
                    "required": _("Pilih paling sedikit satu sesi."),
                    "invalid_choice": _("Pilih sesi dari daftar."),
                },
            )
        if others:
            cast(forms.MultipleChoiceField, self.fields["together"]).choices = others
        else:
            del self.fields["together"]

    def clean(self) -> dict[str, Any]:
        """Refuse a session that is wished for twice."""
        said = super().clean() or {}
        seen: set[str] = set()
        for name in self.wish_names:
            key = said.get(name, "")
            if key and key in seen:
                self.add_error(name, _("Sesi ini sudah Anda pilih di atas. Pilih sesi lain, atau kosongkan."))
            seen.add(key)
        return said

    @property
    def wants(self) -> list[str]:
        """The keys of the sessions, the dearest first."""
        return [key for name in self.wish_names if (key := self.cleaned_data.get(name))]


class OriginalForm(forms.Form):
    """That the officer has compared whoever stands there with the original."""

    sure = forms.BooleanField(
        label=_("Wajah, nama, dan NIK cocok dengan KTP asli, untuk anak dengan KIA atau kartu keluarga asli"),
        error_messages={"required": _("Cocokkan dahulu wajah, nama, dan NIK, lalu centang.")},
    )

    use_required_attribute = False
