"""What other systems answered is sealed; that they answered, and when, stays in the open."""

from django.db import migrations, models
from django.db.models import Q

from lintas.foundation.vault.migrating import sealed_columns


class Migration(migrations.Migration):
    dependencies = [("agencies", "0001_initial")]

    operations = [
        migrations.RemoveConstraint("enquiry", "enquiry_answer_is_whole"),
        *sealed_columns("agencies.enquiry", "result", owner="person_id"),
        migrations.AddConstraint(
            "enquiry",
            models.CheckConstraint(
                condition=Q(state="asked", result__isnull=True, answered_at__isnull=True)
                | Q(state="answered", result__isnull=False, answered_at__isnull=False),
                name="enquiry_answer_is_whole",
            ),
        ),
    ]
