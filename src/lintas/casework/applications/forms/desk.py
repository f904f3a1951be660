"""What officers fill in to act on a case. What must hold is decided by the operations; here only its shape is checked."""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.operations import Reasoning
from lintas.casework.applications.vocabulary import (
    DEFECTS,
    DOUBTS,
    EXCUSES,
    EXEMPTIONS,
    GUIDE,
    MOVE_REASONS,
    RETURN_REASONS,
)
from lintas.ui.forms import CodeInput, DateField

LONGEST_NOTE = 2000
GUIDE_FIELD = "guide_"
"""Before the key of each question of the interview guide."""

RECEIVERS = {
    "applicant": _("Pemohon sendiri"),
    "family": _("Anggota keluarga pada kartu keluarga yang sama"),
    "proxy": _("Penerima kuasa"),
}


def _area(**options: Any) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3}), **options)


class SeenForm(forms.Form):
    """An act on a case; ``seen`` is the version of the case that the screen showed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def said(self) -> dict[str, Any]:
        """What the act's operation is told beside the case, the officer and the moment, by its own names."""
        return self.cleaned_data


class ReturnPaperForm(SeenForm):
    """Why a paper goes back."""

    reason = forms.ChoiceField(
        label=_("Alasan pengembalian"),
        choices=tuple(RETURN_REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasan pengembalian dari daftar.")},
    )


class AcceptPaperForm(SeenForm):
    """One paper is right; ``original`` when its original was seen."""

    original = forms.BooleanField(required=False, widget=forms.HiddenInput)

    @property
    def said(self) -> dict[str, Any]:
        """Whether the original was seen."""
        return {"seen": self.cleaned_data["seen"], "original_seen": self.cleaned_data["original"]}


class CaptureForm(SeenForm):
    """What the core system answered to the capture."""

    core_reference = forms.CharField(
        label=_("Rujukan dari sistem paspor"),
        help_text=_("Ketik atau pindai nomor yang muncul setelah foto dan sidik jari disimpan."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "data-size": "medium"}),
        error_messages={"required": _("Masukkan rujukan dari sistem paspor, misalnya BIO-4F2A9C.")},
    )
    photo_passes = forms.BooleanField(
        label=_("Foto lulus uji mutu"),
        error_messages={"required": _("Foto harus lulus uji mutu sebelum dilanjutkan. Ulangi foto, lalu centang.")},
    )
    fingers = forms.IntegerField(
        label=_("Jumlah jari yang direkam"),
        min_value=0,
        max_value=10,
        initial=10,
        widget=forms.NumberInput(attrs={"data-size": "short", "min": 0, "max": 10}),
        error_messages={
            "required": _("Masukkan jumlah jari yang direkam, 0 sampai 10."),
            "invalid": _("Jumlah jari ditulis dengan angka, 0 sampai 10."),
            "min_value": _("Jumlah jari paling sedikit 0."),
            "max_value": _("Jumlah jari paling banyak 10."),
        },
    )
    exemption = forms.ChoiceField(
        label=_("Alasan jika kurang dari sepuluh"),
        choices=(("", _("Tidak ada, sepuluh jari lengkap")), *EXEMPTIONS.items()),
        required=False,
    )


class InterviewForm(SeenForm):
    """The answers to the guide, a note, and the conclusion."""

    note = _area(
        label=_("Catatan wawancara"),
        help_text=_("Tulis apa yang dikatakan pemohon, bukan kesan. Catatan tersimpan tersegel."),
        error_messages={"required": _("Tulis catatan wawancara, satu kalimat sudah cukup.")},
    )
    declaration = forms.BooleanField(label=_("Pernyataan sudah ditandatangani pemohon"), required=False)
    doubt = forms.ChoiceField(
        label=_("Alasan jika perlu pemeriksaan lanjutan"),
        choices=(("", _("Tidak ada keraguan")), *DOUBTS.items()),
        required=False,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for key, (question, answers) in GUIDE.items():
            self.fields[f"{GUIDE_FIELD}{key}"] = forms.ChoiceField(
                label=question, choices=tuple(answers.items()), widget=forms.RadioSelect
            )

    @property
    def finds_doubt(self) -> bool:
        """Say whether the officer pressed the button that leads to further examination."""
        return self.data.get("outcome") == "doubt"

    @property
    def said(self) -> dict[str, Any]:
        """The coded answers by question, the note, and what the conclusion needs: a reason, or the declaration."""
        said = self.cleaned_data
        findings = {key: said[f"{GUIDE_FIELD}{key}"] for key in GUIDE}
        conclusion = {"reason": said["doubt"]} if self.finds_doubt else {"declaration_signed": said["declaration"]}
        return {"seen": said["seen"], "findings": findings, "note": said["note"], **conclusion}


class NoteForm(SeenForm):
    """A step with a written reason."""

    note = _area(
        label=_("Alasan tertulis"),
        error_messages={"required": _("Tulis alasannya; tanpa alasan langkah ini tidak dapat disimpan.")},
    )


class ReasoningForm(SeenForm):
    """A decision against a person, complete or not at all."""

    ground = forms.CharField(max_length=40, widget=forms.HiddenInput)
    clause = forms.CharField(
        label=_("Pasal"),
        max_length=200,
        error_messages={"required": _("Isi pasal yang menjadi dasar keputusan.")},
    )
    evidence = _area(
        label=_("Bukti"),
        help_text=_("Fakta yang Anda lihat dan di mana. Tersimpan tersegel; hanya pemohon dan pemutus yang membaca."),
        error_messages={"required": _("Tulis bukti yang mendasari keputusan ini.")},
    )
    remedy = _area(
        label=_("Cara memperbaiki"),
        help_text=_("Pemohon membaca kalimat ini apa adanya."),
        error_messages={"required": _("Tulis apa yang dapat dilakukan pemohon.")},
    )
    objection = _area(
        label=_("Cara mengajukan keberatan"),
        error_messages={"required": _("Tulis cara mengajukan keberatan.")},
    )

    @property
    def said(self) -> dict[str, Any]:
        """The reasoning as one value, and whatever else the decision has."""
        said = dict(self.cleaned_data)
        parts = {part.name: said.pop(part.name) for part in fields(Reasoning)}
        return {**said, "reasoning": Reasoning(**parts)}


class DeferForm(ReasoningForm):
    """A deferral also says when it is looked at again."""

    review_on = DateField(label=_("Ditinjau kembali pada"), noun=_("tanggal peninjauan"))


class PrintForm(SeenForm):
    """Which blank book is used."""

    book_number = forms.CharField(
        label=_("Nomor buku"),
        help_text=_("Pindai kode pada buku kosong, atau ketik nomornya."),
        max_length=12,
        widget=CodeInput(),
        error_messages={"required": _("Pindai atau ketik nomor buku, misalnya X0000001.")},
    )


class DefectForm(SeenForm):
    """What is wrong with the printed book."""

    reason = forms.ChoiceField(
        label=_("Apa yang salah pada buku"),
        choices=tuple(DEFECTS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih apa yang salah pada buku.")},
    )


class HandOverForm(SeenForm):
    """Who takes the book."""

    relation = forms.ChoiceField(
        label=_("Yang mengambil"),
        choices=tuple(RECEIVERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih siapa yang mengambil.")},
    )
    receiver = forms.CharField(
        label=_("Nama penerima"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": _("Tulis nama penerima sesuai identitasnya.")},
    )
    proof_seen = forms.BooleanField(
        label=_("Identitas dan bukti yang diminta sudah dilihat"),
        error_messages={"required": _("Periksa identitas dan bukti penerima, lalu centang.")},
    )
    signed = forms.BooleanField(
        label=_("Tanda terima sudah ditandatangani"),
        error_messages={"required": _("Minta tanda tangan penerima, lalu centang.")},
    )


class MoveForm(SeenForm):
    """Another day, given by the office."""

    slot = forms.UUIDField(
        label=_("Jadwal baru"),
        error_messages={
            "required": _("Pilih hari dan jam yang baru."),
            "invalid": _("Pilih hari dan jam dari daftar."),
        },
    )
    reason = forms.ChoiceField(
        label=_("Alasan kantor"),
        choices=tuple(MOVE_REASONS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih alasan; alasan ini disampaikan kepada pemohon.")},
    )

    @property
    def said(self) -> dict[str, Any]:
        """The session by the name that operations give it."""
        said = dict(self.cleaned_data)
        said["slot_id"] = said.pop("slot")
        return said


class ExcuseForm(MoveForm):
    """Another day for a person who did not come, with what was shown as proof."""

    reason = forms.ChoiceField(
        label=_("Halangan pemohon"),
        choices=tuple(EXCUSES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih halangan pemohon dari daftar.")},
    )
    evidence = _area(
        label=_("Bukti yang ditunjukkan"),
        error_messages={"required": _("Tulis bukti yang ditunjukkan pemohon, misalnya surat keterangan.")},
    )


FORMS: dict[str, type[SeenForm]] = {
    "accept": AcceptPaperForm,
    "return_paper": ReturnPaperForm,
    "in_order": SeenForm,
    "incomplete": SeenForm,
    "renew_billing": SeenForm,
    "move": MoveForm,
    "excuse": ExcuseForm,
    "capture": CaptureForm,
    "interview": InterviewForm,
    "clear": NoteForm,
    "defer": DeferForm,
    "resume": NoteForm,
    "reject": ReasoningForm,
    "approve": SeenForm,
    "send_back": NoteForm,
    "print": PrintForm,
    "pass": SeenForm,
    "defect": DefectForm,
    "hand_over": HandOverForm,
    "uncollected": ReasoningForm,
    "void": ReasoningForm,
}


def form_of(act: str, data: Mapping[str, Any] | None = None, **initial: Any) -> SeenForm:
    """Return the form of the act, bound to ``data`` when there is any; its ids begin with the act's name."""
    return FORMS[act](data, initial=initial, auto_id=f"{act}_%s")
