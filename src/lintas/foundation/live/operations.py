"""Touch topics, forget old touches."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection, models, transaction
from django.db.models.expressions import RawSQL

from lintas.foundation.live.models import Forgetting, Signal
from lintas.foundation.live.rules import checked_topics

KEEP_SIGNALS = timedelta(hours=2)
"""A page that was away for longer is simply told to look again."""

_POSITION = {
    "postgresql": "pg_current_xact_id()::text::bigint",
    "sqlite": "(SELECT coalesce(max(position), 0) + 1 FROM live_signal)",
}


def touch(*, topic: str, at: datetime) -> None:
    """
    Tell the pages that show the topic, ``kind:<uuid>``, that it has changed, once this transaction commits.

    One insert; waits for nobody.

    :raises NotATopic: the topic is of another shape.
    """
    touch_many(topics=[topic], at=at)


def touch_many(*, topics: Collection[str], at: datetime) -> None:
    """
    Tell of all of these topics, as `touch` does of one. One insert; none for none.

    :raises NotATopic: one is of another shape; then nothing is told.
    """
    for topic in topics:
        checked_topics([topic])
    if not topics:
        return
    when = connection.ops.adapt_datetimefield_value(at)
    places = ", ".join([f"(%s, {_POSITION[connection.vendor]}, %s)"] * len(topics))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO live_signal (topic, position, at) VALUES {places}",  # noqa: S608 (our own text)
            [value for topic in topics for value in (topic, when)],
        )


def forget_signals(*, at: datetime) -> int:
    """
    Delete old signals; return how many. The latest stays whatever its age.

    What was deleted is noted: a cursor from before it is told to look again.
    """
    with transaction.atomic():
        latest = Signal.objects.order_by("-position", "-id").values_list("id", flat=True)[:1]
        old = Signal.objects.filter(at__lt=at - KEEP_SIGNALS).exclude(id__in=list(latest))
        up_to = old.aggregate(up_to=models.Max("position"))["up_to"]
        if up_to is None:
            return 0
        deleted, _models = old.filter(position__lte=up_to).delete()
        Forgetting.objects.update_or_create(
            defaults={"up_to": up_to, "position": RawSQL(_POSITION[connection.vendor], ())}  # noqa: S611 (our own text)
        )
        return deleted
