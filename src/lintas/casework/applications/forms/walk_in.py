"""What the counter fills in for a person who came without an appointment."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import rules
from lintas.casework.applications.forms.needs import need_choices
from lintas.directory.catalogue.queries import FEE_CHOICE, FeeOption, PolicyInfo
from lintas.directory.people import identity
from lintas.ui import filters
from lintas.ui.forms import DateField, NikField

QUESTION_FIELD = "q_"
"""Before the key of each question of the policy."""

CLASSES = (
    ("priority", _("Prioritas: lansia, penyandang disabilitas, ibu hamil atau menyusui, anak balita")),
    ("accelerated", _("Selesai hari yang sama")),
)
SEXES = (("F", _("Perempuan")), ("M", _("Laki-laki")))
YES_NO = (("yes", _("Ya")), ("no", _("Tidak")))


class WalkInForm(forms.Form):
    """
    As little as a case needs: who, for which book, in which class.

    ``policy`` is the one in force ``on`` the day; its questions and books become fields.
    """

    queue_class = forms.ChoiceField(
        label=_("Datang tanpa jadwal karena"),
        choices=CLASSES,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih golongan yang boleh datang tanpa jadwal.")},
    )
    nik = NikField(label=_("NIK"))
    full_name = forms.CharField(
        label=_("Nama lengkap"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Tulis nama sesuai KTP atau akta kelahiran.")},
    )
    birth_place = forms.CharField(
        label=_("Tempat lahir"), max_length=80, error_messages={"required": _("Tulis tempat lahir sesuai KTP.")}
    )
    sex = forms.ChoiceField(label=_("Jenis kelamin"), choices=SEXES, widget=forms.RadioSelect)
    address = forms.CharField(
        label=_("Alamat"), max_length=200, error_messages={"required": _("Tulis alamat sesuai KTP.")}
    )
    needs = forms.MultipleChoiceField(
        label=_("Bantuan yang diperlukan"),
        choices=need_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": _("Pilih dari daftar yang tersedia.")},
    )

    def __init__(
        self, *args: Any, policy: PolicyInfo, on: date, without_books: Collection[str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.policy, self.on = policy, on
        self.fields["birth_date"] = DateField(label=_("Tanggal lahir"), noun=_("tanggal lahir"), latest=on, born=True)
        for question in policy.questions():
            choices = YES_NO if question.kind == "yes_no" else [(each.key, str(each.text)) for each in question.options]
            self.fields[f"{QUESTION_FIELD}{question.key}"] = forms.ChoiceField(
                label=str(question.text), choices=choices, widget=forms.RadioSelect
            )
        answers = policy.fitting({question.key: self._said(question.key) for question in policy.questions()})
        books = policy.fee_options(answers, without_books=without_books)
        if books:
            self.fields["fee"] = forms.ChoiceField(
                label=_("Jenis paspor"),
                choices=[(book.fee_id, _priced(book, policy, on)) for book in books],
                widget=forms.RadioSelect,
                error_messages={"required": _("Pilih jenis paspor.")},
            )

    @property
    def questions(self) -> list[forms.BoundField]:
        """The policy's own questions, in their order."""
        return [self[name] for name in self.fields if name.startswith(QUESTION_FIELD)]

    @property
    def answers(self) -> dict[str, str]:
        """The answers as the catalogue knows them."""
        said = {
            name.removeprefix(QUESTION_FIELD): value
            for name, value in self.cleaned_data.items()
            if name.startswith(QUESTION_FIELD)
        }
        fee = self.cleaned_data.get("fee")
        return said | ({FEE_CHOICE: fee} if fee else {})

    @property
    def identity(self) -> dict[str, str]:
        """What is kept about the person."""
        given = self.cleaned_data
        return {
            "nik": given["nik"],
            "full_name": given["full_name"].upper(),
            "birth_date": given["birth_date"].isoformat(),
            "birth_place": given["birth_place"].upper(),
            "sex": given["sex"],
            "address": given["address"],
        }

    def clean_nik(self) -> str:
        """Refuse a NIK that cannot exist."""
        try:
            return identity.parse_nik(self.cleaned_data["nik"], on=self.on, demonstration=settings.DEMONSTRATION).value
        except identity.NikImpossible as refusal:
            raise forms.ValidationError(str(refusal)) from None

    def clean(self) -> dict[str, Any]:
        """Find the service fitting the age."""
        given = super().clean() or {}
        born, married = given.get("birth_date"), given.get(f"{QUESTION_FIELD}married") == "yes"
        holder = self.policy.holder
        if born and holder in ("adult", "child"):
            fits = rules.age_fits(for_child=holder == "child", born=born, on=self.on, married=married)
            if not fits:
                self.add_error(
                    "birth_date",
                    _("Layanan ini tidak sesuai dengan usia pemohon. Periksa tanggal lahir, atau pilih layanan lain."),
                )
        return given

    def _said(self, key: str) -> str:
        return self.data.get(f"{QUESTION_FIELD}{key}", "") if self.is_bound else ""


def _priced(book: FeeOption, policy: PolicyInfo, on: date) -> str:
    """Return the book with its price of the day."""
    price = policy.prices(frozenset({book.fee_id}), on).get(book.fee_id)
    return f"{book.text}, {filters.rupiah(price.amount_idr)}" if price else str(book.text)
