"""Officers and where they work as what."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from lintas.directory.people.states import Role
from lintas.foundation.ids import new_id


class Officer(models.Model):
    """Somebody who serves. Citizens see the alias, colleagues the staff number; no name is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.OneToOneField("people.Account", on_delete=models.PROTECT, related_name="officer")
    alias = models.CharField(max_length=40, unique=True)
    staff_number = models.CharField(max_length=30, unique=True)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.alias


class AssignmentQuerySet(models.QuerySet):
    """Words about assignments."""

    def in_force(self, on: date) -> "AssignmentQuerySet":
        """Keep those that hold on the day."""
        return self.filter(Q(to_on__isnull=True) | Q(to_on__gte=on), from_on__lte=on)


class Assignment(models.Model):
    """An officer has a role at an office, perhaps only at one of its points, from a day to a day (inclusive)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    officer = models.ForeignKey(Officer, on_delete=models.PROTECT, related_name="assignments")
    role = models.CharField(max_length=20, choices=Role.choices)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="+")
    point = models.ForeignKey("offices.ServicePoint", on_delete=models.PROTECT, null=True, related_name="+")
    from_on = models.DateField()
    to_on = models.DateField(null=True)
    appointed_by = models.CharField(max_length=60)
    appointed_at = models.DateTimeField()

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(role__in=Role.values), name="assignment_role_known"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")), name="assignment_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["officer", "role"], condition=Q(to_on__isnull=True), name="assignment_role_open_once"
            ),
        ]
        indexes = [models.Index(fields=["office", "role"], name="assignment_by_office")]
