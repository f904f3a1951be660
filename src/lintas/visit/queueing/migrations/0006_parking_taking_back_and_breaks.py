import django.db.models.deletion
from django.db import migrations, models

import lintas.foundation.ids


class Migration(migrations.Migration):
    dependencies = [
        ("queueing", "0005_stepping_out"),
    ]

    operations = [
        migrations.CreateModel(
            name="CounterBreak",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("point_id", models.UUIDField()),
                ("counter_id", models.UUIDField()),
                (
                    "reason",
                    models.CharField(choices=[("rest", "istirahat"), ("fault", "gangguan alat")], max_length=8),
                ),
                ("began_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="ticket",
            name="ticket_one_per_subject_and_day",
        ),
        migrations.AddField(
            model_name="call",
            name="override",
            field=models.CharField(
                choices=[
                    ("urgent", "keadaan mendesak"),
                    ("interrupted", "melanjutkan layanan yang terputus"),
                    ("last_ride", "kapal atau angkutan terakhir"),
                    ("our_fault", "kesalahan atau gangguan dari kantor"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="from_state",
            field=models.CharField(
                choices=[
                    ("waiting", "Menunggu"),
                    ("called", "Dipanggil"),
                    ("serving", "Dilayani"),
                    ("transferred", "Pindah loket"),
                    ("away", "Sedang keluar"),
                    ("parked", "Ditunda"),
                    ("skipped", "Terlewat"),
                    ("done", "Selesai"),
                    ("cancelled", "Dibatalkan"),
                ],
                default="",
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="kind",
            field=models.CharField(
                choices=[
                    ("issue", "Terbitkan"),
                    ("call", "Panggil"),
                    ("recall", "Panggil ulang"),
                    ("arrive", "Sudah di loket"),
                    ("approach", "Hampiri"),
                    ("miss", "Tidak datang"),
                    ("come_back", "Kembali ke antrean"),
                    ("step_out", "Keluar sebentar"),
                    ("step_in", "Sudah di ruang tunggu lagi"),
                    ("park", "Tunda"),
                    ("unpark", "Lanjutkan"),
                    ("transfer", "Teruskan"),
                    ("finish", "Selesai"),
                    ("cancel", "Batalkan"),
                    ("end", "Akhiri"),
                    ("withdraw", "Tarik"),
                    ("undo", "Batalkan langkah terakhir"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="call",
            name="to_state",
            field=models.CharField(
                choices=[
                    ("waiting", "Menunggu"),
                    ("called", "Dipanggil"),
                    ("serving", "Dilayani"),
                    ("transferred", "Pindah loket"),
                    ("away", "Sedang keluar"),
                    ("parked", "Ditunda"),
                    ("skipped", "Terlewat"),
                    ("done", "Selesai"),
                    ("cancelled", "Dibatalkan"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="ticket",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Menunggu"),
                    ("called", "Dipanggil"),
                    ("serving", "Dilayani"),
                    ("transferred", "Pindah loket"),
                    ("away", "Sedang keluar"),
                    ("parked", "Ditunda"),
                    ("skipped", "Terlewat"),
                    ("done", "Selesai"),
                    ("cancelled", "Dibatalkan"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(("override", ""), ("kind", "call"), _connector="OR"), name="call_override_of_calls"
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("state__in", ["away", "called", "parked", "serving", "skipped", "transferred", "waiting"])
                ),
                fields=("subject", "day"),
                name="ticket_one_per_subject_and_day",
            ),
        ),
        migrations.AddField(
            model_name="counterbreak",
            name="session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="breaks", to="queueing.countersession"
            ),
        ),
        migrations.AddIndex(
            model_name="counterbreak",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", True)), fields=["point_id"], name="break_running"
            ),
        ),
        migrations.AddConstraint(
            model_name="counterbreak",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("session",), name="break_one_per_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="counterbreak",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("began_at"))), name="break_has_an_end"
            ),
        ),
    ]
