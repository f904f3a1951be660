"""The reason of a step is sealed like the note beside it; so is how many fingers were taken, and why not all."""

from django.db import migrations, models

from lintas.foundation.vault.migrating import sealed_columns

PERSON = "application__person_id"


class Migration(migrations.Migration):
    dependencies = [("applications", "0006_an_answer_is_kept_once")]

    operations = [
        *sealed_columns("applications.step", "reason", owner=PERSON),
        migrations.RemoveConstraint("capture", "capture_ten_fingers_at_most"),
        migrations.RemoveConstraint("capture", "capture_fewer_needs_a_reason"),
        *sealed_columns("applications.capture", "fingers", "exemption", owner=PERSON, empty_too=True),
        migrations.AlterField("capture", "fingers", models.BinaryField()),
        migrations.AlterField("capture", "exemption", models.BinaryField()),
    ]
