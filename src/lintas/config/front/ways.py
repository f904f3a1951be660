"""The four things that most people come for."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Way:
    """One answer to "what do you need?"."""

    title: str
    text: str
    href: str
    icon: str


def ways() -> tuple[Way, ...]:
    """Return the ways in the order in which they are asked for; one whose pages are not installed is left out."""
    offered = (
        (
            "applications:start",
            _("Ajukan paspor"),
            _("Mulai tanpa akun, sekitar 15 menit. Draf tersimpan."),
            "passport",
        ),
        ("applications:ticket", _("Nomor antrean saya"), _("Lihat giliran Anda, datang saat sudah dekat."), "ticket"),
        (
            "applications:find",
            _("Cek status permohonan"),
            _("Siapa yang memegang, langkah berikutnya, dan kapan selesai."),
            "status",
        ),
        ("catalogue:services", _("Apa yang perlu dibawa?"), _("Daftar pribadi dari beberapa pertanyaan."), "list"),
    )
    return tuple(
        Way(title=title, text=text, href=href, icon=icon)
        for name, title, text, icon in offered
        if (href := _address(name))
    )


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
