"""Tables of the catalogue."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q

from lintas.foundation.ids import new_id


class Confidence(models.TextChoices):
    """How sure we are of a datum."""

    VERIFIED = "V", "verified"
    FROM_MEMORY = "M", "from memory"
    DERIVED = "D", "derived"
    PROPOSED = "P", "proposed"


class PublishedIsFinal(TypeError):
    """Something tried to change or delete a published version. Publish a new one instead."""


class VersionQuerySet(models.QuerySet):
    """Published versions: they may be closed and marked, never rewritten."""

    OPEN_TO_CHANGE = frozenset({"effective_to", "announced_at"})

    def update(self, **values: Any) -> int:
        """:raises PublishedIsFinal: more than the end or the announcement would change."""
        if not set(values) <= self.OPEN_TO_CHANGE:
            raise PublishedIsFinal(", ".join(sorted(set(values) - self.OPEN_TO_CHANGE)))
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """:raises PublishedIsFinal: always."""
        raise PublishedIsFinal("delete")

    def in_force(self, on: date) -> "VersionQuerySet":
        """Keep what holds on the day ``on``."""
        return self.filter(Q(effective_to=None) | Q(effective_to__gte=on), effective_from__lte=on)


class Version(models.Model):
    """Something that holds from one day to another and is never rewritten."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)

    objects = VersionQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """:raises PublishedIsFinal: the row exists already."""
        if not self._state.adding:
            raise PublishedIsFinal(str(self.pk))
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        """:raises PublishedIsFinal: always."""
        raise PublishedIsFinal(str(self.pk))


class Service(models.Model):
    """A service of the office: where it stands in the list and by which words it is found."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    key = models.CharField(max_length=60, unique=True)
    position = models.PositiveSmallIntegerField()
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    group = models.CharField(max_length=30)
    group_id = models.CharField(max_length=100)
    group_en = models.CharField(max_length=100)
    who_id = models.CharField(max_length=300)
    who_en = models.CharField(max_length=300)
    search_words = models.CharField(max_length=400)
    online = models.BooleanField()

    class Meta:
        ordering = ["position"]


class Policy(Version):
    """One version of a service's rules: the whole document, and its hash."""

    service = models.ForeignKey("catalogue.Service", on_delete=models.PROTECT, related_name="policies")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=100)
    announced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service", "number"], name="catalogue_policy_numbered_once"),
            models.UniqueConstraint(fields=["service", "effective_from"], name="catalogue_policy_begins_alone"),
            models.UniqueConstraint(
                fields=["service"], condition=Q(effective_to=None), name="catalogue_policy_one_open"
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="catalogue_policy_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="catalogue_policy_counts_from_one"),
        ]
        indexes = [models.Index(fields=["announced_at", "effective_from"], name="catalogue_policy_unannounced")]


class TariffVersion(Version):
    """What a fee costs from one day to another. ``amount`` is in whole units of ``currency``."""

    fee_id = models.CharField(max_length=60)
    name_id = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    basis = models.CharField(max_length=40)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["fee_id", "effective_from"], name="catalogue_tariff_begins_alone"),
            models.UniqueConstraint(
                fields=["fee_id"], condition=Q(effective_to=None), name="catalogue_tariff_one_open"
            ),
            models.CheckConstraint(
                condition=Q(effective_to=None) | Q(effective_to__gte=F("effective_from")),
                name="catalogue_tariff_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(currency__in=["IDR", "USD"]), name="catalogue_tariff_known_currency"),
        ]


class Parameter(models.Model):
    """A clock, count or switch of the process; ``office_code`` empty for all offices."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(max_length=60)
    office_code = models.CharField(max_length=10, blank=True)
    text_id = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    value = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)
    note = models.CharField(max_length=300, blank=True)
    effective_from = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name", "office_code", "effective_from"], name="catalogue_parameter_begins_alone"
            ),
        ]


class LegalSource(models.Model):
    """A regulation or publication that data rest on."""

    key = models.CharField(max_length=40, primary_key=True)
    position = models.PositiveSmallIntegerField()
    cite = models.CharField(max_length=80)
    title_id = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    use_id = models.CharField(max_length=300)
    use_en = models.CharField(max_length=300)
    seen_at = models.CharField(max_length=300)
    note = models.CharField(max_length=300, blank=True)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)


class RefusalGround(models.Model):
    """Why an application may be refused, deferred or returned, and what the person can do then."""

    code = models.CharField(max_length=40, primary_key=True)
    text_id = models.CharField(max_length=200)
    text_en = models.CharField(max_length=200)
    said_id = models.CharField(max_length=200)
    said_en = models.CharField(max_length=200)
    neutral = models.BooleanField()
    remedy_id = models.CharField(max_length=300)
    remedy_en = models.CharField(max_length=300)
    source = models.CharField(max_length=40)
    article = models.CharField(max_length=60, blank=True)
    source_confidence = models.CharField(max_length=1, choices=Confidence.choices)
    confidence = models.CharField(max_length=1, choices=Confidence.choices)
    note = models.CharField(max_length=300, blank=True)


class Approval(models.Model):
    """An office confirmed one unsure value. It speaks of exactly that value: a changed one is open again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    item = models.CharField(max_length=200)
    value_hash = models.CharField(max_length=64)
    office_code = models.CharField(max_length=10)
    decree = models.CharField(max_length=200)
    approved_by = models.CharField(max_length=100)
    approved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["item", "value_hash", "office_code"], name="catalogue_approval_given_once"),
        ]
