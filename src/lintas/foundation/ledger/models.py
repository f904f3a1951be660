"""Tables of the ledger. Rows are added and never changed; triggers of the database hold that too."""

from django.db import models
from django.db.models import Q

from lintas.foundation.ids import new_id


class EntryQuerySet(models.QuerySet["Entry"]):
    """The vocabulary of entries."""

    def waiting(self) -> "EntryQuerySet":
        """Those without a number yet, in the order they will get one."""
        return self.filter(seq__isnull=True).order_by("at", "id")

    def numbered(self) -> "EntryQuerySet":
        """Those that the tree holds, in its order."""
        return self.filter(seq__isnull=False).order_by("seq")


class Entry(models.Model):
    """
    One act. ``leaf`` says it whole and is what the tree holds; the other columns repeat it for searching.

    ``detail`` is sealed under the key of ``owner``; ``commitment`` is its salted hash.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    shard = models.CharField(max_length=24)
    act = models.CharField(max_length=80)
    subject = models.UUIDField(db_index=True)
    at = models.DateTimeField()
    leaf = models.BinaryField()
    commitment = models.BinaryField(null=True)
    owner = models.UUIDField(null=True)
    detail = models.BinaryField(null=True)
    seq = models.PositiveBigIntegerField(null=True)
    leaf_hash = models.BinaryField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shard", "seq"], name="entry_number_is_unique"),
            models.CheckConstraint(
                condition=Q(seq__isnull=True, leaf_hash__isnull=True) | Q(seq__isnull=False, leaf_hash__isnull=False),
                name="entry_hash_comes_with_number",
            ),
            models.CheckConstraint(
                condition=Q(commitment__isnull=True, owner__isnull=True, detail__isnull=True)
                | Q(commitment__isnull=False, owner__isnull=False, detail__isnull=False),
                name="entry_detail_comes_with_commitment",
            ),
        ]
        indexes = [models.Index(fields=["at", "id"], condition=Q(seq__isnull=True), name="entry_waiting")]


class Shard(models.Model):
    """One log of its own, such as ``PDG/2026``, and how many entries are numbered in it."""

    name = models.CharField(primary_key=True, max_length=24)
    size = models.PositiveBigIntegerField(default=0)


class Node(models.Model):
    """The hash of a complete subtree over ``2 ** level`` leaves, the ``index``-th of its size."""

    shard = models.CharField(max_length=24)
    level = models.PositiveSmallIntegerField()
    index = models.PositiveBigIntegerField()
    hash = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shard", "level", "index"], name="node_has_one_place"),
            models.CheckConstraint(condition=Q(level__gte=1), name="node_is_above_the_leaves"),
        ]


class Checkpoint(models.Model):
    """The root over the first ``size`` entries, signed. ``note`` is the signed text that anyone may keep."""

    shard = models.CharField(max_length=24)
    size = models.PositiveBigIntegerField()
    root = models.BinaryField()
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shard", "size"], name="checkpoint_of_a_size_is_one"),
            models.CheckConstraint(condition=Q(size__gte=1), name="checkpoint_is_over_something"),
        ]
