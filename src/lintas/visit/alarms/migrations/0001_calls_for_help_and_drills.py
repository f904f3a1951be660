import django.db.models.deletion
from django.db import migrations, models

import lintas.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("office_id", models.UUIDField()),
                ("started_by", models.UUIDField()),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)), fields=("office_id",), name="drill_one_running"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Alarm",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("office_id", models.UUIDField()),
                ("counter_id", models.UUIDField(null=True)),
                ("point_id", models.UUIDField(null=True)),
                ("officer_id", models.UUIDField()),
                ("raised_at", models.DateTimeField()),
                ("answered_by", models.UUIDField(null=True)),
                ("answered_at", models.DateTimeField(null=True)),
                (
                    "drill",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="alarms", to="alarms.drill"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["office_id", "-raised_at"], name="alarm_of_office")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("officer_id",),
                        name="alarm_one_open_per_officer",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                            models.Q(("answered_at__gte", models.F("raised_at")), ("answered_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="alarm_answered_by_somebody_later",
                    ),
                ],
            },
        ),
    ]
