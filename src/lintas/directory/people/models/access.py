"""Who looked."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class AccessRecord(models.Model):
    """
    Somebody opened data of a person. Rows are only ever added, by the door, before anything is opened.

    ``fields`` and ``kinds`` are names, never values. ``alias`` is what the person sees of an officer.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="access_records")
    at = models.DateTimeField()
    reader_kind = models.CharField(max_length=10)
    reader_id = models.CharField(max_length=60)
    role = models.CharField(max_length=20)
    office_id = models.UUIDField(null=True)
    alias = models.CharField(max_length=40, blank=True)
    kinds = models.JSONField()
    fields = models.JSONField()
    purpose = models.CharField(max_length=30)
    case_id = models.UUIDField(null=True)
    channel = models.CharField(max_length=20)
    masked = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["person", "-id"], name="access_of_a_person")]
        constraints = [
            models.CheckConstraint(
                condition=Q(reader_kind__in=["officer", "person", "system", "partner"]), name="access_reader_known"
            ),
        ]


class Doubt(models.Model):
    """The person says that a look was not for their business; at most one for each record."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.OneToOneField(AccessRecord, on_delete=models.PROTECT, related_name="doubt")
    at = models.DateTimeField()
