"""The regions of the country, as far as they are loaded."""

from django.db import models
from django.db.models import F, Q

from lintas.directory.offices.models.facts import Fact


class Region(Fact):
    """
    A province, kabupaten or kota, kecamatan or village, by its Ministry of Home Affairs code.

    ``words`` holds the name with those of the regions around it in lower case, for searching.
    """

    code = models.CharField(primary_key=True, max_length=13)
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=100)
    kind = models.CharField(max_length=12)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    lat = models.FloatField(null=True)
    lng = models.FloatField(null=True)
    postal_codes = models.JSONField(default=list)
    table_version = models.CharField(max_length=40)
    words = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(name="region_level_known", condition=Q(level__range=(1, 4))),
            models.CheckConstraint(
                name="region_only_provinces_stand_alone",
                condition=Q(level=1, parent=None) | Q(level__gt=1, parent__isnull=False),
            ),
            models.CheckConstraint(
                name="region_code_fits_level",
                condition=Q(level=1, code__regex=r"^\d\d$")
                | Q(level=2, code__regex=r"^\d\d\.\d\d$")
                | Q(level=3, code__regex=r"^\d\d\.\d\d\.\d\d$")
                | Q(level=4, code__regex=r"^\d\d\.\d\d\.\d\d\.\d{4}$"),
            ),
            models.CheckConstraint(
                name="region_below_its_parent", condition=Q(parent=None) | Q(code__startswith=F("parent"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
