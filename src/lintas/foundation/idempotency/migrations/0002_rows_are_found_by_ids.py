"""
Replies are found by an id instead of a text, which costs the database a third less.

The texts cannot be turned into ids that open what was sealed under them, so replies kept until now are forgotten.
"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("idempotency", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="Reply"),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.UUIDField(editable=False, primary_key=True, serialize=False)),
                ("fingerprint", models.CharField(max_length=64)),
                ("sealed", models.BinaryField()),
                ("made_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
