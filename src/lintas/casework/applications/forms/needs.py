"""What a visitor needs, and whether it was met."""

from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lintas.visit.needs.states import Need

YES, NO = "ya", "tidak"


def need_choices() -> list[tuple[str, str]]:
    """Return the needs as one may choose them, in the language of the page."""
    return [(str(need), capfirst(str(need.label))) for need in Need]


class NeedsForm(forms.Form):
    """Any of the needs, or none."""

    needs = forms.MultipleChoiceField(
        label=_("Apa yang Anda perlukan saat datang?"),
        help_text=_("Boleh lebih dari satu. Tidak memerlukan apa-apa? Langsung lanjutkan."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Pilih dari daftar yang tersedia.")},
    )

    use_required_attribute = False

    def __init__(self, data: Mapping[str, Any] | None = None, *, initial: Collection[Need] = ()) -> None:
        super().__init__(data, initial={"needs": list(initial)})
        self.fields["needs"].choices = need_choices()  # type: ignore[attr-defined]


class VerdictForm(forms.Form):
    """For each need that was stated, whether it was met; every answer is free."""

    use_required_attribute = False

    def __init__(self, data: Mapping[str, str] | None = None, *, needs: Collection[Need]) -> None:
        super().__init__(data)
        for need in needs:
            self.fields[need.value] = forms.ChoiceField(
                label=capfirst(str(need.label)),
                choices=[(YES, _("Terpenuhi")), (NO, _("Tidak terpenuhi"))],
                widget=forms.RadioSelect,
                required=False,
                error_messages={"invalid_choice": _("Pilih salah satu jawaban yang tersedia.")},
            )

    def clean(self) -> dict[str, str]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not any(given.values()):
            raise forms.ValidationError(_("Pilih dahulu: terpenuhi atau tidak terpenuhi."))
        return given

    @property
    def verdict(self) -> dict[str, bool]:
        """For each need that was answered, whether it was met."""
        return {need: said == YES for need, said in self.cleaned_data.items() if said}
