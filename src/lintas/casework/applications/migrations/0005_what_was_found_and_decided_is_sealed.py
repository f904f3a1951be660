"""An interview's answers and doubt, and all that a decision says, are sealed like the notes beside them."""

from django.db import migrations, models
from django.db.models import Q

from lintas.foundation.vault.migrating import sealed_columns

PERSON = "application__person_id"


class Migration(migrations.Migration):
    dependencies = [("applications", "0004_wrong_birth_dates_are_counted")]

    operations = [
        migrations.RemoveConstraint("interview", "interview_doubt_has_a_reason"),
        migrations.RemoveConstraint("decision", "decision_against_is_reasoned"),
        *sealed_columns("applications.interview", "findings", "reason", owner=PERSON),
        *sealed_columns("applications.decision", "ground", "clause", "remedy", "objection", owner=PERSON),
        migrations.AlterField("interview", "findings", models.BinaryField()),
        migrations.AddConstraint(
            "interview",
            models.CheckConstraint(
                condition=Q(outcome="doubt", reason__isnull=False) | Q(outcome="clear", declaration_signed=True),
                name="interview_doubt_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            "decision",
            models.CheckConstraint(
                condition=~Q(kind__in=["defer", "reject", "void", "uncollected"])
                | Q(
                    ground__isnull=False,
                    clause__isnull=False,
                    evidence__isnull=False,
                    remedy__isnull=False,
                    objection__isnull=False,
                ),
                name="decision_against_is_reasoned",
            ),
        ),
    ]
