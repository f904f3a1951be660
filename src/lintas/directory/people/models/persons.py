"""People who are served. Every value is sealed under the person's own key."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class Person(models.Model):
    """
    A person. The id names the key in the key store as well.

    No column can be read without the door; the blind index finds one NIK again, and several rows
    may hold it, because a person who returns without a proof starts afresh.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    language = models.CharField(max_length=2, choices=[("id", "Bahasa Indonesia"), ("en", "English")])
    created_at = models.DateTimeField()
    full_name = models.BinaryField(null=True)
    nik = models.BinaryField(null=True)
    nik_index = models.BinaryField(null=True, max_length=17, db_index=True)
    kk = models.BinaryField(null=True)
    birth_date = models.BinaryField(null=True)
    birth_place = models.BinaryField(null=True)
    sex = models.BinaryField(null=True)
    mother_name = models.BinaryField(null=True)
    father_name = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    village = models.BinaryField(null=True)
    phone = models.BinaryField(null=True)
    email = models.BinaryField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(language__in=["id", "en"]), name="person_language_known"),
            models.CheckConstraint(
                condition=Q(nik__isnull=True, nik_index__isnull=True) | Q(nik__isnull=False, nik_index__isnull=False),
                name="person_nik_is_indexed",
            ),
        ]
