"""The buttons at the foot of the work tab: verb, kind and key of every act."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications.presenters.desk_acts import REASONED


@dataclass(frozen=True, slots=True)
class Button:
    """
    One button, which sends the form of its act.

    Before it does, ``sure`` is asked and ``told`` is said. ``key`` presses it; ``name`` and ``value`` tell apart two
    buttons of one form.
    """

    act: str
    text: str | Promise
    key: str
    kind: str = "secondary"
    name: str = ""
    value: str = ""
    sure: str | Promise = ""
    told: str | Promise = ""


BUTTONS = (
    Button("in_order", _("Dokumen lengkap, ke foto"), "L", kind="primary"),
    Button("incomplete", _("Belum lengkap"), "B"),
    Button("renew_billing", _("Buat kode billing baru"), "K"),
    Button("capture", _("Simpan, ke wawancara"), "S", kind="primary"),
    Button("interview", _("Selesai, tanpa keraguan"), "S", kind="primary", name="outcome", value="clear"),
    Button("interview", _("Ke pemeriksaan lanjutan"), "P", name="outcome", value="doubt"),
    Button("clear", _("Keraguan terjawab, teruskan"), "S", kind="primary"),
    Button("resume", _("Cabut penangguhan"), "S", kind="primary"),
    Button("approve", _("Setujui, pesan cetak"), "S", kind="primary"),
    Button("send_back", _("Kembalikan ke pemeriksaan"), "K"),
    Button("print", _("Catat sudah dicetak"), "S", kind="primary"),
    Button("pass", _("Lulus, simpan di rak"), "S", kind="primary"),
    Button(
        "defect",
        _("Buku cacat, cetak ulang"),
        "X",
        kind="danger",
        sure=_("Buku ini dinyatakan cacat?"),
        told=_("Buku tidak dapat dipakai lagi dan permohonan kembali menunggu cetak."),
    ),
    Button("hand_over", _("Serahkan paspor"), "S", kind="primary"),
    Button("excuse", _("Beri jadwal pengganti"), "S", kind="primary"),
    Button("move", _("Pindahkan jadwal"), "J"),
    Button(
        "defer",
        _("Tangguhkan"),
        "T",
        kind="danger",
        sure=_("Tangguhkan permohonan ini?"),
        told=_("Pemohon menerima alasan, cara memperbaiki, dan cara mengajukan keberatan."),
    ),
    Button(
        "reject",
        _("Tolak permohonan"),
        "X",
        kind="danger",
        sure=_("Tolak permohonan ini?"),
        told=_("Keputusan ini mengakhiri permohonan. Pemohon menerima alasan dan hak keberatannya."),
    ),
    Button(
        "uncollected",
        _("Batalkan paspor"),
        "T",
        kind="danger",
        sure=_("Batalkan paspor yang tidak diambil?"),
        told=_("Buku dibatalkan. Pemohon perlu mengajukan penggantian dengan biaya baru."),
    ),
    Button(
        "void",
        _("Batalkan permohonan"),
        "V",
        kind="danger",
        sure=_("Batalkan permohonan ini?"),
        told=_("Keputusan ini mengakhiri permohonan. Biaya tidak dikembalikan."),
    ),
)
"""In the order in which they stand. A key may serve several acts, but never two of one state."""


def buttons(acts: Collection[str], reasons: Mapping[str, object]) -> tuple[Button, ...]:
    """Return the buttons of the acts; an act that needs a ground has one once the ground is chosen."""
    return tuple(
        button for button in BUTTONS if button.act in acts and (button.act not in REASONED or button.act in reasons)
    )
