"""Confirming: an office says that a value marked as unsure is right."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue import models
from lintas.directory.catalogue.events import ValueConfirmed
from lintas.directory.catalogue.unsure import to_be_confirmed
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class NothingToConfirm(DomainError):
    """There is no such unsure value, or it has changed since it was shown."""

    code = "catalogue.nothing_to_confirm"
    text = _("Data ini tidak perlu dikonfirmasi, atau nilainya sudah berubah. Muat ulang daftar.")


@transaction.atomic
def confirm_value(*, item: str, value_hash: str, office_code: str, decree: str, by: str, at: datetime) -> None:
    """
    Record that the office confirms the value, by which decree. Confirming twice changes nothing.

    It speaks of the value that was shown (``value_hash``): when the value changes, it is unsure again.

    :raises NothingToConfirm: there is no such unsure value, or not with this content.
    """
    if not any(unsure.item == item and unsure.value_hash == value_hash for unsure in to_be_confirmed()):
        raise NothingToConfirm
    approval, is_new = models.Approval.objects.get_or_create(
        item=item,
        value_hash=value_hash,
        office_code=office_code,
        defaults={"decree": decree, "approved_by": by, "approved_at": at},
    )
    if is_new:
        publish(ValueConfirmed(subject=approval.id, office=office_code, item=item), by=by, at=at)
