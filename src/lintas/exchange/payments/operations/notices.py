"""The inbox: genuine notices are kept first and understood later."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from lintas.exchange.payments.adapters import simponi
from lintas.exchange.payments.events import NoticeArrived
from lintas.exchange.payments.models import Notice
from lintas.exchange.payments.operations.receiving import record_payment
from lintas.foundation.outbox.operations import publish

BY = "partner:simponi"


class NoticeCopied(Exception):
    """The message was sent before with the very same nonce: somebody repeats what they overheard."""


@transaction.atomic
def accept_notice(*, event_id: str, nonce: str, body: bytes, at: datetime) -> bool:
    """
    Keep a verified notice, raw; return False when its event is known already.

    :raises NoticeCopied: the nonce was used before.
    """
    try:
        with transaction.atomic():
            notice = Notice.objects.create(
                provider=simponi.PROVIDER, event_id=event_id, nonce=nonce, body=body, received_at=at
            )
    except IntegrityError:
        if Notice.objects.filter(provider=simponi.PROVIDER, nonce=nonce).exists():
            raise NoticeCopied from None
        return False
    publish(NoticeArrived(subject=notice.id), by=BY, at=at)
    return True


@transaction.atomic
def record_notice(*, notice_id: UUID, at: datetime) -> None:
    """
    Record the payment that a kept notice tells of; safe to repeat.

    :raises ContradictingNotice: see `record_payment`.
    """
    notice = Notice.objects.get(id=notice_id)
    _, payment = simponi.read_notice(bytes(notice.body))
    record_payment(payment, by=BY, at=at)
    Notice.objects.filter(id=notice_id, handled_at=None).update(handled_at=at)
