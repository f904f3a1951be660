"""Where a person can be reached, and the codes that prove it."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id

KINDS = [("email", "email"), ("sms", "sms")]


class ContactPoint(models.Model):
    """An address of a person, sealed. A family or a village may share one, so the index is not unique."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField(max_length=5, choices=KINDS)
    address = models.BinaryField()
    address_index = models.BinaryField(max_length=17, db_index=True)
    added_at = models.DateTimeField()
    proven_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["email", "sms"]), name="contact_kind_known"),
            models.UniqueConstraint(fields=["person", "kind", "address_index"], name="contact_once_per_person"),
        ]


class ContactCode(models.Model):
    """One code on its way. Only its keyed hash stays; the code itself waits sealed until it has been sent."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(ContactPoint, on_delete=models.CASCADE, related_name="codes")
    digest = models.BinaryField(max_length=17)
    sealed = models.BinaryField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries_left = models.SmallIntegerField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tries_left__gte=0), name="contact_code_tries_not_negative"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="contact_code_has_a_life"),
        ]


class BackupCode(models.Model):
    """One printed code of a person; only its keyed hash is kept. It opens once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="backup_codes")
    digest = models.BinaryField(max_length=17)
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "digest"], name="backup_code_once_per_person")]
