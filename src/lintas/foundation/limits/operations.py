"""Count, and refuse what is too often."""

from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from lintas.foundation.errors import DomainError
from lintas.foundation.limits import rules
from lintas.foundation.limits.models import Bucket


class TooOften(DomainError):
    """The caller has done this as often as the window allows. ``retry_after`` is in whole seconds."""

    code = "limits.too_often"
    status = 429
    text = _("Terlalu banyak percobaan dalam waktu singkat. Silakan coba lagi dalam %(wait)s.")

    def __init__(self, *, retry_after: int) -> None:
        super().__init__(wait=_in_words(retry_after))
        self.retry_after = retry_after


def spend(*, kind: str, caller: str, limit: int, per: timedelta, at: datetime) -> None:
    """
    Count one more, and refuse when it is more than ``limit`` in this window of ``per``. One statement.

    ``kind`` is ``app.what``; ``caller`` whatever tells callers apart, kept only as a keyed hash. Many
    people share one network address: count by it only generously.
    In a transaction that is taken back the count is taken back too. Where failed attempts must count,
    use `limits.door.limited`, which counts before the act's transaction begins.

    :raises TooOften: with the seconds until the next window.
    """
    began_at = rules.window_start(at, per=per)
    ends_at = began_at + per
    name = "\0".join((kind, caller, began_at.isoformat(), str(per.total_seconds())))
    bucket = salted_hmac("lintas.foundation.limits", name, algorithm="sha256").hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO limits_bucket (id, spent, ends_at) VALUES (%s, 1, %s)"
            " ON CONFLICT (id) DO UPDATE SET spent = limits_bucket.spent + 1 RETURNING spent",
            [bucket, connection.ops.adapt_datetimefield_value(ends_at)],
        )
        spent = cursor.fetchone()[0]
    if spent > limit:
        raise TooOften(retry_after=max(1, -(-(ends_at - at) // timedelta(seconds=1))))


def forget_windows(*, at: datetime) -> int:
    """Delete the counts of windows that are over; return how many."""
    deleted, _models = Bucket.objects.filter(ends_at__lte=at).delete()
    return deleted


def _in_words(seconds: int) -> str:
    """Return the time to wait, rounded up to what one would say."""
    if seconds < 60:
        return ngettext("%(count)d detik", "%(count)d detik", seconds) % {"count": seconds}
    minutes = -(-seconds // 60)
    if minutes < 60:
        return ngettext("%(count)d menit", "%(count)d menit", minutes) % {"count": minutes}
    hours = -(-minutes // 60)
    return ngettext("%(count)d jam", "%(count)d jam", hours) % {"count": hours}
