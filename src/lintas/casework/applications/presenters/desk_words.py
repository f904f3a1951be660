"""Words for codes, as officers read them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from lintas.casework.applications.states import Role, State
from lintas.casework.applications.vocabulary import (
    DEFECTS,
    DOUBTS,
    EXCUSES,
    EXPIRY_REASONS,
    MOVE_REASONS,
    VOID_GROUNDS,
)
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.people.states import Role as Post

STEPS = {
    "P01": gettext_lazy("Permohonan dikirim"),
    "P02": gettext_lazy("Dibayar"),
    "P03": gettext_lazy("Batas bayar lewat"),
    "P04": gettext_lazy("Draf dihapus"),
    "P05": gettext_lazy("Jadwal dipindahkan pemohon"),
    "P06": gettext_lazy("Jadwal dipindahkan kantor"),
    "P07": gettext_lazy("Tidak hadir"),
    "P08": gettext_lazy("Jadwal pengganti diberikan"),
    "P09": gettext_lazy("Gugur"),
    "P10": gettext_lazy("Hadir"),
    "P11": gettext_lazy("Datang tanpa jadwal"),
    "P12": gettext_lazy("Dokumen belum lengkap"),
    "P13": gettext_lazy("Dokumen dilengkapi"),
    "P14": gettext_lazy("Batas melengkapi lewat"),
    "P15": gettext_lazy("Dokumen lengkap"),
    "P16": gettext_lazy("Foto dan sidik jari diambil"),
    "P17": gettext_lazy("Wawancara selesai"),
    "P18": gettext_lazy("Diteruskan ke pemeriksaan lanjutan"),
    "P19": gettext_lazy("Keraguan terjawab"),
    "P20": gettext_lazy("Ditangguhkan"),
    "P21": gettext_lazy("Penangguhan dicabut"),
    "P22": gettext_lazy("Ditolak"),
    "P23": gettext_lazy("Pemeriksaan data bersih"),
    "P24": gettext_lazy("Pemeriksaan data perlu dilihat petugas"),
    "P25": gettext_lazy("Disetujui"),
    "P26": gettext_lazy("Dikembalikan ke pemeriksaan"),
    "P27": gettext_lazy("Dicetak"),
    "P28": gettext_lazy("Buku cacat, cetak ulang"),
    "P29": gettext_lazy("Lulus uji, di rak"),
    "P30": gettext_lazy("Diserahkan"),
    "P31": gettext_lazy("Tidak diambil, dibatalkan"),
    "P32": gettext_lazy("Dibatalkan kantor"),
}
"""What a step of the journal was, by its transition."""

LISTS = {
    State.SCHEDULED: gettext_lazy("Jadwal hari ini"),
    State.CHECKED_IN: gettext_lazy("Pemeriksaan berkas"),
    State.INCOMPLETE: gettext_lazy("Dikembalikan, menunggu pemohon"),
    State.MISSED: gettext_lazy("Tidak hadir, menunggu alasan"),
    State.CAPTURE: gettext_lazy("Foto dan sidik jari"),
    State.INTERVIEW: gettext_lazy("Wawancara"),
    State.DEEPENED: gettext_lazy("Pemeriksaan lanjutan"),
    State.ADJUDICATION: gettext_lazy("Menunggu keputusan"),
    State.DEFERRED: gettext_lazy("Ditangguhkan"),
    State.PRINTING: gettext_lazy("Menunggu cetak"),
    State.QUALITY: gettext_lazy("Uji kualitas"),
    State.READY: gettext_lazy("Menunggu diambil"),
}
"""The heading of each list, by the state of its cases."""

WORK = {
    State.SCHEDULED: gettext_lazy("Jadwal"),
    State.MISSED: gettext_lazy("Jadwal pengganti"),
    State.CHECKED_IN: gettext_lazy("Keputusan berkas"),
    State.INCOMPLETE: gettext_lazy("Yang ditunggu"),
    State.CAPTURE: gettext_lazy("Foto"),
    State.INTERVIEW: gettext_lazy("Wawancara"),
    State.DEEPENED: gettext_lazy("Pemeriksaan"),
    State.ADJUDICATION: gettext_lazy("Keputusan"),
    State.DEFERRED: gettext_lazy("Penangguhan"),
    State.PRINTING: gettext_lazy("Cetak"),
    State.QUALITY: gettext_lazy("Uji kualitas"),
    State.READY: gettext_lazy("Penyerahan"),
}
"""The tab on which the work of a state is done."""

CLASSES = {
    "priority": pgettext_lazy("antrean", "prioritas"),
    "accelerated": gettext_lazy("selesai hari yang sama"),
}
"""Queue classes worth a mark; the regular one is not."""

ACTORS = {
    Role.APPLICANT: gettext_lazy("pemohon"),
    Role.SYSTEM: gettext_lazy("sistem Lintas"),
    Role.TREASURY: gettext_lazy("pembayaran dari SIMPONI"),
}
"""Those who act and are no officers."""

DECISIONS = {
    "approve": gettext_lazy("Disetujui"),
    "defer": gettext_lazy("Ditangguhkan"),
    "reject": gettext_lazy("Ditolak"),
    "void": gettext_lazy("Dibatalkan kantor"),
    "uncollected": gettext_lazy("Dibatalkan karena tidak diambil"),
}


def role_name(role: str) -> str:
    """Return who acts, in words."""
    if role in ACTORS:
        return str(ACTORS[Role(role)])
    return str(Post(role).label) if role in Post.values else role


def reason_text(code: str, *, service_key: str) -> str:
    """Return the words of a coded reason of any list; empty for none."""
    for known in (DOUBTS, DEFECTS, VOID_GROUNDS, MOVE_REASONS, EXCUSES, EXPIRY_REASONS):
        if code in known:
            return str(known[code])
    return next((str(ground.text) for ground in catalogue.grounds(service_key) if ground.code == code), "")


def waited(minutes: int) -> str:
    """Return how long somebody has waited, in the largest fitting unit."""
    if minutes < 1:
        return _("baru saja")
    if minutes < 60:
        return _("%(count)s mnt") % {"count": minutes}
    if minutes < 24 * 60:
        return _("%(count)s jam") % {"count": minutes // 60}
    return _("%(count)s hari") % {"count": minutes // (24 * 60)}
