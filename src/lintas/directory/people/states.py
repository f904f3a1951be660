"""The words of permission: roles, purposes and kinds of data. What may meet what stands in `rules`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What an officer does at an office; the keys are those of the agreed process."""

    LOKET = "loket", _("petugas loket")
    BIOMETRIK = "biometrik", _("petugas foto dan sidik jari")
    PEWAWANCARA = "pewawancara", _("petugas wawancara")
    PEMERIKSA = "pemeriksa", _("petugas pemeriksaan lanjutan")
    ADJUDIKATOR = "adjudikator", _("petugas adjudikasi")
    KASI = "kasi", _("kepala seksi")
    KAKANIM = "kakanim", _("kepala kantor")
    PENCETAK = "pencetak", _("petugas cetak dan mutu")
    PENYERAH = "penyerah", _("petugas penyerahan")


EVERY_ROLE = frozenset(Role.values)
AT_A_COUNTER = frozenset({Role.LOKET.value, Role.BIOMETRIK.value, Role.PEWAWANCARA.value, Role.PENYERAH.value})
"""Those to whom people are called."""

PEMOHON = "pemohon"
"""The role of a person who reads their own data."""
SISTEM = "sistem"
"""The role of the platform itself when it writes to people or asks other systems."""
MITRA = "mitra"
"""The role of another agency."""


class Purpose(models.TextChoices):
    """Why somebody looks; the labels are what the person reads about it."""

    OWN_DATA = "own_data", _("melihat data sendiri")
    INTAKE = "intake", _("menerima permohonan di loket")
    CHECK_IN = "check_in", _("mencatat kehadiran")
    NEW_CODE = "new_code", _("memeriksa identitas untuk kode baru di loket")
    DOCUMENT_CHECK = "document_check", _("memeriksa berkas")
    CAPTURE = "capture", _("mengambil foto dan sidik jari")
    INTERVIEW = "interview", _("wawancara")
    EXAMINATION = "examination", _("pemeriksaan lanjutan")
    ADJUDICATION = "adjudication", _("memutuskan permohonan")
    PRODUCTION = "production", _("mencetak paspor")
    HANDOVER = "handover", _("menyerahkan paspor")
    WORK_LIST = "work_list", _("menyusun daftar kerja")
    SEARCH = "search", _("mencari permohonan")
    NOTIFY = "notify", _("mengirim pemberitahuan kepada Anda")
    VERIFY_IDENTITY = "verify_identity", _("mencocokkan data dengan instansi lain")
    BILLING = "billing", _("membuat tagihan")
    ARRANGE = "arrange", _("menyiapkan bantuan yang Anda perlukan")
    SUPERVISE = "supervise", _("mengawasi pekerjaan kantor")


class DataKind(models.TextChoices):
    """What a sealed value is about, from the security guide's classes."""

    CONTACT = "contact", _("alamat dan kontak")
    IDENTITY = "identity", _("data identitas")
    IMAGE = "image", _("gambar dokumen")
    BIOMETRIC = "biometric", _("rujukan foto dan sidik jari")
    SPECIFIC = "specific", _("catatan khusus")
    NEED = "need", _("bantuan yang diperlukan saat datang")
    SECRET = "secret", _("kode sekali pakai")


FIELDS: dict[str, DataKind] = {
    "full_name": DataKind.IDENTITY,
    "nik": DataKind.IDENTITY,
    "kk": DataKind.IDENTITY,
    "birth_date": DataKind.IDENTITY,
    "birth_place": DataKind.IDENTITY,
    "sex": DataKind.IDENTITY,
    "mother_name": DataKind.IDENTITY,
    "father_name": DataKind.IDENTITY,
    "address": DataKind.CONTACT,
    "village": DataKind.CONTACT,
    "phone": DataKind.CONTACT,
    "email": DataKind.CONTACT,
}
"""What is kept about a person, each value sealed by itself."""

FIELD_LABELS = {
    "full_name": _("nama lengkap"),
    "nik": _("NIK"),
    "kk": _("nomor kartu keluarga"),
    "birth_date": _("tanggal lahir"),
    "birth_place": _("tempat lahir"),
    "sex": _("jenis kelamin"),
    "mother_name": _("nama ibu"),
    "father_name": _("nama ayah"),
    "address": _("alamat"),
    "village": _("desa atau kelurahan"),
    "phone": _("nomor telepon"),
    "email": _("alamat email"),
}
"""What the person reads about a field."""
