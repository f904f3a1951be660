"""The named kinds of things here, and the coded reasons why a point cannot be used."""

from enum import IntEnum, StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Confidence(TextChoices):
    """How sure we are of a fact; everything but `VERIFIED` is listed for the office to confirm."""

    VERIFIED = "V", _("terverifikasi")
    MEMORY = "M", _("dari ingatan")
    DERIVED = "D", _("diturunkan")
    PROPOSED = "P", _("usulan")


class Level(IntEnum):
    """The levels of a region code, by its number of parts."""

    PROVINCE = 1
    REGENCY = 2
    DISTRICT = 3
    VILLAGE = 4


class PointKind(TextChoices):
    """What a service point is."""

    MPP = "mpp", _("loket di Mal Pelayanan Publik")
    UNIT = "unit", _("unit layanan")
    MOBILE = "mobile", _("lokasi layanan keliling")
    SHIP = "ship", _("kapal layanan")
    HEAD = "head", _("kantor induk")


class Station(TextChoices):
    """Where in the visit a counter stands."""

    DOCUMENTS = "documents", _("pemeriksaan berkas")
    PHOTO = "photo", _("foto dan sidik jari")
    INTERVIEW = "interview", _("wawancara")
    HANDOVER = "handover", _("penyerahan paspor")


class FacilityKind(TextChoices):
    """What a point offers to people with a need."""

    WHEELCHAIR = "wheelchair", _("kursi roda")
    RAMP = "ramp", _("jalan landai ke pintu masuk")
    ACCESSIBLE_TOILET = "accessible_toilet", _("toilet ramah disabilitas")
    PRIORITY_SEAT = "priority_seat", _("kursi prioritas")
    COMPANION_SEAT = "companion_seat", _("kursi pendamping")
    NURSING_ROOM = "nursing_room", _("ruang menyusui")
    QUIET_ROOM = "quiet_room", _("ruang tenang")
    SIGN_LANGUAGE = "sign_language", _("petugas yang mengerti bahasa isyarat")
    MAGNIFIER = "magnifier", _("kaca pembesar")


class HolidayKind(TextChoices):
    """Why government offices rest."""

    NATIONAL = "national", _("libur nasional")
    COLLECTIVE_LEAVE = "collective_leave", _("cuti bersama")


class YearStatus(TextChoices):
    """Whether the joint decree for a year's holidays is loaded; without it only fixed dates are known."""

    DECREED = "decreed", _("sudah ditetapkan")
    NOT_FOUND = "not_found", _("belum ditemukan; baru tanggal tetap yang diketahui")


class ClosureReason(TextChoices):
    """Why an office or a point closes on a day that it would be open."""

    DISASTER = "disaster", _("bencana atau cuaca buruk")
    OUTAGE = "outage", _("gangguan listrik, jaringan, atau sistem")
    LOCAL_HOLIDAY = "local_holiday", _("libur daerah")
    STAFF_EVENT = "staff_event", _("kegiatan petugas")
    BUILDING = "building", _("perbaikan gedung")


class DayReason(StrEnum):
    """Why a point is closed on a day, beside the codes of `ClosureReason` and `HolidayKind`."""

    NO_SERVICE_DAY = "no_service_day"


class ReasonCode(TextChoices):
    """Why a point does not serve somebody now."""

    OUTSIDE_WORK_AREA = "outside_work_area", _("di luar wilayah kerja kantornya")
    NOT_OFFERED = "not_offered", _("belum melayani")
    NO_COUNTER = "no_counter", _("tidak ada loket yang dibuka")
    CLOSED_TODAY = "closed_today", _("tutup hari ini")
