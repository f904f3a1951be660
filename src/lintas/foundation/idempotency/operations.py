"""Claim an act, keep its reply, forget replies."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _

from lintas.foundation import rows
from lintas.foundation.errors import DomainError
from lintas.foundation.idempotency import sealing
from lintas.foundation.idempotency.models import Reply

KEEP_REPLIES = timedelta(days=7)
"""How long an act may be sent again and still gets its first answer: security.md, "Idempotency"."""

LARGEST_REPLY = 256 * 1024

_LOCK_NOT_AVAILABLE = "55P03"


class KeyMissing(DomainError):
    """The request does not say which act it is."""

    code = "idempotency.key_missing"
    status = 400
    text = _(
        "Kiriman ini tidak lengkap sehingga belum diproses. Muat ulang halaman sebelumnya, lalu kirim sekali lagi."
    )


class StillRunning(DomainError):
    """The same act is being worked on at this moment."""

    code = "idempotency.still_running"
    status = 409
    text = _(
        "Kiriman Anda yang pertama masih diproses. Tunggu beberapa detik, lalu muat ulang halaman ini. "
        "Anda tidak perlu mengisi ulang."
    )


class OtherBody(DomainError):
    """The key was used for something else."""

    code = "idempotency.other_body"
    status = 422
    text = _(
        "Formulir ini sudah pernah dikirim dengan isian yang berbeda. Kiriman yang pertama tetap berlaku. "
        "Untuk mengubahnya, buka kembali halaman formulir lalu kirim dari sana."
    )


class ReplyTooLarge(ValueError):
    """The view answers an act with more than we keep; it should redirect instead."""


def claim(*, row: UUID, fingerprint: str, at: datetime) -> bool:
    """
    Take the act for this transaction; False says that it was done before.

    Waits while another transaction has taken it, as long as the database's lock timeout. One statement.
    """
    taken = rows.insert(
        Reply,
        ("id", "fingerprint", "sealed", "made_at"),
        [(row, fingerprint, b"", at)],
        on_conflict="(id) DO NOTHING",
        returning=("id",),
    )
    return bool(taken)


def keep(content: bytes, *, row: UUID, key: UUID) -> None:
    """Seal the reply of an act that this transaction has taken. :raises ReplyTooLarge: more than LARGEST_REPLY."""
    if len(content) > LARGEST_REPLY:
        raise ReplyTooLarge(len(content))
    Reply.objects.filter(id=row).update(sealed=sealing.seal(content, key=key, row=row))


def kept(*, row: UUID, fingerprint: str, key: UUID) -> bytes:
    """Return the reply to an act done before. :raises OtherBody: the request was another one then."""
    reply = Reply.objects.get(id=row)
    if reply.fingerprint != fingerprint:
        raise OtherBody
    return sealing.unseal(bytes(reply.sealed), key=key, row=row)


def forget_replies(*, at: datetime) -> int:
    """Delete the replies that are older than we promise; return how many."""
    deleted, _models = Reply.objects.filter(made_at__lt=at - KEEP_REPLIES).delete()
    return deleted


def is_lock_timeout(refusal: OperationalError) -> bool:
    """
    Say whether the database gave up waiting for the lock of one row: that of the same act.

    SQLite locks as a whole, so that its refusal says nothing about this act.
    """
    return getattr(refusal.__cause__, "sqlstate", None) == _LOCK_NOT_AVAILABLE
