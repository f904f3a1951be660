"""The shelf's rules as constraints, in a step of their own after the rows were filled."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("applications", "0002_one_book_per_place_of_the_shelf")]

    operations = [
        migrations.AlterField("collection", "point_id", models.UUIDField()),
        migrations.AddConstraint(
            "collection",
            models.UniqueConstraint(
                fields=["point_id", "shelf"],
                condition=Q(left_at__isnull=True),
                name="collection_one_book_per_place",
            ),
        ),
        migrations.AddConstraint(
            "collection",
            models.CheckConstraint(
                condition=Q(handed_at__isnull=True) | Q(left_at__isnull=False), name="collection_handed_has_left"
            ),
        ),
        migrations.AddIndex(
            "collection", models.Index(fields=["point_id", "-ready_at", "-id"], name="collection_last_of_a_point")
        ),
    ]
