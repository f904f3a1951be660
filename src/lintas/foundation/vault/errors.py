"""Refusals of the vault."""

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class KeyMissing(DomainError):
    """No key was ever made for this owner: `open_owner` comes first."""

    code = "vault.key_missing"
    text = _(
        "Kunci pengaman data orang ini tidak ditemukan, jadi datanya belum bisa disimpan atau dibuka. "
        "Laporkan kepada penanggung jawab sistem."
    )
    status = 503


class KeyDestroyed(DomainError):
    """The owner's key was destroyed: what was sealed under it is erased for good."""

    code = "vault.key_destroyed"
    text = _(
        "Data ini sudah dihapus secara permanen dan tidak dapat dibuka lagi. "
        "Jika masih diperlukan, mintalah kembali langsung kepada orangnya."
    )
    status = 410


class SealBroken(DomainError):
    """The sealed bytes were altered, or belong to another person, row, column or version."""

    code = "vault.seal_broken"
    text = _(
        "Data ini tidak cocok dengan segelnya, jadi tidak kami tampilkan. "
        "Jangan ubah apa pun dan laporkan kepada penanggung jawab sistem."
    )
    status = 503


class SealedFileMissing(DomainError):
    """There is no sealed file for this cell."""

    code = "vault.file_missing"
    text = _("Berkas ini tidak ditemukan. Minta orangnya mengunggah kembali, atau laporkan jika seharusnya ada.")
    status = 404


class RootStillUsed(DomainError):
    """A root key cannot be retired while keys are wrapped under it."""

    code = "vault.root_still_used"
    text = _(
        "Kunci induk versi %(version)s masih dipakai. Jalankan `lintas vault rewrap` sampai selesai, lalu coba lagi."
    )


class RootKeyUnusable(RuntimeError):
    """The file of a root key is missing or is another key: an installation fault, not a refusal."""
