"""Questions to other systems, with the evidence of the answer and, sealed, what it was."""

from django.db import models
from django.db.models import Q

from lintas.exchange.agencies.states import Kind, State
from lintas.foundation.ids import new_id
from lintas.foundation.vault.operations import Cell


class Enquiry(models.Model):
    """
    One question about one case. ``partner_reference`` lets both sides find it again.

    That it was answered stands in the open; ``result``, a code of `states.Result`, is sealed under the person's key: a
    hit in a list tells of crime.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    subject = models.UUIDField()
    person_id = models.UUIDField()
    purpose = models.CharField(max_length=30)
    officer = models.CharField(max_length=80, blank=True)
    office_code = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    result = models.BinaryField(null=True)
    partner_reference = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="enquiry_kind_known"),
            models.CheckConstraint(
                condition=Q(state="asked", result__isnull=True, answered_at__isnull=True)
                | Q(state="answered", result__isnull=False, answered_at__isnull=False),
                name="enquiry_answer_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["subject", "asked_at"], name="enquiry_of_case"),
            models.Index(fields=["asked_at"], condition=Q(state="asked"), name="enquiry_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def result_cell(self) -> Cell:
        """The one place where the result opens."""
        return Cell(owner=self.person_id, table=self._meta.db_table, column="result", row=self.id)
