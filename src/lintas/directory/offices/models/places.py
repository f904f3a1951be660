"""Offices, the points where they serve, and what stands there."""

from django.db import models
from django.db.models import Q

from lintas.directory.offices.models.facts import Fact
from lintas.directory.offices.states import Confidence, FacilityKind, PointKind, Station
from lintas.foundation.ids import new_id

ON_EARTH = Q(lat__range=(-90, 90), lng__range=(-180, 180))
A_CODE = r"^[A-Z]{3}$"


class Office(Fact):
    """
    An immigration office: in charge of a work area, on which its service points lie.

    ``working_days`` are weekdays (Monday is 0) on which its legal clocks run.
    ``welcomes_others``: whether people from outside the work area may choose it.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=3, unique=True)
    name = models.CharField(max_length=100)
    class_name = models.CharField(max_length=40)
    address = models.CharField(max_length=200)
    lat = models.FloatField()
    lng = models.FloatField()
    location_confidence = models.CharField(max_length=1, choices=Confidence)
    zone = models.CharField(max_length=40)
    working_days = models.JSONField()
    welcomes_others = models.BooleanField()
    work_area = models.ManyToManyField("offices.Region", through="offices.WorkArea", related_name="offices")

    class Meta:
        constraints = [
            models.CheckConstraint(name="office_code_form", condition=Q(code__regex=A_CODE)),
            models.CheckConstraint(name="office_on_earth", condition=ON_EARTH),
        ]

    def __str__(self) -> str:
        return self.name


class WorkArea(Fact):
    """One kabupaten or kota in an office's work area; each belongs to one office."""

    office = models.ForeignKey("offices.Office", on_delete=models.CASCADE)
    region = models.OneToOneField("offices.Region", on_delete=models.PROTECT)

    def __str__(self) -> str:
        return f"{self.office_id} {self.region_id}"


class ServicePoint(Fact):
    """
    A place where an office serves; an empty ``address`` is still to be confirmed.

    ``serves_from`` is the first day of service; empty when it serves already.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=8, choices=PointKind)
    prefix = models.CharField(max_length=3, unique=True)
    office = models.ForeignKey("offices.Office", on_delete=models.PROTECT, related_name="points")
    region = models.ForeignKey("offices.Region", on_delete=models.PROTECT, related_name="points")
    seat = models.CharField(max_length=80)
    address = models.CharField(max_length=200, blank=True)
    lat = models.FloatField()
    lng = models.FloatField()
    location_confidence = models.CharField(max_length=1, choices=Confidence)
    motif = models.CharField(max_length=40)
    directions_id = models.TextField()
    directions_en = models.TextField()
    serves_from = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="point_prefix_form", condition=Q(prefix__regex=A_CODE)),
            models.CheckConstraint(name="point_on_earth", condition=ON_EARTH),
            models.CheckConstraint(name="point_kind_known", condition=Q(kind__in=PointKind.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Counter(Fact):
    """A numbered counter at a point; numbers are called aloud, so each is given once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point = models.ForeignKey("offices.ServicePoint", on_delete=models.CASCADE, related_name="counters")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=40)
    station = models.CharField(max_length=12, choices=Station)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="counter_number_once", fields=["point", "number"]),
            models.CheckConstraint(name="counter_number_from_one", condition=Q(number__gte=1)),
            models.CheckConstraint(name="counter_station_known", condition=Q(station__in=Station.values)),
        ]

    def __str__(self) -> str:
        return self.name


class Facility(Fact):
    """How many of something a person with a need finds at a point."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    point = models.ForeignKey("offices.ServicePoint", on_delete=models.CASCADE, related_name="facilities")
    kind = models.CharField(max_length=20, choices=FacilityKind)
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="facility_kind_once", fields=["point", "kind"]),
            models.CheckConstraint(name="facility_kind_known", condition=Q(kind__in=FacilityKind.values)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"
