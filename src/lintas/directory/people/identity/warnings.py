"""What looks odd about a NIK beside what the person says: for the officer to see, never a refusal."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices import queries as offices
from lintas.directory.people.identity.nik import SPECIMEN, Nik


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something worth a look, with a code and a sentence."""

    code: str
    text: str | Promise


REGION_UNKNOWN = Oddity(
    "nik_region_unknown",
    _("Kode wilayah pada NIK tidak ada dalam daftar kami. NIK lama atau dari daerah lain bisa begitu; cocokkan KTP."),
)
BIRTH_DIFFERS = Oddity(
    "nik_birth_differs",
    _("Tanggal lahir berbeda dari NIK. Perbaikan data kelahiran tidak mengubah NIK; cocokkan akta kelahiran."),
)
SEX_DIFFERS = Oddity(
    "nik_sex_differs", _("Jenis kelamin berbeda dari NIK. Perbaikan data tidak mengubah NIK; cocokkan KTP dan KK.")
)


def oddities(nik: Nik, *, birth: date | None = None, sex: str = "") -> tuple[Oddity, ...]:
    """Compare the NIK with the regions we know and with the stated day of birth and sex (M, F). At most one query."""
    found = []
    if not nik.value.startswith(SPECIMEN) and not _known(nik.region):
        found.append(REGION_UNKNOWN)
    if birth is not None and birth not in nik.births:
        found.append(BIRTH_DIFFERS)
    if sex and sex != nik.sex:
        found.append(SEX_DIFFERS)
    return tuple(found)


def _known(code: str) -> bool:
    try:
        offices.region(code)
    except offices.UnknownRegion:
        return False
    return True
