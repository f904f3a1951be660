"""The questions of a service, and the confirmation of a value, as forms."""

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue.queries import Question

MOST_RADIOS = 6
"""With more possible answers than this, a list to choose from is easier to use."""

ANSWERED_TWICE = _("“%(question)s” dijawab dua kali dengan jawaban berbeda. Pilih salah satu.")
NO_SUCH_ANSWER = _("Jawaban untuk “%(question)s” tidak ada. Pilih salah satu jawaban yang tersedia.")


class QuestionsForm(forms.Form):
    """
    What the checklist depends on. Answered by GET, holds no personal data; every question may stay open.

    The cleaned answers are those that were given, question key to option key.
    """

    use_required_attribute = False

    def __init__(self, questions: tuple[Question, ...], data: QueryDict) -> None:
        super().__init__(data)
        self.given = data
        for question in questions:
            self.fields[question.key] = _field(question)

    def clean(self) -> dict[str, str]:
        for key in self.fields:
            if len(set(self.given.getlist(key))) > 1:
                self.add_error(key, ANSWERED_TWICE % {"question": self.fields[key].label})
        self.cleaned_data = {key: answer for key, answer in self.cleaned_data.items() if answer}
        return self.cleaned_data


class ConfirmForm(forms.Form):
    """By which decree the office confirms exactly the value that was shown."""

    value_hash = forms.CharField(max_length=64, widget=forms.HiddenInput)
    decree = forms.CharField(
        label=_("Nomor dan tanggal keputusan"),
        help_text=_("Seperti tertulis pada keputusan kantor, misalnya KEP-12/2026 tanggal 24 November 2026."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Isi nomor dan tanggal keputusan kantor."),
            "max_length": _("Nomor dan tanggal keputusan paling panjang 200 karakter."),
        },
    )
    sure = forms.BooleanField(
        label=_("Nilai di atas sudah saya bandingkan dengan keputusan itu"),
        error_messages={"required": _("Bandingkan nilainya dengan keputusan, lalu centang.")},
    )


def _field(question: Question) -> forms.ChoiceField:
    choices = [(option.key, str(option.text)) for option in question.options]
    many = len(choices) > MOST_RADIOS
    return forms.ChoiceField(
        label=str(question.text),
        help_text=str(question.help or ""),
        required=False,
        choices=[("", _("Belum dipilih")), *choices] if many else choices,
        widget=forms.Select if many else forms.RadioSelect,
        error_messages={"invalid_choice": NO_SUCH_ANSWER % {"question": question.text}},
    )
