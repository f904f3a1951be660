"""Why something about a draw was refused, in words that name the way out."""

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class DrawRefused(DomainError):
    """Nothing was changed."""

    code = "draws.refused"


class NoSuchDraw(DrawRefused):
    """No draw has this id."""

    code = "draws.no_such_draw"
    text = _("Undian itu tidak ada. Pilih dari kalender undian.")
    status = 404


class NoSuchEntry(DrawRefused):
    """No entry has this id, or it was withdrawn."""

    code = "draws.no_such_entry"
    text = _("Pendaftaran itu tidak ada atau sudah ditarik.")
    status = 404


class TimesNotFit(DrawRefused):
    """The moments of the draw do not follow each other as the terms want."""

    code = "draws.times_not_fit"
    text = _(
        "Waktu undian belum sesuai. Pendaftaran harus dibuka sesudah pengumuman dan berlangsung paling sedikit "
        "%(hours)s jam, lalu nilai dibuka, dan semua sesi dimulai sesudah itu."
    )


class SessionsNotFit(DrawRefused):
    """The sessions are of another point or class, unknown, full, or already in a draw."""

    code = "draws.sessions_not_fit"
    text = _(
        "Ada sesi yang tidak bisa diundi: bukan milik titik layanan ini, kelasnya tidak diundi, tidak ada tempat, "
        "atau sudah masuk undian lain. Periksa daftar sesi."
    )


class NotVoid(DrawRefused):
    """Only a void draw is repeated, and once."""

    code = "draws.not_void"
    text = _("Hanya undian yang batal, di titik dan layanan yang sama, yang boleh diulang, dan hanya satu kali.")


class NotAFingerprint(DrawRefused):
    """A hash or value is 64 hexadecimal digits."""

    code = "draws.not_a_fingerprint"
    text = _("Nilai harus berupa 64 angka heksadesimal (0-9, a-f) huruf kecil.")
    status = 422


class CommitmentNotTaken(DrawRefused):
    """The witness has committed already, or somebody else to the same."""

    code = "draws.commitment_not_taken"
    text = _("Saksi ini sudah menyerahkan janji, atau janji yang sama sudah dipakai. Janji tidak bisa diganti.")


class TooLateToCommit(DrawRefused):
    """Commitments stand before the window opens."""

    code = "draws.too_late_to_commit"
    text = _("Janji saksi hanya diterima sebelum pendaftaran dibuka.")


class TooFewWitnesses(DrawRefused):
    """The window cannot open."""

    code = "draws.too_few_witnesses"
    text = _("Pendaftaran baru bisa dibuka bila %(least)s saksi sudah menyerahkan janji.")


class NotYet(DrawRefused):
    """The published moment has not come."""

    code = "draws.not_yet"
    text = _("Waktunya belum tiba. Langkah ini hanya dilakukan pada waktu yang sudah diumumkan.")


class WindowNotOpen(DrawRefused):
    """Entries are taken and given back between the published moments only."""

    code = "draws.window_not_open"
    text = _("Pendaftaran undian ini sedang tidak dibuka. Lihat waktunya di kalender undian.")


class IdentityNotShown(DrawRefused):
    """A person without a population number on record cannot enter."""

    code = "draws.identity_not_shown"
    text = _("Identitas belum dipastikan. Lengkapi NIK Anda, atau datang ke loket dengan KTP.")


class AlreadyEntered(DrawRefused):
    """One identity has one entry for the service."""

    code = "draws.already_entered"
    text = _(
        "Identitas ini sudah terdaftar dalam undian untuk layanan yang sama. Satu orang satu pendaftaran; "
        "mendaftar dua kali tidak menambah peluang."
    )


class WantsNotFit(DrawRefused):
    """The wanted sessions are none, doubled, too many or of another pool."""

    code = "draws.wants_not_fit"
    text = _("Pilih 1 sampai %(most)s sesi yang berbeda dari daftar undian ini, yang paling diinginkan lebih dahulu.")
    status = 422


class HouseholdTooLarge(DrawRefused):
    """Nobody, or more people than the terms let go together."""

    code = "draws.household_too_large"
    text = _("Satu keluarga paling banyak %(most)s orang. Bagi menjadi beberapa pendaftaran.")
    status = 422


class NoSuchWitness(DrawRefused):
    """Nobody of this name has committed."""

    code = "draws.no_such_witness"
    text = _("Tidak ada saksi dengan kunci itu dalam undian ini.")
    status = 404


class ValueDoesNotOpen(DrawRefused):
    """The value is not the promised one."""

    code = "draws.value_does_not_open"
    text = _("Nilai ini bukan nilai yang dijanjikan saksi. Periksa kembali amplop atau berkasnya.")
    status = 422


class AlreadyOpened(DrawRefused):
    """The witness's value is open."""

    code = "draws.already_opened"
    text = _("Nilai saksi ini sudah dibuka.")


class TooLateToOpen(DrawRefused):
    """The value came after the published limit."""

    code = "draws.too_late_to_open"
    text = _("Batas waktu membuka nilai sudah lewat. Undian ini batal dan diulang dengan janji yang baru.")


class VoidNotAllowed(DrawRefused):
    """The reason does not hold, or the entries are fixed already."""

    code = "draws.void_not_allowed"
    text = _(
        "Undian tidak bisa dibatalkan dengan alasan ini. Sesudah pendaftaran ditutup, undian hanya batal bila ada "
        "nilai yang tidak dibuka sampai batas waktu."
    )
