"""Each place of a point's shelf holds one book; the place is free again once the book has left."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

BATCH = 1000
ON_THE_SHELF = "ready"


def fill(apps, schema_editor):
    """Copy the point of each case, and note which books are gone. May run twice."""
    Collection = apps.get_model("applications", "Collection")
    Application = apps.get_model("applications", "Application")
    cases = Application.objects.filter(id=OuterRef("application_id"))
    while ids := list(Collection.objects.filter(point_id__isnull=True).values_list("id", flat=True)[:BATCH]):
        Collection.objects.filter(id__in=ids).update(point_id=Subquery(cases.values("point_id")[:1]))
    Collection.objects.filter(handed_at__isnull=False, left_at__isnull=True).update(left_at=F("handed_at"))
    ended = Application.objects.exclude(state=ON_THE_SHELF).values("id")
    gone = Collection.objects.filter(left_at__isnull=True, application_id__in=ended)
    gone.update(left_at=Subquery(cases.values("state_since")[:1]))


class Migration(migrations.Migration):
    dependencies = [("applications", "0001_initial")]

    operations = [
        migrations.AddField("collection", "point_id", models.UUIDField(null=True)),
        migrations.AddField("collection", "left_at", models.DateTimeField(null=True)),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
