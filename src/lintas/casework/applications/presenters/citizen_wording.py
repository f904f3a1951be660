"""What the status page says first, by the state of the case: what it is, and what happens next."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_FURTHER = (
    _("Permohonan Anda memerlukan pemeriksaan lanjutan"),
    _("Petugas memeriksa lebih dalam sebelum melanjutkan. Anda tidak perlu melakukan apa-apa; kami menghubungi Anda."),
)
_WORKING = _("Anda tidak perlu melakukan apa-apa. Kami memberi kabar begitu selesai.")

NOW: dict[str, tuple[str | Promise, str | Promise]] = {
    "draft": (_("Permohonan ini masih draf"), _("Lanjutkan mengisi, lalu kirim. Semua yang sudah diisi tersimpan.")),
    "awaiting_payment": (
        _("Tinggal membayar"),
        _("Jadwal Anda di %(place)s, %(when)s, disimpan sampai batas bayar: %(limit)s."),
    ),
    "expired": (
        _("Waktu membayar sudah lewat"),
        _("Jadwal dilepas, tetapi isian dan berkas Anda masih ada. Anda bisa melanjutkan dengan kode baru."),
    ),
    "scheduled": (_("Anda terjadwal"), _("Datang ke %(place)s pada %(when)s. Bawa dokumen asli dan kode QR.")),
    "missed": (
        _("Anda tidak hadir pada jadwal Anda"),
        _("Bila ada halangan berat, hubungi %(place)s dengan bukti paling lambat %(limit)s. Jadwal baru tanpa biaya."),
    ),
    "forfeited": (
        _("Permohonan ini gugur karena tidak hadir"),
        _("Biaya yang sudah dibayar tidak dapat dikembalikan. Anda dapat mengajukan permohonan baru."),
    ),
    "checked_in": (_("Anda terdaftar hadir"), _("Tunggu nomor antrean dipanggil di %(place)s.")),
    "incomplete": (
        _("Ada berkas yang perlu dilengkapi"),
        _("Ganti hanya berkas yang dikembalikan, paling lambat %(limit)s. Anda tidak perlu mendaftar ulang."),
    ),
    "capture": (_("Dokumen lengkap"), _("Silakan menuju ruang foto dan sidik jari di %(place)s.")),
    "interview": (_("Foto dan sidik jari selesai"), _("Tunggu panggilan wawancara di %(place)s.")),
    "deepened": _FURTHER,
    "verification": (_("Data Anda sedang diperiksa"), _WORKING),
    "adjudication": (_("Menunggu keputusan petugas"), _WORKING),
    "deferred": (_("Permohonan Anda ditangguhkan"), _("Alasan dan cara melengkapinya ada di bawah ini.")),
    "printing": (_("Disetujui, paspor Anda sedang dicetak"), _WORKING),
    "quality": (_("Paspor Anda sedang diuji"), _WORKING),
    "ready": (
        _("Paspor Anda siap diambil"),
        _(
            "Ambil di %(place)s pada jam layanan, paling lambat %(collect_by)s. Bawa bukti bayar dan identitas. Sebutkan "
            "nomor permohonan di meja kedatangan; Anda mendapat nomor antrean pengambilan."
        ),
    ),
    "collected": (_("Selesai. Paspor sudah diserahkan"), _("Diserahkan pada %(since)s. %(receiver)s")),
    "rejected": (
        _("Permohonan Anda tidak dapat dikabulkan"),
        _("Alasan, yang dapat Anda lakukan, dan cara mengajukan keberatan ada di bawah ini."),
    ),
    "cancelled": (_("Permohonan ini dibatalkan"), _("Keterangan dari kantor, bila ada, tertulis di bawah ini.")),
    "book_cancelled": (
        _("Paspor dibatalkan karena tidak diambil"),
        _("Anda dapat mengajukan penggantian. Keterangannya ada di bawah ini."),
    ),
}
"""Heading and sentence for each state; places such as ``%(place)s`` are filled in by `citizen_status`."""

WITHOUT_A_CODE: dict[str, tuple[str | Promise, str | Promise]] = {
    "awaiting_payment": (
        _("Menunggu kode billing"),
        _(
            "Sistem pembayaran negara belum menerbitkan kode Anda. Anda belum perlu membayar: waktu membayar baru berjalan "
            "setelah kode terbit, dan kodenya kami kirim lewat pesan."
        ),
    ),
    "expired": (
        _("Ditutup karena kode billing tidak terbit"),
        _(
            "Mohon maaf. Tidak ada biaya, dan isian serta berkas Anda masih ada. Anda bisa melanjutkan dengan kode baru."
        ),
    ),
}
"""Instead of `NOW`, when the billing code has not come, or never came."""

_REASONS = _("Alasan dan cara mengajukan keberatan terbuka dengan kode lanjutan, atau di titik layanan.")
WITHOUT_THE_RESUME_CODE: dict[str, str | Promise] = {
    "awaiting_payment": _("Jadwal Anda di %(place)s disimpan sampai batas bayar: %(limit)s."),
    "scheduled": _("Jadwal Anda di %(place)s sudah pasti. Hari dan jamnya terbuka dengan kode lanjutan."),
    "deferred": _REASONS,
    "rejected": _REASONS,
    "cancelled": _("Keterangan dari kantor, bila ada, terbuka dengan kode lanjutan."),
    "book_cancelled": _("Anda dapat mengajukan penggantian. Keterangannya terbuka dengan kode lanjutan."),
}
"""Sentences for whoever came by the day of birth: neither when to be where, nor why something was decided."""

CLOSED_DAY = (
    _("Kantor tutup pada hari Anda"),
    _(
        "%(place)s tutup pada hari jadwal Anda, %(when)s. Jangan datang pada hari itu. Kami mencarikan tempat pengganti "
        "yang terdekat dan mengabari Anda begitu ada. Pembayaran tetap berlaku."
    ),
)
CLOSED_DAY_WITHOUT_A_CODE = (
    _("Kantor tutup pada hari Anda"),
    _(
        "%(place)s tutup pada hari jadwal Anda; jangan datang pada hari itu. Kami mencarikan tempat pengganti dan "
        "mengabari Anda begitu ada. Masukkan kode lanjutan untuk melihat hari mana."
    ),
)
"""Of a case whose day the office closed, before there is another place."""

GAVE_BACK = (
    _("Anda melepas jadwal Anda"),
    _("Pilih hari lain di %(place)s paling lambat %(limit)s. Pembayaran tetap berlaku."),
)
GAVE_BACK_WITHOUT_A_MOVE = (
    _("Anda melepas jadwal Anda"),
    _("Hak pindah jadwal sudah terpakai. Bila ada halangan berat, hubungi %(place)s dengan bukti."),
)
"""Of a case whose place was given back from a reminder."""
