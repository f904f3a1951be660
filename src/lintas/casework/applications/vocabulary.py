"""
The coded reasons and answers that officers choose from, with the words for each.

Facts only: no score, and nothing about origin, faith or looks. The lists are our proposal (P) unless
the process description names them; the office confirms them.
"""

from django.utils.translation import gettext_lazy as _

from lintas.visit.appointments.states import MoveReason

RETURN_REASONS = {
    "unreadable": _("Tidak terbaca: foto buram, gelap, atau tertutup pantulan cahaya"),
    "cut_off": _("Tepi dokumen terpotong"),
    "wrong_paper": _("Bukan dokumen yang diminta"),
    "expired": _("Sudah tidak berlaku"),
    "pages_missing": _("Halaman belum lengkap"),
    "differs_from_original": _("Berbeda dari dokumen asli"),
    "data_conflict": _("Data berbeda dari dokumen lain"),
    "original_not_brought": _("Dokumen asli tidak dibawa"),
}
"""Why a paper is returned; each says what to put right."""

MOVE_REASONS = {reason.value: reason.label for reason in MoveReason}
"""Why the office moves an appointment (P06)."""

EXCUSES = {key: MOVE_REASONS[key] for key in ("outage", "hardship", "force_majeure")}
"""Why a person who did not come gets another day (P08)."""

SHOWN_AT_THE_COUNTER = {
    "ktp": _("KTP pemohon"),
    "passport": _("Paspor pemohon"),
    "parent": _("KTP orang tua dan kartu keluarga, untuk pemohon anak"),
}
"""Which original shows that a new code is given to whom the case belongs."""

EXEMPTIONS = {
    "small_child": _("Anak kecil"),
    "missing_fingers": _("Jari tidak lengkap"),
    "worn_fingers": _("Sidik jari aus"),
    "injury": _("Tangan cedera"),
}
"""Why fewer than ten fingers were taken."""

GUIDE = {
    "purpose": (
        _("Tujuan perjalanan"),
        {
            "umrah": _("Umrah atau haji"),
            "family": _("Mengunjungi keluarga"),
            "tourism": _("Wisata"),
            "study": _("Belajar"),
            "work": _("Bekerja melalui jalur resmi"),
            "medical": _("Berobat"),
            "none_yet": _("Belum ada rencana"),
        },
    ),
    "explained": (
        _("Tujuan dan negara tujuan dijelaskan sendiri oleh pemohon"),
        {"yes": _("Ya"), "partly": _("Sebagian"), "no": _("Tidak")},
    ),
    "payer": (
        _("Siapa yang membiayai"),
        {"self": _("Sendiri"), "family": _("Keluarga"), "employer": _("Pemberi kerja"), "other": _("Pihak lain")},
    ),
    "papers_known": (
        _("Data pada berkas diketahui dan dibenarkan pemohon"),
        {"yes": _("Ya"), "no": _("Tidak")},
    ),
}
"""The interview guide: what is asked, and the answers one chooses from."""

DOUBTS = {
    "unclear_purpose": _("Tujuan perjalanan tidak dapat dijelaskan"),
    "signs_of_trafficking": _("Tanda-tanda perdagangan orang; bicarakan sendiri, tanpa pendamping"),
    "non_procedural_work": _("Diduga akan bekerja tanpa jalur resmi"),
    "identity_doubt": _("Keraguan atas identitas"),
}
"""Why an interview leads to further examination (P18)."""

BOOK_KINDS = {"electronic": _("elektronik"), "nonelectronic": _("nonelektronik")}
"""The kinds of passport book, as the tariff tells them apart."""

DEFECTS = {
    "chip_unreadable": _("Cip tidak terbaca"),
    "print_fault": _("Cetakan cacat"),
    "data_differs": _("Data berbeda"),
}
"""Why a printed book is void (P28)."""

VOID_GROUNDS = {
    "died": _("Pemohon meninggal dunia"),
    "withdrawn": _("Ditarik secara tertulis oleh pemohon"),
    "false_statement": _("Keterangan tidak benar ditemukan sebelum paspor terbit"),
}
"""Why a case is closed before its end (P32)."""

NO_CODE = "no_code"
EXPIRY_REASONS = {NO_CODE: _("Kode billing tidak pernah terbit")}
"""Why an unpaid case ended otherwise than by its code running out (P03)."""

RELATIONS = {
    "applicant": (_("Anda"), _("Identitas pemohon dan bukti bayar")),
    "family": (_("anggota keluarga Anda"), _("Kartu keluarga yang sama, identitas pengambil, dan bukti bayar")),
    "proxy": (_("penerima kuasa Anda"), _("Surat kuasa, identitas pengambil, dan bukti bayar")),
}
"""Who may take a book, and what is shown. Legal source: docs/legal/register.md, "PERMEN-8-2014" (article 23)."""

USUAL, NOBODY, OTHER = "usual", "nobody", "other"
"""How a counter is staffed on a single day: as in its week, not at all, or in hours of its own."""

EXTRA, NO_EXTRA = "extra", "seats"
"""How many people may be booked: beside the seats the places of those who do not come, or as many as there are seats."""
