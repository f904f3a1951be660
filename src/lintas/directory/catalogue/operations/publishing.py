"""Publishing: versions of rules and tariffs, and values of parameters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.catalogue import models
from lintas.directory.catalogue.events import ParameterSet, PolicyPublished, PolicyTookEffect
from lintas.directory.catalogue.queries import UnknownParameter, UnknownService, today
from lintas.directory.catalogue.remembering import changing
from lintas.directory.catalogue.rules.compiling import hash_of
from lintas.directory.catalogue.rules.values import read_value
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish

ONE_DAY = timedelta(days=1)


class TariffIsPublished(DomainError):
    """The fee has another price from that very day."""

    code = "catalogue.tariff_is_published"
    text = _("Tarif %(fee)s mulai %(since)s sudah terbit dan tidak dapat diubah. Terbitkan tarif baru mulai hari lain.")


class TariffOutOfOrder(DomainError):
    """A tariff would begin before one that is published already."""

    code = "catalogue.tariff_out_of_order"
    text = _("Tarif %(fee)s sudah terbit untuk waktu setelah %(since)s. Tarif baru harus mulai sesudahnya.")


class ParameterInThePast(DomainError):
    """The value would hold for days that are over."""

    code = "catalogue.parameter_in_the_past"
    text = _("Nilai baru paling cepat berlaku hari ini. Pilih tanggal hari ini atau sesudahnya.")


@dataclass(frozen=True, slots=True)
class Published:
    """Which version holds the document now, and whether it is new."""

    policy_id: UUID
    is_new: bool


@transaction.atomic
def publish_policy(
    *, service_key: str, document: Mapping[str, Any], effective_from: date, by: str, at: datetime
) -> Published:
    """
    Publish the document as the next version of the service's rules; the same document again changes nothing.

    The first version begins on ``effective_from``. A later one begins at the earliest on the day
    of ``at``, and on a day after the version before it: rules do not change for days that are over.

    :raises UnknownService: there is no such service.
    """
    try:
        service = models.Service.objects.select_for_update().get(key=service_key)
    except models.Service.DoesNotExist:
        raise UnknownService from None
    newest = service.policies.order_by("-number").first()
    content_hash = hash_of(document)
    if newest and newest.content_hash == content_hash:
        return Published(policy_id=newest.id, is_new=False)

    begins = effective_from
    if newest:
        begins = max(effective_from, today(at), newest.effective_from + ONE_DAY)
        service.policies.filter(id=newest.id).update(effective_to=begins - ONE_DAY)
    policy = models.Policy.objects.create(
        service=service,
        number=newest.number + 1 if newest else 1,
        effective_from=begins,
        document=document,
        content_hash=content_hash,
        confidence=document["conf"],
        published_at=at,
        published_by=by,
    )
    changing()
    publish(
        PolicyPublished(
            subject=policy.id,
            service_key=service_key,
            version=policy.number,
            effective_from=begins,
            supersedes=newest.id if newest else None,
        ),
        by=by,
        at=at,
    )
    return Published(policy_id=policy.id, is_new=True)


@transaction.atomic
def announce_policies(*, by: str, at: datetime) -> int:
    """Tell of every version whose first day has come and that was not announced; return how many."""
    due = (
        models.Policy.objects.select_for_update(of=("self",))
        .select_related("service")
        .filter(announced_at=None, effective_from__lte=today(at))
        .order_by("effective_from", "number")
    )
    announced = list(due)
    for policy in announced:
        publish(
            PolicyTookEffect(
                subject=policy.id,
                service_key=policy.service.key,
                version=policy.number,
                effective_from=policy.effective_from,
            ),
            by=by,
            at=at,
        )
    models.Policy.objects.filter(id__in=[policy.id for policy in announced]).update(announced_at=at)
    return len(announced)


@transaction.atomic
def publish_tariff(
    *,
    fee_id: str,
    name: Mapping[str, str],
    amount: int,
    currency: str,
    effective_from: date,
    effective_to: date | None,
    basis: str,
    confidence: str,
    note: str = "",
) -> bool:
    """
    Publish what the fee costs from ``effective_from`` on; the same again changes nothing. Return whether it is new.

    An open version before it ends on the day before. ``amount`` is in whole units of ``currency``.

    :raises TariffIsPublished: another price is published from that day.
    :raises TariffOutOfOrder: a later version is published already.
    """
    same_day = models.TariffVersion.objects.filter(fee_id=fee_id, effective_from=effective_from).first()
    if same_day:
        if (same_day.amount, same_day.currency, same_day.basis) != (amount, currency, basis):
            raise TariffIsPublished(fee=fee_id, since=effective_from)
        return False
    if models.TariffVersion.objects.filter(fee_id=fee_id, effective_from__gt=effective_from).exists():
        raise TariffOutOfOrder(fee=fee_id, since=effective_from)
    models.TariffVersion.objects.filter(fee_id=fee_id, effective_to=None).update(effective_to=effective_from - ONE_DAY)
    models.TariffVersion.objects.create(
        fee_id=fee_id,
        name_id=name["id"],
        name_en=name["en"],
        amount=amount,
        currency=currency,
        effective_from=effective_from,
        effective_to=effective_to,
        basis=basis,
        confidence=confidence,
        note=note,
    )
    changing()
    return True


@transaction.atomic
def set_parameter(
    *,
    name: str,
    office_code: str,
    value: str,
    confidence: str,
    note: str,
    effective_from: date,
    by: str,
    at: datetime,
) -> bool:
    """
    Let the parameter have the value from ``effective_from`` on, for one office or, with ``""``, for all.

    ``value`` is written in the parameter's unit. Return whether anything changed. A value that has
    not yet begun may be replaced; those of earlier days stay.

    :raises UnknownParameter: no parameter of this name is in the catalogue.
    :raises UnreadableValue: the text is not a value of its unit.
    :raises ParameterInThePast: ``effective_from`` is before the day of ``at``.
    """
    pattern = models.Parameter.objects.filter(name=name).order_by("-effective_from").first()
    if pattern is None:
        raise UnknownParameter(name)
    read_value(value, pattern.unit)
    if effective_from < today(at):
        raise ParameterInThePast
    own = models.Parameter.objects.filter(name=name, office_code=office_code, effective_from__lte=effective_from)
    newest = own.order_by("-effective_from").first()
    if newest and newest.value == value:
        return False
    row, _created = models.Parameter.objects.update_or_create(
        name=name,
        office_code=office_code,
        effective_from=effective_from,
        defaults={
            "text_id": pattern.text_id,
            "text_en": pattern.text_en,
            "value": value,
            "unit": pattern.unit,
            "confidence": confidence,
            "note": note,
        },
    )
    changing()
    publish(
        ParameterSet(subject=row.id, office=office_code, parameter=name, value=value, effective_from=effective_from),
        by=by,
        at=at,
    )
    return True
