"""Why a paper was returned is sealed: "differs from the original" tells of a suspicion."""

from django.db import migrations, models
from django.db.models import Q

from lintas.foundation.vault.migrating import sealed_columns


class Migration(migrations.Migration):
    dependencies = [("applications", "0007_why_a_step_was_taken_is_sealed")]

    operations = [
        migrations.RemoveConstraint("item", "item_returned_with_a_reason"),
        *sealed_columns("applications.item", "reason", owner="application__person_id"),
        migrations.AddConstraint(
            "item",
            models.CheckConstraint(
                condition=~Q(state="returned") | Q(reason__isnull=False), name="item_returned_with_a_reason"
            ),
        ),
    ]
