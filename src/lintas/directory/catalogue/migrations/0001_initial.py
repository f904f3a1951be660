import django.db.models.deletion
from django.db import migrations, models

import lintas.foundation.ids
from lintas.directory.catalogue.migrations import _guards


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="LegalSource",
            fields=[
                ("key", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("cite", models.CharField(max_length=80)),
                ("title_id", models.CharField(max_length=300)),
                ("title_en", models.CharField(max_length=300)),
                ("use_id", models.CharField(max_length=300)),
                ("use_en", models.CharField(max_length=300)),
                ("seen_at", models.CharField(max_length=300)),
                ("note", models.CharField(blank=True, max_length=300)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="RefusalGround",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("text_id", models.CharField(max_length=200)),
                ("text_en", models.CharField(max_length=200)),
                ("said_id", models.CharField(max_length=200)),
                ("said_en", models.CharField(max_length=200)),
                ("neutral", models.BooleanField()),
                ("remedy_id", models.CharField(max_length=300)),
                ("remedy_en", models.CharField(max_length=300)),
                ("source", models.CharField(max_length=40)),
                ("article", models.CharField(blank=True, max_length=60)),
                (
                    "source_confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
                (
                    "confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.CharField(max_length=60, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name_id", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("group", models.CharField(max_length=30)),
                ("group_id", models.CharField(max_length=100)),
                ("group_en", models.CharField(max_length=100)),
                ("who_id", models.CharField(max_length=300)),
                ("who_en", models.CharField(max_length=300)),
                ("search_words", models.CharField(max_length=400)),
                ("online", models.BooleanField()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="Approval",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("item", models.CharField(max_length=200)),
                ("value_hash", models.CharField(max_length=64)),
                ("office_code", models.CharField(max_length=10)),
                ("decree", models.CharField(max_length=200)),
                ("approved_by", models.CharField(max_length=100)),
                ("approved_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("item", "value_hash", "office_code"), name="catalogue_approval_given_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Parameter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("office_code", models.CharField(blank=True, max_length=10)),
                ("text_id", models.CharField(max_length=200)),
                ("text_en", models.CharField(max_length=200)),
                ("value", models.CharField(max_length=40)),
                ("unit", models.CharField(max_length=20)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300)),
                ("effective_from", models.DateField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "office_code", "effective_from"), name="catalogue_parameter_begins_alone"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TariffVersion",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
                ("fee_id", models.CharField(max_length=60)),
                ("name_id", models.CharField(max_length=200)),
                ("name_en", models.CharField(max_length=200)),
                ("amount", models.PositiveIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("basis", models.CharField(max_length=40)),
                ("note", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("fee_id", "effective_from"), name="catalogue_tariff_begins_alone"),
                    models.UniqueConstraint(
                        condition=models.Q(("effective_to", None)), fields=("fee_id",), name="catalogue_tariff_one_open"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to", None), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                        ),
                        name="catalogue_tariff_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("currency__in", ["IDR", "USD"])), name="catalogue_tariff_known_currency"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Policy",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=lintas.foundation.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("effective_from", models.DateField()),
                ("effective_to", models.DateField(null=True)),
                (
                    "confidence",
                    models.CharField(
                        choices=[("V", "verified"), ("M", "from memory"), ("D", "derived"), ("P", "proposed")],
                        max_length=1,
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("document", models.JSONField()),
                ("content_hash", models.CharField(max_length=64)),
                ("published_at", models.DateTimeField()),
                ("published_by", models.CharField(max_length=100)),
                ("announced_at", models.DateTimeField(null=True)),
                (
                    "service",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="policies", to="catalogue.service"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["announced_at", "effective_from"], name="catalogue_policy_unannounced")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("service", "number"), name="catalogue_policy_numbered_once"),
                    models.UniqueConstraint(fields=("service", "effective_from"), name="catalogue_policy_begins_alone"),
                    models.UniqueConstraint(
                        condition=models.Q(("effective_to", None)),
                        fields=("service",),
                        name="catalogue_policy_one_open",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("effective_to", None), ("effective_to__gte", models.F("effective_from")), _connector="OR"
                        ),
                        name="catalogue_policy_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)), name="catalogue_policy_counts_from_one"
                    ),
                ],
            },
        ),
        migrations.RunPython(_guards.install, _guards.remove),
    ]
