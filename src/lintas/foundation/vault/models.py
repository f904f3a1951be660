"""The key store: its tables live in the database `keys`, apart from what they open."""

from django.db import models
from django.db.models import Q


def _fits_a_byte(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(version__gte=1, version__lte=255), name=name)


class RootKey(models.Model):
    """A version of the root key. The key itself is a file; here is only what recognises it."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    fingerprint = models.BinaryField(max_length=16)
    active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            _fits_a_byte("root_key_version_fits_a_byte"),
            models.UniqueConstraint(fields=["active"], condition=Q(active=True), name="one_root_key_is_active"),
        ]


class PersonKey(models.Model):
    """A person's key, wrapped under a root key; without either once it is destroyed."""

    owner = models.UUIDField(primary_key=True)
    version = models.PositiveSmallIntegerField(default=1)
    wrapped = models.BinaryField(null=True)
    root = models.ForeignKey(RootKey, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            _fits_a_byte("person_key_version_fits_a_byte"),
            models.CheckConstraint(
                condition=Q(wrapped__isnull=False, root__isnull=False) | Q(wrapped__isnull=True, root__isnull=True),
                name="person_key_is_wrapped_or_destroyed",
            ),
        ]


class IndexKey(models.Model):
    """The key from which the keys of the blind indexes are derived, one for each version of them."""

    version = models.PositiveSmallIntegerField(primary_key=True)
    wrapped = models.BinaryField()
    root = models.ForeignKey(RootKey, on_delete=models.PROTECT, related_name="+")
    active = models.BooleanField(default=False)

    class Meta:
        constraints = [
            _fits_a_byte("index_key_version_fits_a_byte"),
            models.UniqueConstraint(fields=["active"], condition=Q(active=True), name="one_index_key_is_active"),
        ]
