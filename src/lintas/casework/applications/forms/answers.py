"""The questions of a service and the choice of the book, as the case's policy asks them."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue.queries import FEE_CHOICE, FeeOption, PolicyInfo, Question


class AnswersForm(forms.Form):
    """One field for each question of the policy, and ``fee`` when there is a choice of books."""

    use_required_attribute = False

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        policy: PolicyInfo,
        books: Sequence[FeeOption],
        initial: Mapping[str, str],
    ) -> None:
        super().__init__(data, initial=dict(initial))
        for question in policy.questions():
            self.fields[question.key] = _question(question)
        if books:
            self.fields[FEE_CHOICE] = forms.ChoiceField(
                label=_("Buku paspor yang Anda inginkan"),
                choices=[(book.fee_id, str(book.text)) for book in books],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Pilih buku paspor yang Anda inginkan."),
                    "invalid_choice": _("Buku ini tidak tersedia. Pilih salah satu dari daftar."),
                },
            )

    @property
    def usable(self) -> dict[str, str]:
        """The answers that are right so far, for saving while somebody is still choosing."""
        self.is_valid()
        return {name: answer for name, answer in self.cleaned_data.items() if answer}


def _question(question: Question) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=str(question.text),
        help_text=str(question.help or ""),
        choices=[(option.key, str(option.text)) for option in question.options],
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("Pilih salah satu jawaban yang tersedia.")},
    )
