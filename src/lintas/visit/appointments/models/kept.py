"""Places of a session that are set apart, until it is decided who gets them."""

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id


class KeptPlaces(models.Model):
    """
    Places of one session kept for one ``keeper``, such as a draw; ``left`` are neither given nor let go yet.

    Those count in their session's ``taken``, so that every way to a place respects them without knowing why.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slot = models.ForeignKey("appointments.Slot", on_delete=models.PROTECT, related_name="kept")
    keeper = models.UUIDField()
    kept = models.PositiveSmallIntegerField(help_text="how many were set apart at first")
    left = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["keeper", "slot"], name="kept_places_once"),
            models.CheckConstraint(condition=Q(kept__gte=1), name="kept_places_some"),
            models.CheckConstraint(condition=Q(left__gte=0, left__lte=F("kept")), name="kept_places_never_more"),
        ]

    def __str__(self) -> str:
        return f"{self.left} / {self.kept}"
