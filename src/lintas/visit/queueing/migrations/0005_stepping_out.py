from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("queueing", "0004_the_order_of_a_day"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="ticket",
            name="ticket_one_per_subject_and_day",
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
                    ("transfer", "Teruskan"),
                    ("finish", "Selesai"),
                    ("cancel", "Batalkan"),
                    ("end", "Akhiri"),
                    ("withdraw", "Tarik"),
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
                    ("skipped", "Terlewat"),
                    ("done", "Selesai"),
                    ("cancelled", "Dibatalkan"),
                ],
                default="waiting",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="ticket",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ["away", "called", "serving", "skipped", "transferred", "waiting"])),
                fields=("subject", "day"),
                name="ticket_one_per_subject_and_day",
            ),
        ),
    ]
