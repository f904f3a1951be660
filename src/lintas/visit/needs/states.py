"""The needs that a visitor may state, and what a point keeps for each. Our proposal (P), for UU 8/2016."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.directory.offices.states import FacilityKind


class Need(TextChoices):
    """What somebody needs in order to be served like everybody else."""

    WHEELCHAIR = "wheelchair", _("kursi roda")
    COMPANION = "companion", _("tempat duduk untuk pendamping")
    SIGN_LANGUAGE = "sign_language", _("bahasa isyarat")
    QUIET = "quiet", _("ruang tenang")
    NURSING = "nursing", _("ruang menyusui")
    READING = "reading", _("bantuan membaca dan mengisi")


LETTERS = {
    Need.WHEELCHAIR: "w",
    Need.COMPANION: "c",
    Need.SIGN_LANGUAGE: "s",
    Need.QUIET: "q",
    Need.NURSING: "n",
    Need.READING: "r",
}
"""How a need is written before it is sealed: one letter each, so that what is sealed has one length for everybody."""

KEPT = {
    Need.WHEELCHAIR: FacilityKind.WHEELCHAIR,
    Need.COMPANION: FacilityKind.COMPANION_SEAT,
    Need.SIGN_LANGUAGE: FacilityKind.SIGN_LANGUAGE,
    Need.QUIET: FacilityKind.QUIET_ROOM,
    Need.NURSING: FacilityKind.NURSING_ROOM,
}
"""Which facility is kept for a need. Help with reading needs an officer's minute and nothing with a number."""
