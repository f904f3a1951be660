"""Who took part in settling a draw's chance, and what that is worth, in plain words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.ui import filters
from lintas.visit.draws.queries import DrawInfo
from lintas.visit.draws.states import State


@dataclass(frozen=True, slots=True)
class Trust:
    """``present`` counts the witnesses and says how far they are; ``worth`` says who could choose the outcome; ``how`` it works."""

    present: str
    worth: str
    how: str


def trust(found: DrawInfo, *, zone: str) -> Trust:
    """Return it as things stand; nothing is promised in the name of witnesses who are not there."""
    return Trust(present=_present(found), worth=_worth(found, zone), how=_how(found))


def _present(found: DrawInfo) -> str:
    count = len(found.witnesses)
    opened = sum(bool(one.value) for one in found.witnesses)
    if not count:
        return (
            _("Tidak ada saksi dari luar kantor yang ikut.")
            if found.state == State.VOID
            else _("Belum ada saksi dari luar kantor yang ikut.")
        )
    if opened == count:
        return ngettext(
            "%(count)s saksi dari luar kantor ikut, dan semua nilainya sudah dibuka.",
            "%(count)s saksi dari luar kantor ikut, dan semua nilainya sudah dibuka.",
            count,
        ) % {"count": count}
    if found.state == State.CLOSED or opened:
        return ngettext(
            "%(opened)s dari %(count)s saksi dari luar kantor sudah membuka nilainya.",
            "%(opened)s dari %(count)s saksi dari luar kantor sudah membuka nilainya.",
            count,
        ) % {"opened": opened, "count": count}
    if count < found.witnesses_least:
        return ngettext(
            "%(count)s dari %(least)s saksi dari luar kantor sudah menyerahkan janjinya.",
            "%(count)s dari %(least)s saksi dari luar kantor sudah menyerahkan janjinya.",
            found.witnesses_least,
        ) % {"count": count, "least": found.witnesses_least}
    return ngettext(
        "%(count)s saksi dari luar kantor sudah menyerahkan janjinya; nilainya masih tertutup.",
        "%(count)s saksi dari luar kantor sudah menyerahkan janjinya; nilainya masih tertutup.",
        count,
    ) % {"count": count}


def _worth(found: DrawInfo, zone: str) -> str:
    few = len(found.witnesses) < found.witnesses_least
    if few and found.state == State.VOID:
        return _("Kantor bisa memilih hasilnya sendiri, jadi undian seperti ini tidak dijalankan.")
    if few:
        return _(
            "Selama begitu, kantor bisa memilih hasilnya sendiri. Karena itu pendaftaran tidak dibuka tanpa %(least)s "
            "saksi: bila belum ada pada %(opens)s, undian ini batal."
        ) % {"least": found.witnesses_least, "opens": filters.moment(found.opens_at, zone)}
    return _(
        "Hasilnya hanya bisa diatur bila kantor dan semua saksi bersekongkol; satu saksi yang menjaga nilainya sudah cukup "
        "untuk mencegahnya. Nama saksi ditulis oleh kantor: tanyakan kepada mereka apakah janji di bawah ini miliknya."
    )


def _how(found: DrawInfo) -> str:
    if not found.witnesses:
        return _(
            "Kantor menyimpan satu nilai acak dan mengumumkan sidik jarinya (SHA-256): nilainya belum terlihat, tetapi "
            "tidak bisa lagi diganti. Setiap saksi melakukan hal yang sama sebelum pendaftaran dibuka. Angka undi dihitung "
            "dari semua nilai itu dan daftar peserta."
        )
    return _(
        "Kantor dan setiap saksi menyimpan satu nilai acak. Sebelum pendaftaran dibuka, mereka mengumumkan sidik jarinya "
        "(SHA-256): nilainya belum terlihat, tetapi tidak bisa lagi diganti. Angka undi dihitung dari semua nilai itu dan "
        "daftar peserta. Catat sidik jari di bawah ini, lalu bandingkan kelak."
    )
