"""Pages of papers. The picture itself is a sealed file; here stands what it belongs to."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class Page(models.Model):
    """One page of one paper of one case; ``digest`` is SHA-256 over the picture we made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.UUIDField()
    person_id = models.UUIDField()
    requirement = models.CharField(max_length=80)
    document = models.CharField(max_length=40)
    upload_id = models.UUIDField()
    number = models.PositiveSmallIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "requirement", "number"], name="page_numbered_once"),
            models.CheckConstraint(condition=Q(number__gte=1) & Q(size__gt=0), name="page_counts_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} {self.number}"
