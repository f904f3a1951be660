"""What became of a number that a kiosk gave, and what a box is to the house."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Outcome(TextChoices):
    """Where a number from a kiosk ended when the house heard of it."""

    JOINED = "joined", _("Masuk antrean")
    EXCHANGED = "exchanged", _("Ditukar dengan nomor hari ini")
    PAST = "past", _("Harinya sudah lewat")
    UNPLACED = "unplaced", _("Perlu nomor dari meja informasi")


class Recorded(TextChoices):
    """What became of an act of a counter that was cut off, when the house heard of it."""

    DONE = "done", _("Tercatat")
    CONFLICT = "conflict", _("Berbeda dengan catatan server")
