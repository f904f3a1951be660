"""Why a kiosk was told no. A box reads the code; the words are for who looks after it."""

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class KioskRefused(DomainError):
    """Nothing changed."""

    code = "kiosks.refused"


class NoSuchKiosk(KioskRefused):
    """No kiosk has this id, or it is not listened to any more."""

    code = "kiosks.unknown"
    text = _("Anjungan ini tidak dikenal atau sudah dicabut. Daftarkan lagi dengan kode baru.")
    status = 401


class CodeWrong(KioskRefused):
    """The enrolment code is another one, too old, or used by another box."""

    code = "kiosks.code_wrong"
    text = _("Kode pendaftaran tidak berlaku. Minta kode baru, lalu daftarkan anjungan lagi.")
    status = 401


class NameTaken(KioskRefused):
    """The point has a kiosk of this name."""

    code = "kiosks.name_taken"
    text = _("Di titik layanan ini sudah ada anjungan dengan nama itu. Pilih nama lain.")


class IsSetAside(KioskRefused):
    """The kiosk told two versions of one line."""

    code = "kiosks.set_aside"
    text = _("Catatan anjungan ini bercabang. Jangan dipakai; panggil pengelola dan daftarkan sebagai anjungan baru.")


class NotUnderstood(KioskRefused):
    """The message is genuine but not of the agreed shape, or claims what was never leased."""

    code = "kiosks.not_understood"
    text = _("Pesan anjungan tidak dapat dibaca.")
    status = 400


class NothingToSettle(KioskRefused):
    """The act is in no conflict, or somebody has looked at it."""

    code = "kiosks.nothing_to_settle"
    text = _("Catatan itu sudah ditangani atau tidak ada. Muat ulang halaman ini.")
    status = 404
