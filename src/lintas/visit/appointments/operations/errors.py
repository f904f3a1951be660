"""Why a place could not be given, kept or moved, in words that name the way out."""

from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class BookingRefused(DomainError):
    """No place was given or changed."""

    code = "appointments.refused"


class NoSuchSlot(BookingRefused):
    """No session has this id."""

    code = "appointments.no_such_slot"
    text = _("Jadwal itu tidak ada. Pilih hari dan jam dari daftar.")
    status = 404


class NothingChosen(NoSuchSlot):
    """The form was sent without a session."""

    code = "appointments.nothing_chosen"
    text = _("Anda belum memilih jam. Pilih hari dan jam, lalu simpan.")
    status = 422


class SlotFull(BookingRefused):
    """The last place is taken."""

    code = "appointments.slot_full"
    text = _("Jadwal ini baru saja penuh. Isian Anda tetap aman. Pilih jam atau hari lain.")


class TooManyAtOnce(DomainError):
    """More people choose at this moment than can be served in time; the same act may be sent again."""

    code = "appointments.too_many_at_once"
    text = _(
        "Saat ini banyak orang memilih jadwal bersamaan. Isian Anda tetap aman. "
        "Tunggu beberapa detik, lalu pilih lagi; pilihan yang sama tidak tercatat dua kali."
    )
    status = 503


class SlotBegun(BookingRefused):
    """The session has begun."""

    code = "appointments.slot_begun"
    text = _("Sesi pada jam ini sudah dimulai. Pilih jam atau hari lain.")


class SlotClosed(BookingRefused):
    """The office is closed at that hour after all."""

    code = "appointments.slot_closed"
    text = _("Kantor tutup pada jam itu. Pilih hari lain.")


class AlreadyHoldsPlace(BookingRefused):
    """One place per application, and per person and service."""

    code = "appointments.already_holds_place"
    text = _(
        "Sudah ada satu jadwal atas nama Anda untuk layanan ini. "
        "Pindahkan atau lepaskan jadwal itu dahulu, lalu pilih yang baru."
    )


class HoldExpired(BookingRefused):
    """The time to confirm ran out."""

    code = "appointments.hold_expired"
    text = _(
        "Waktu simpan tempat ini sudah habis, jadi tempat itu dibuka untuk orang lain. "
        "Isian Anda tetap aman. Pilih jadwal lagi."
    )


class NoPlaceHeld(BookingRefused):
    """The application has no appointment."""

    code = "appointments.no_place_held"
    text = _("Permohonan ini belum punya jadwal. Pilih hari dan jam dahulu.")


class ChangedMeanwhile(BookingRefused):
    """Somebody else changed the appointment between our look and our act."""

    code = "appointments.changed_meanwhile"
    text = _("Jadwal ini baru saja berubah. Muat ulang halaman ini, lalu coba lagi.")


class TooLateToMove(BookingRefused):
    """The last day to move has passed (parameter reschedule_cutoff)."""

    code = "appointments.too_late_to_move"
    text = _(
        "Jadwal ini hanya bisa dipindah sampai %(last_day)s. "
        "Jadwal Anda tetap berlaku. Jika ada halangan berat, hubungi kantor."
    )


class NoMovesLeft(BookingRefused):
    """The free moves are used up (parameter reschedule_max)."""

    code = "appointments.no_moves_left"
    text = _(
        "Hak pindah jadwal (%(allowed)s kali) sudah terpakai. "
        "Jadwal Anda tetap berlaku. Jika ada halangan berat, hubungi kantor."
    )


class SameSlot(BookingRefused):
    """The chosen session is the present one."""

    code = "appointments.same_slot"
    text = _("Itu jadwal Anda yang sekarang. Pilih jam lain, atau biarkan seperti ini.")


class OtherPoint(BookingRefused):
    """A booked place stays at its service point."""

    code = "appointments.other_point"
    text = _("Jadwal hanya bisa dipindah di titik layanan yang sama. Pilih jam lain di sana.")


class OtherClass(BookingRefused):
    """A place of another class has other conditions."""

    code = "appointments.other_class"
    text = _("Tempat itu untuk jenis layanan lain. Pilih jam dari daftar jadwal Anda.")


class ReasonNeeded(BookingRefused):
    """The office names one of the agreed reasons when it moves somebody."""

    code = "appointments.reason_needed"
    text = _("Pilih alasan pemindahan: gangguan sistem, penutupan layanan, halangan berat, atau keadaan kahar.")


class NoReplacement(BookingRefused):
    """Nothing was offered, it was answered, or the time to answer is over."""

    code = "appointments.no_replacement"
    text = _("Tidak ada lagi pilihan tempat pengganti. Jadwal Anda yang terlihat di halaman status tetap berlaku.")


class CheckInNotOpen(BookingRefused):
    """The person came before the check-in opens (parameter checkin_opens_before)."""

    code = "appointments.check_in_not_open"
    text = _("Jadwal ini untuk %(day)s pukul %(starts)s. Kehadiran dicatat mulai pukul %(opens)s.")


class ArrivedTooLate(BookingRefused):
    """The session is over."""

    code = "appointments.arrived_too_late"
    text = _(
        "Sesi %(day)s pukul %(starts)s sudah selesai. "
        "Jika ada halangan berat, petugas dapat memindahkan jadwal dengan alasan."
    )


class NoRoomForLate(BookingRefused):
    """Late, and everybody the session can serve is already here."""

    code = "appointments.no_room_for_late"
    text = _(
        "Sesi ini sudah terisi penuh oleh yang hadir. "
        "Jika ada halangan berat, petugas dapat memindahkan jadwal dengan alasan."
    )


class NoPlaceToday(BookingRefused):
    """The class's places of today are used up."""

    code = "appointments.no_place_today"
    text = _("Tempat kelas ini untuk hari ini sudah habis. Tawarkan jadwal pada hari berikutnya.")


class PlacesAreOpen(BookingRefused):
    """Nobody needs to wait: a place is open on ``day``, one of those asked for."""

    code = "appointments.places_are_open"
    text = _("Pada %(day)s masih ada tempat kosong. Pilih langsung dari jadwal; Anda tidak perlu menunggu.")


class WrongDays(BookingRefused):
    """The days are over, or too far ahead."""

    code = "appointments.wrong_days"
    text = _("Pilih hari paling awal dan paling akhir mulai hari ini, paling jauh %(days)s hari ke depan.")
    status = 422


class DaysReversed(BookingRefused):
    """The last day lies before the first."""

    code = "appointments.days_reversed"
    text = _(
        "Hari paling awal, %(first)s, jatuh sesudah hari paling akhir, %(last)s. Pilih hari paling akhir yang sama atau "
        "sesudahnya."
    )
    status = 422


class DayIsOver(BookingRefused):
    """What is decided begins today or later."""

    code = "appointments.day_is_over"
    text = _("Pilih hari ini atau hari sesudahnya.")
    status = 422


class DecidedAlready(BookingRefused):
    """The decision would change nothing."""

    code = "appointments.decided_already"
    text = _("Itu sudah berlaku mulai hari itu. Tidak ada yang berubah.")


class AlreadyWaiting(BookingRefused):
    """One entry per application, and per person and service."""

    code = "appointments.already_waiting"
    text = _("Anda sudah ada di daftar tunggu untuk layanan ini. Untuk mengubah hari, keluar dahulu lalu daftar lagi.")


class NoSuchParty(BookingRefused):
    """The code names no party that waits at this point, or it is complete."""

    code = "appointments.no_such_party"
    text = _(
        "Kode rombongan itu tidak ditemukan di titik layanan ini, atau rombongannya sudah lengkap. Periksa kodenya."
    )
    status = 422


class NotWaiting(BookingRefused):
    """The application is not on the list."""

    code = "appointments.not_waiting"
    text = _("Permohonan ini tidak ada di daftar tunggu. Muat ulang halaman ini.")


class OfferOver(BookingRefused):
    """The offer was answered, or its time ran out."""

    code = "appointments.offer_over"
    text = _("Tawaran ini sudah tidak berlaku. Jika Anda masih di daftar tunggu, tempat berikutnya kami tawarkan lagi.")


class LinkOver(BookingRefused):
    """The link was used, or the appointment it was sent for does not stand any more."""

    code = "appointments.link_over"
    text = _("Tautan ini sudah tidak berlaku: jadwalnya sudah dipindah, dilepas, atau dimulai. Buka permohonan Anda.")
