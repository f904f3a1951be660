from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queueing", "0003_officers_walk_over"),
    ]

    operations = [
        migrations.AddField(
            model_name="call",
            name="after_turn",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="call",
            name="is_front",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="call",
            name="line",
            field=models.CharField(
                choices=[
                    ("documents", "pemeriksaan berkas"),
                    ("photo", "foto dan sidik jari"),
                    ("interview", "wawancara"),
                    ("handover", "penyerahan paspor"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AddField(
            model_name="call",
            name="place_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="stationday",
            name="rule",
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("after_turn__isnull", True), ("line", "")),
                    models.Q(models.Q(("line", ""), _negated=True), ("after_turn__isnull", False)),
                    _connector="OR",
                ),
                name="call_line_after_turn",
            ),
        ),
    ]
