"""Invented people, days and papers for the examples. Nobody here exists."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms

from lintas.ui.aids import Aids
from lintas.ui.codes import drawing
from lintas.ui.forms import DateField, EmailField, NikField, PhoneField, PhotoField

AT = datetime(2026, 11, 24, 2, 31, tzinfo=UTC)


class SpecimenForm(forms.Form):
    """One field of each kind."""

    nik = NikField(label="NIK", help_text="16 angka pada KTP atau kartu keluarga.")
    birth_date = DateField(label="Tanggal lahir", noun="tanggal lahir", help_text="Misalnya 17 5 1990.", born=True)
    kind = forms.ChoiceField(
        label="Jenis paspor", choices=[("e", "Paspor elektronik"), ("b", "Pas lintas batas")], widget=forms.RadioSelect
    )
    owned = forms.ChoiceField(
        label="Pernah punya paspor?", choices=[("ya", "Ya"), ("tidak", "Tidak")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Bantuan yang Anda perlukan",
        required=False,
        choices=[("roda", "Kursi roda"), ("isyarat", "Bahasa isyarat"), ("baca", "Dibacakan")],
        widget=forms.CheckboxSelectMultiple,
    )
    region = forms.ChoiceField(
        label="Kecamatan", choices=[("", "Pilih kecamatan"), ("1", "Payakumbuh Barat"), ("2", "Payakumbuh Timur")]
    )
    height = forms.IntegerField(label="Tinggi badan", widget=forms.NumberInput(attrs={"data-size": "short"}))
    phone = PhoneField(label="Nomor telepon", help_text="Kode dan kabar dikirim ke nomor ini.")
    email = EmailField(label="Alamat email", required=False)
    reason = forms.CharField(label="Alasan penggantian nama", widget=forms.Textarea)
    photo = PhotoField(label="Surat keterangan")
    agree = forms.BooleanField(label="Isian saya benar. Saya tahu akibat hukum keterangan palsu.")


class WrongForm(forms.Form):
    """Fields with something to put right."""

    nik = NikField(label="NIK", help_text="16 angka pada KTP atau kartu keluarga.")
    birth_date = DateField(label="Tanggal lahir", noun="tanggal lahir")
    kind = forms.ChoiceField(
        label="Jenis paspor", choices=[("e", "Paspor elektronik"), ("b", "Pas lintas batas")], widget=forms.RadioSelect
    )


@dataclass(frozen=True, slots=True)
class SpecimenLink:
    """One entry of the frame's menu."""

    text: str
    href: str = "#"
    current: bool = False


@dataclass(frozen=True, slots=True)
class SpecimenShell:
    """A frame as the place of Payakumbuh has it."""

    place: str = "Payakumbuh"
    office: str = "Kantor Imigrasi Agam"
    motif: str = "songket"
    demonstration: bool = True
    home: str = "/"
    change_url: str = "#"
    links: tuple[SpecimenLink, ...] = (
        SpecimenLink("Layanan", current=True),
        SpecimenLink("Antrean hari ini"),
        SpecimenLink("Cek status"),
        SpecimenLink("Bantuan"),
    )
    footer_links: tuple[SpecimenLink, ...] = ()
    officer: str = "R. Contoh"
    ways: tuple[SpecimenLink, ...] = (
        SpecimenLink("Pekerjaan", current=True),
        SpecimenLink("Kedatangan"),
        SpecimenLink("Loket"),
    )
    leave_url: str = "#"


@dataclass(frozen=True)
class Specimens:
    """What the examples call ``specimen``."""

    at: datetime = AT
    until: datetime = AT + timedelta(minutes=15)
    form: forms.Form = field(default_factory=lambda: SpecimenForm(auto_id="spesimen_%s"))
    wrong: forms.Form = field(default_factory=lambda: _wrong())
    shell: SpecimenShell = field(default_factory=SpecimenShell)
    aids: Aids = field(default_factory=lambda: Aids(language="id", text="biasa", contrast="biasa", here="/galeri/"))
    days: tuple[dict[str, Any], ...] = field(default_factory=lambda: _days())
    times: tuple[dict[str, Any], ...] = (
        {"value": "t1", "text": "08.00 WIB", "left": 0, "reason_text": "penuh"},
        {"value": "t2", "text": "08.30 WIB", "left": 3},
        {"value": "t3", "text": "09.00 WIB", "left": 6},
        {"value": "t4", "text": "09.30 WIB", "left": 1},
        {"value": "t5", "text": "10.00 WIB", "left": 8},
        {"value": "t6", "text": "10.30 WIB", "left": 8},
    )
    qr: str = field(default_factory=lambda: drawing("PYK-7K3M-Q2XD"))
    picture: str = field(default_factory=lambda: _paper())


def _wrong() -> forms.Form:
    return WrongForm({"birth_date_day": "31", "birth_date_month": "4", "birth_date_year": "1990"})


def _days() -> tuple[dict[str, Any], ...]:
    first = date(2026, 11, 23)
    left = (0, 18, 2, 24, 11, 0, 0, 30, 0, 0)
    reasons: dict[int, dict[str, str]] = {
        0: {"reason": "full"},
        5: {"reason": "closed", "reason_text": "hari Sabtu"},
        6: {"reason": "closed"},
        8: {"reason": "drawn", "leads": "#"},
        9: {"reason": "not_released"},
    }
    return tuple(
        {
            "on": first + timedelta(days=index),
            "left": places,
            "href": "#",
            "current": index == 1,
            **reasons.get(index, {}),
        }
        for index, places in enumerate(left)
    )


def _paper() -> str:
    drawing = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 540" font-family="sans-serif" font-size="26">
<rect width="860" height="540" rx="24" fill="#cfe5ef"/><text x="48" y="72" font-weight="bold" font-size="30">PROVINSI CONTOH</text>
<text x="48" y="150">NIK : 99•• •••• •••• 0012</text><text x="48" y="200">Nama : SITI CONTOH</text>
<text x="48" y="250">Tempat/Tgl Lahir : CONTOH, 12-05-1991</text><text x="48" y="300">Alamat : JL. CONTOH 12</text>
<rect x="610" y="130" width="190" height="250" fill="#9cc3d4"/></svg>"""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
