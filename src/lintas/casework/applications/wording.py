"""
What a person is told at each step, in the words of the process description.

``sms`` goes over an open network and names nothing but references, dates, places and codes.
"""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Wording(NamedTuple):
    """The same news for e-mail and for SMS; ``%(name)s`` places are filled with the facts of the case."""

    subject: str | Promise
    body: str | Promise
    sms: str | Promise


def _same(subject: str | Promise, text: str | Promise) -> Wording:
    return Wording(subject, text, text)


_DEEPENED = _same(
    _("Permohonan %(nomor)s: pemeriksaan lanjutan"),
    _("Permohonan Anda memerlukan pemeriksaan lanjutan. Kami akan menghubungi Anda paling lambat %(batas)s."),
)

WORDING: dict[str, Wording] = {
    "P01": _same(
        _("Permohonan %(nomor)s: menunggu pembayaran"),
        _(
            "Permohonan %(nomor)s kami terima. Bayar %(jumlah)s dengan kode billing %(kode)s sebelum %(batas)s. "
            "Lewat dari itu jadwal Anda dilepas."
        ),
    ),
    "counter_code": _same(
        _("Permohonan %(nomor)s: kode billing"),
        _(
            "Bayar %(jumlah)s untuk permohonan %(nomor)s dengan kode billing %(kode)s sebelum %(batas)s, lalu kembali ke "
            "petugas loket."
        ),
    ),
    "code_given": _same(
        _("Permohonan %(nomor)s: kode baru diberikan di loket"),
        _(
            "Kode lanjutan baru untuk permohonan %(nomor)s diberikan di loket %(kantor)s setelah dokumen asli diperiksa. "
            "Kode lama tidak berlaku lagi. Bukan Anda yang meminta? Segera beri tahu petugas di sana."
        ),
    ),
    "P02": _same(
        _("Permohonan %(nomor)s: terjadwal"),
        _(
            "Pembayaran diterima. Datang ke %(kantor)s pada %(tanggal)s pukul %(jam)s. Bawa dokumen asli, lalu "
            "sebutkan nomor permohonan %(nomor)s di loket."
        ),
    ),
    "P03": _same(
        _("Permohonan %(nomor)s: kode billing kedaluwarsa"),
        _("Kode billing %(kode)s sudah lewat batas waktu dan jadwal dilepas. Silakan ajukan permohonan baru."),
    ),
    "P03.no_code": _same(
        _("Permohonan %(nomor)s ditutup: kode billing tidak terbit"),
        _(
            "Mohon maaf, sistem pembayaran negara tidak menerbitkan kode billing untuk permohonan %(nomor)s, jadi "
            "permohonan ini ditutup tanpa biaya. Isian dan berkas Anda masih ada: buka Cek status lalu lanjutkan dengan "
            "kode baru."
        ),
    ),
    "P04": _same(_("Draf %(nomor)s dihapus"), _("Draf permohonan Anda dihapus.")),
    "P05": _same(
        _("Permohonan %(nomor)s: jadwal baru"),
        _("Jadwal Anda pindah ke %(tanggal)s pukul %(jam)s di %(kantor)s."),
    ),
    "P06": _same(
        _("Permohonan %(nomor)s: jadwal dipindahkan kantor"),
        _(
            "Mohon maaf, jadwal Anda kami pindahkan ke %(tanggal)s pukul %(jam)s karena %(alasan)s. Pembayaran tetap "
            "berlaku."
        ),
    ),
    "P06.choice": _same(
        _("Permohonan %(nomor)s: tempat pengganti untuk Anda"),
        _(
            "Mohon maaf, jadwal Anda kami pindahkan ke %(tanggal)s pukul %(jam)s karena %(alasan)s. Pembayaran tetap "
            "berlaku. Tempat ini sudah milik Anda. Tidak cocok? Pilih tempat lain di halaman status permohonan %(nomor)s "
            "sampai %(batas)s."
        ),
    ),
    "P06.awaited": _same(
        _("Permohonan %(nomor)s: kantor tutup pada hari Anda"),
        _(
            "Mohon maaf, %(kantor)s tutup pada %(tanggal)s (%(alasan)s). Jangan datang pada hari itu. Tempat pengganti "
            "belum ada: kami carikan yang terdekat dan segera mengabari Anda. Pembayaran tetap berlaku."
        ),
    ),
    "P06.open_again": _same(
        _("Permohonan %(nomor)s: kantor jadi buka"),
        _(
            "%(kantor)s jadi buka pada %(tanggal)s. Jadwal Anda tetap %(tanggal)s pukul %(jam)s. Datanglah seperti rencana "
            "semula."
        ),
    ),
    "P06.chosen": _same(
        _("Permohonan %(nomor)s: jadwal pilihan Anda"),
        _("Jadwal Anda kini %(tanggal)s pukul %(jam)s di %(kantor)s, sesuai pilihan Anda. Pembayaran tetap berlaku."),
    ),
    "P07": _same(
        _("Permohonan %(nomor)s: tidak hadir"),
        _(
            "Anda tidak hadir pada %(tanggal)s. Jika ada halangan berat, hubungi kantor paling lambat %(batas)s dengan "
            "bukti."
        ),
    ),
    "P07.gave_back": _same(
        _("Permohonan %(nomor)s: belum ada jadwal baru"),
        _(
            "Jadwal %(tanggal)s sudah Anda lepas dan hari lain belum dipilih. Jika ada halangan berat, hubungi kantor "
            "paling lambat %(batas)s dengan bukti."
        ),
    ),
    "P08": _same(
        _("Permohonan %(nomor)s: jadwal baru"),
        _("Permintaan Anda diterima. Jadwal baru: %(tanggal)s pukul %(jam)s."),
    ),
    "P09": _same(
        _("Permohonan %(nomor)s gugur"),
        _("Permohonan %(nomor)s gugur karena tidak hadir. Biaya yang sudah dibayar tidak dapat dikembalikan."),
    ),
    "P10": _same(
        _("Permohonan %(nomor)s: Anda terdaftar hadir"),
        _("Anda sudah terdaftar hadir. Nomor antrean %(tiket)s."),
    ),
    "P11": _same(
        _("Permohonan %(nomor)s dibuat di loket"),
        _("Permohonan Anda dibuat di loket. Nomor antrean %(tiket)s."),
    ),
    "P12": Wording(
        _("Permohonan %(nomor)s: dokumen belum lengkap"),
        _("Dokumen belum lengkap: %(daftar)s. Lengkapi paling lambat %(batas)s. Anda tidak perlu mendaftar ulang."),
        _(
            "Dokumen permohonan %(nomor)s belum lengkap. Lengkapi paling lambat %(batas)s. Anda tidak perlu mendaftar ulang."
        ),
    ),
    "P13": _same(
        _("Permohonan %(nomor)s: dokumen tambahan diterima"),
        _("Dokumen tambahan kami terima. Nomor antrean diberikan saat Anda datang ke kantor."),
    ),
    "P14": _same(
        _("Permohonan %(nomor)s ditutup"),
        _("Permohonan %(nomor)s ditutup karena dokumen tidak dilengkapi sampai %(batas)s."),
    ),
    "P15": _same(_("Permohonan %(nomor)s: dokumen lengkap"), _("Dokumen lengkap. Silakan menuju ruang foto.")),
    "P17": _same(
        _("Permohonan %(nomor)s: wawancara selesai"),
        _("Wawancara selesai. Permohonan Anda sedang diverifikasi."),
    ),
    "P18": _DEEPENED,
    "P19": _same(
        _("Permohonan %(nomor)s diteruskan"),
        _("Pemeriksaan lanjutan selesai dan permohonan Anda diteruskan."),
    ),
    "P20": _same(
        _("Permohonan %(nomor)s ditangguhkan"),
        _("Permohonan %(nomor)s ditangguhkan. Alasan dan cara melengkapinya ada pada surat terlampir."),
    ),
    "P21": _same(
        _("Permohonan %(nomor)s dilanjutkan"),
        _("Penangguhan dicabut dan permohonan Anda dilanjutkan."),
    ),
    "P22": _same(
        _("Permohonan %(nomor)s: keputusan"),
        _(
            "Permohonan %(nomor)s tidak dapat dikabulkan. Alasan dan hak Anda untuk mengajukan keberatan ada pada surat "
            "terlampir."
        ),
    ),
    "P24": _DEEPENED,
    "P25": _same(
        _("Permohonan %(nomor)s disetujui"),
        _("Permohonan disetujui dan paspor Anda sedang dicetak."),
    ),
    "P29": _same(
        _("Permohonan %(nomor)s: paspor siap diambil"),
        _(
            "Paspor Anda siap diambil di %(kantor)s mulai %(tanggal)s. Ambil paling lambat %(batas)s. Bawa bukti bayar dan "
            "identitas."
        ),
    ),
    "P30": _same(
        _("Permohonan %(nomor)s: paspor diserahkan"),
        _("Paspor telah diserahkan kepada %(penerima)s pada %(waktu)s."),
    ),
    "P31": _same(
        _("Permohonan %(nomor)s: paspor dibatalkan"),
        _(
            "Paspor %(nomor)s dibatalkan karena tidak diambil sampai %(batas)s. Silakan ajukan penggantian dengan biaya "
            "baru."
        ),
    ),
    "P32": _same(
        _("Permohonan %(nomor)s dibatalkan"),
        _("Permohonan %(nomor)s dibatalkan. Keterangan ada pada halaman status."),
    ),
    "late": _same(
        _("Permohonan %(nomor)s terlambat: permohonan maaf kami"),
        _(
            "Mohon maaf, permohonan %(nomor)s belum selesai pada hari yang kami janjikan. Saat ini pada tahap %(tahap)s. "
            "Anda tidak perlu datang; kami memberi kabar begitu ada kemajuan."
        ),
    ),
    "visit": _same(
        _("Permohonan %(nomor)s: jadwal Anda %(tanggal)s"),
        _(
            "Jadwal Anda di %(kantor)s pada %(tanggal)s pukul %(jam)s. Bawa dokumen asli dan nomor permohonan %(nomor)s. "
            "Tidak bisa datang? Lepaskan tempatnya untuk orang lain: %(tautan)s"
        ),
    ),
    "offered": _same(
        _("Permohonan %(nomor)s: ada tempat untuk Anda"),
        _(
            "Ada tempat di %(kantor)s pada %(tawaran)s. Kami simpan untuk Anda sampai %(jawab)s. Buka permohonan "
            "%(nomor)s, Daftar tunggu, lalu pilih ambil atau lewati."
        ),
    ),
    "offer_passed": _same(
        _("Permohonan %(nomor)s: tawaran tempat sudah lewat"),
        _(
            "Tawaran tempat untuk permohonan %(nomor)s lewat tanpa jawaban dan diberikan kepada yang berikutnya. Anda "
            "tetap di daftar tunggu."
        ),
    ),
    "offer_withdrawn": _same(
        _("Permohonan %(nomor)s: tawaran tempat batal"),
        _(
            "Mohon maaf, kantor tutup pada hari dari tempat yang kami tawarkan untuk permohonan %(nomor)s. Anda tetap di "
            "daftar tunggu pada urutan semula, dan tempat berikutnya kami tawarkan lagi."
        ),
    ),
    "waiting_ended": _same(
        _("Permohonan %(nomor)s: keluar dari daftar tunggu"),
        _(
            "Beberapa tawaran tempat lewat tanpa jawaban, jadi permohonan %(nomor)s keluar dari daftar tunggu. Isian "
            "Anda tetap aman; Anda boleh mendaftar lagi."
        ),
    ),
    "leave_home": _same(
        _("Permohonan %(nomor)s: saatnya berangkat"),
        _(
            "Berangkatlah sekarang ke %(kantor)s supaya tiba sekitar pukul %(tiba)s. Sesi Anda pukul %(jam)s. Bawa "
            "dokumen asli dan nomor permohonan %(nomor)s."
        ),
    ),
    "drawn": Wording(
        _("Permohonan %(nomor)s: Anda mendapat tempat dalam undian"),
        _(
            "Undian memberi Anda tempat di %(kantor)s pada %(tanggal)s pukul %(jam)s. Tempat ini disimpan sampai "
            "%(simpan)s: sebelum itu lengkapi dan kirim permohonan %(nomor)s, lalu bayar dengan kode billing yang terbit. "
            "Lewat dari itu tempatnya diberikan kepada yang menunggu."
        ),
        _(
            "Undian memberi Anda tempat di %(kantor)s, %(tanggal)s pukul %(jam)s. Kirim permohonan %(nomor)s sebelum "
            "%(simpan)s, lalu bayar. Lewat dari itu tempatnya dilepas."
        ),
    ),
    "drawn_let_go": Wording(
        _("Permohonan %(nomor)s: tempat undian tidak dipakai"),
        _(
            "Undian memberi tempat untuk permohonan %(nomor)s, tetapi sudah ada jadwal atas nama Anda atau jam itu sudah "
            "lewat. Tempat undian diberikan kepada yang menunggu. Jadwal Anda yang lain tetap berlaku."
        ),
        _(
            "Tempat undian untuk permohonan %(nomor)s dilepas: sudah ada jadwal atas nama Anda, atau jamnya sudah lewat. "
            "Jadwal Anda yang lain tetap berlaku."
        ),
    ),
    "not_drawn": Wording(
        _("Permohonan %(nomor)s: belum mendapat tempat dalam undian"),
        _(
            "Dalam undian ini permohonan %(nomor)s berada di urutan %(urutan)s dan belum mendapat tempat. Di undian "
            "berikutnya Anda mendapat %(kesempatan)s angka undi tambahan. Anda juga boleh masuk daftar tunggu; hasilnya "
            "dapat dihitung ulang oleh siapa pun di halaman undian."
        ),
        _(
            "Permohonan %(nomor)s belum mendapat tempat dalam undian (urutan %(urutan)s). Undian berikutnya: tambahan "
            "%(kesempatan)s angka undi."
        ),
    ),
    "draw_void_kept": _same(
        _("Permohonan %(nomor)s: undian batal"),
        _(
            "Undian tempat di %(kantor)s untuk permohonan %(nomor)s batal. Sebab: %(sebab)s. Tempatnya disimpan sampai "
            "%(simpan)s untuk undian ulangan; Anda ikut lagi tanpa mendaftar. Tempat lain dibuka pada %(buka)s."
        ),
    ),
    "draw_void": _same(
        _("Permohonan %(nomor)s: undian batal"),
        _(
            "Undian tempat di %(kantor)s untuk permohonan %(nomor)s batal. Sebab: %(sebab)s. Tempatnya tidak disimpan "
            "lagi. Bila diulang, Anda ikut lagi tanpa mendaftar. Tempat berikutnya dibuka pada %(buka)s."
        ),
    ),
    "called": _same(
        _("Giliran Anda: nomor %(tiket)s"),
        _("Nomor %(tiket)s dipanggil. Silakan ke %(loket)s di %(kantor)s sekarang."),
    ),
    "access_doubted": _same(
        _("Permohonan %(nomor)s: laporan Anda tentang akses data"),
        _(
            "Laporan Anda bahwa data Anda dibuka bukan untuk urusan Anda sudah tercatat dan terlihat oleh kepala kantor. "
            "Catatannya tidak dapat dihapus."
        ),
    ),
    "reminder": _same(
        _("Permohonan %(nomor)s: paspor menunggu Anda"),
        _("Paspor Anda masih menunggu di %(kantor)s. Ambil paling lambat %(batas)s. Bawa bukti bayar dan identitas."),
    ),
}
"""By the id of the transition, some with its ground, and for notices that are no transition. A step without words is silent."""
