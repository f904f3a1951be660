from django.db import migrations, models

import lintas.foundation.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="FacilityHour",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("point_id", models.UUIDField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("wheelchair", "kursi roda"),
                            ("ramp", "jalan landai ke pintu masuk"),
                            ("accessible_toilet", "toilet ramah disabilitas"),
                            ("priority_seat", "kursi prioritas"),
                            ("companion_seat", "kursi pendamping"),
                            ("nursing_room", "ruang menyusui"),
                            ("quiet_room", "ruang tenang"),
                            ("sign_language", "petugas yang mengerti bahasa isyarat"),
                            ("magnifier", "kaca pembesar"),
                        ],
                        max_length=20,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("capacity", models.PositiveSmallIntegerField()),
                ("taken", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("point_id", "starts_at", "kind"), name="facility_hour_once"),
                    models.CheckConstraint(
                        condition=models.Q(("taken__lte", models.F("capacity"))), name="facility_hour_never_kept_twice"
                    ),
                    models.CheckConstraint(condition=models.Q(("taken__gte", 0)), name="facility_hour_not_below_zero"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("point_id", models.UUIDField()),
                (
                    "need",
                    models.CharField(
                        choices=[
                            ("wheelchair", "kursi roda"),
                            ("companion", "tempat duduk untuk pendamping"),
                            ("sign_language", "bahasa isyarat"),
                            ("quiet", "ruang tenang"),
                            ("nursing", "ruang menyusui"),
                            ("reading", "bantuan membaca dan mengisi"),
                        ],
                        max_length=16,
                    ),
                ),
                ("met", models.PositiveIntegerField(default=0)),
                ("unmet", models.PositiveIntegerField(default=0)),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("point_id", "need"), name="outcome_once")],
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("subject", models.UUIDField(unique=True)),
                ("person_id", models.UUIDField(db_index=True)),
                ("needs", models.BinaryField()),
                ("kept", models.BinaryField()),
                ("verdict", models.BinaryField()),
                ("point_id", models.UUIDField(null=True)),
                ("starts_at", models.DateTimeField(null=True)),
                ("stated_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("point_id__isnull", True), ("starts_at__isnull", True)),
                            models.Q(("point_id__isnull", False), ("starts_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="statement_session_is_whole",
                    )
                ],
            },
        ),
    ]
