"""Why the queue said no, in words that name the way out."""

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class QueueRefused(DomainError):
    """Nothing in the queue changed."""

    code = "queueing.refused"


class NoSuchLane(QueueRefused):
    """The point has no lane for this class."""

    code = "queueing.no_such_lane"
    text = _("Titik layanan ini tidak punya antrean untuk kelas itu. Pilih kelas lain.")


class LaneFull(QueueRefused):
    """The lane's three digits are used up."""

    code = "queueing.lane_full"
    text = _("Nomor antrean kelas ini untuk hari ini sudah habis. Arahkan pengunjung ke meja informasi.")


class TooManyAtOnce(DomainError):
    """More ask at this moment than can be served in time; the same act may be sent again."""

    code = "queueing.too_many_at_once"
    text = _(
        "Saat ini banyak nomor diminta bersamaan. Tunggu beberapa detik, lalu coba lagi; nomor tidak tercatat dua kali."
    )
    status = 503


class AlreadyHasTicket(QueueRefused):
    """One ticket per application and day while the visit goes on."""

    code = "queueing.already_has_ticket"
    text = _("Permohonan ini sudah punya nomor antrean hari ini. Pakai nomor itu.")


class NumberGiven(QueueRefused):
    """The number that was reserved has been used."""

    code = "queueing.number_given"
    text = _("Nomor itu sudah dipakai hari ini. Minta nomor lain di meja informasi.")


class NoSuchTicket(QueueRefused):
    """No ticket has this id."""

    code = "queueing.no_such_ticket"
    text = _("Nomor antrean itu tidak ada. Muat ulang halaman ini.")
    status = 404


class OldTicket(QueueRefused):
    """The ticket is of another day."""

    code = "queueing.old_ticket"
    text = _("Nomor ini bukan dari hari ini. Minta nomor baru di meja informasi.")


class NotToday(QueueRefused):
    """Nobody holds this number today."""

    code = "queueing.not_today"
    text = _("Nomor itu tidak ada dalam antrean hari ini. Periksa titik layanan dan nomornya.")
    status = 404


class NoSuchCounter(QueueRefused):
    """No counter of the point has this id."""

    code = "queueing.no_such_counter"
    text = _("Loket itu tidak ada di titik layanan ini. Pilih loket dari daftar.")
    status = 404


class CounterTaken(QueueRefused):
    """Another officer sits there."""

    code = "queueing.counter_taken"
    text = _("Loket itu sedang dibuka petugas lain. Pilih loket lain.")


class SitsElsewhere(QueueRefused):
    """The officer sits at another counter."""

    code = "queueing.sits_elsewhere"
    text = _("Anda masih membuka loket lain. Tutup loket itu dahulu.")


class CounterClosed(QueueRefused):
    """Nobody opened this counter."""

    code = "queueing.counter_closed"
    text = _("Loket ini belum dibuka. Buka loket dahulu, lalu panggil.")


class CounterBusy(QueueRefused):
    """The counter has a visitor."""

    code = "queueing.counter_busy"
    text = _("Loket ini masih menangani satu nomor. Selesaikan, teruskan, atau catat tidak datang dahulu.")


class NobodyWaiting(QueueRefused):
    """The line is empty."""

    code = "queueing.nobody_waiting"
    text = _("Tidak ada yang menunggu di sini. Nomor baru akan tampil dengan sendirinya.")


class NoCallsLeft(QueueRefused):
    """All calls were made (parameter call_repeat)."""

    code = "queueing.no_calls_left"
    text = _("Nomor ini sudah dipanggil %(calls)s kali. Catat tidak datang, lalu panggil berikutnya.")


class CallsLeft(QueueRefused):
    """A number is set aside only after all its calls (parameter call_repeat)."""

    code = "queueing.calls_left"
    text = _("Nomor ini baru dipanggil %(made)s dari %(calls)s kali. Panggil ulang dahulu.")


class CalledJustNow(QueueRefused):
    """Whoever was called gets time to walk before the next step (parameter call_interval)."""

    code = "queueing.called_just_now"
    text = _("Nomor ini baru saja dipanggil. Beri waktu berjalan ke loket; langkah ini bisa %(seconds)s detik lagi.")


class HasReturned(QueueRefused):
    """A skipped number returns once."""

    code = "queueing.has_returned"
    text = _("Nomor ini sudah pernah kembali ke antrean. Beri nomor baru di meja informasi.")


class WindowOver(QueueRefused):
    """The time to return is over (parameter skipped_return_window)."""

    code = "queueing.window_over"
    text = _("Batas waktu kembali untuk nomor ini sudah lewat. Beri nomor baru di meja informasi.")


class SameStation(QueueRefused):
    """The ticket is at that station already."""

    code = "queueing.same_station"
    text = _("Nomor ini sudah di bagian itu. Pilih bagian berikutnya.")


class OtherLine(QueueRefused):
    """Numbers of a party wait at one station in one class."""

    code = "queueing.other_line"
    text = _(
        "Nomor %(number)s tidak menunggu di bagian dan kelas yang sama, jadi tidak bisa dipanggil bersama. "
        "Gabungkan saat keduanya menunggu, atau layani sendiri-sendiri."
    )


class RightInTheWay(QueueRefused):
    """One of the two has a right that the other has not, and it was not said that it is given up."""

    code = "queueing.right_in_the_way"
    text = _(
        "Nomor %(number)s didahulukan, yang satunya tidak. Agar dipanggil bersama, hak itu dilepas dan %(number)s diganti "
        "nomor baru. Bila keluarganya setuju, centang “Lepas hak didahulukan”, lalu gabungkan."
    )


class PartyFull(QueueRefused):
    """The party has as many numbers as one may have (parameter waitlist_party_max)."""

    code = "queueing.party_full"
    text = _("Paling banyak %(most)s nomor dipanggil bersama. Layani yang lain dengan nomornya sendiri.")


class InAnotherParty(QueueRefused):
    """The number belongs to another party already."""

    code = "queueing.in_another_party"
    text = _("Nomor ini sudah dipanggil bersama nomor lain. Pisahkan dahulu, lalu gabungkan.")


class InNoParty(QueueRefused):
    """The number belongs to no party."""

    code = "queueing.in_no_party"
    text = _("Nomor ini tidak dipanggil bersama nomor lain. Muat ulang halaman ini.")


class GroundNeeded(QueueRefused):
    """Numbers are joined or split only for a reason of the list."""

    code = "queueing.ground_needed"
    text = _("Pilih alasannya dari daftar. Alasan ini tercatat di buku besar.")
    status = 422


class NotInLine(QueueRefused):
    """The number does not wait at this counter's station."""

    code = "queueing.not_in_line"
    text = _("Nomor itu tidak sedang menunggu di bagian ini. Pilih nomor dari daftar yang menunggu.")


class OverrideReasonNeeded(QueueRefused):
    """A number is called out of turn only for a reason that everybody may read."""

    code = "queueing.override_reason_needed"
    text = _("Pilih alasan memanggil di luar giliran. Alasan ini tampil di halaman urutan panggilan.")
    status = 422


class NothingToUndo(QueueRefused):
    """The officer's last act of today cannot be taken back, or there is none."""

    code = "queueing.nothing_to_undo"
    text = _("Tidak ada langkah Anda yang bisa dibatalkan sekarang. Lanjutkan dengan tombol lain.")


class TooLateToUndo(QueueRefused):
    """The time to take an act back is over (parameter undo_within)."""

    code = "queueing.too_late_to_undo"
    text = _("Langkah terakhir hanya bisa dibatalkan dalam %(seconds)s detik. Lanjutkan dengan tombol lain.")


class CounterPauses(QueueRefused):
    """The counter is on a break."""

    code = "queueing.counter_pauses"
    text = _("Loket ini sedang jeda. Akhiri jeda dahulu.")


class CounterWorks(QueueRefused):
    """The counter is on no break."""

    code = "queueing.counter_works"
    text = _("Loket ini tidak sedang jeda. Muat ulang halaman ini.")


class NoSuchBreak(QueueRefused):
    """The reason or the length of the break is none of those offered."""

    code = "queueing.no_such_break"
    text = _("Pilih alasan dan lama jeda dari daftar.")
    status = 422


class TicketChanged(QueueRefused):
    """Somebody else changed the ticket between our look and our act."""

    code = "queueing.ticket_changed"
    text = _("Nomor ini baru saja berubah. Muat ulang halaman ini, lalu coba lagi.")
