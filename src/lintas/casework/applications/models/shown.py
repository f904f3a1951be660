"""That a draft's applicant is who they say, before anybody has seen them: asked of the registry, or shown at a desk."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class IdentityShown(models.Model):
    """
    One question whether the identity is the applicant's, and whether it was shown to be.

    ``identity`` is the keyed index of the population number it was asked of: once that changes, nothing is shown. What
    the registry answered stays sealed with the enquiry; here stands only whether it is enough.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    application = models.ForeignKey("applications.Application", on_delete=models.CASCADE, related_name="shown")
    identity = models.BinaryField(max_length=17)
    enquiry_id = models.UUIDField(null=True, unique=True, help_text="none when an original was seen at a desk")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    is_shown = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_shown=False) | Q(answered_at__isnull=False), name="identity_shown_by_an_answer"
            ),
            models.CheckConstraint(
                condition=Q(enquiry_id__isnull=False) | Q(is_shown=True), name="identity_shown_or_asked"
            ),
        ]
        indexes = [models.Index(fields=["application", "asked_at"], name="identity_shown_of_case")]

    def __str__(self) -> str:
        return "shown" if self.is_shown else "open"
