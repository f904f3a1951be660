"""Calling for help silently, coming, and trying it."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.queries import OfficerInfo
from lintas.foundation.errors import DomainError
from lintas.foundation.live.operations import touch
from lintas.visit.alarms import queries
from lintas.visit.alarms.models import Alarm, Drill


class NoSuchAlarm(DomainError):
    """The office has no such open alarm."""

    code = "alarms.no_such_alarm"
    text = _("Panggilan itu sudah dijawab kepala lain. Muat ulang halaman ini.")


class DrillRuns(DomainError):
    """A drill runs already."""

    code = "alarms.drill_runs"
    text = _("Latihan sedang berjalan. Akhiri dahulu sebelum memulai yang baru.")


class NoDrill(DomainError):
    """No drill runs."""

    code = "alarms.no_drill"
    text = _("Tidak ada latihan yang sedang berjalan. Muat ulang halaman ini.")


def raise_alarm(*, officer: OfficerInfo, point_id: UUID | None, counter_id: UUID | None, at: datetime) -> None:
    """
    Call the heads of the officer's office; pressing again before somebody answers changes nothing.

    Neither an event nor a leaf of the ledger is written: both have pages that a visitor could watch.
    Source: our proposal (P).
    """
    try:
        with transaction.atomic():
            Alarm.objects.create(
                office_id=officer.office_id,
                point_id=point_id,
                counter_id=counter_id,
                officer_id=officer.id,
                drill=Drill.objects.filter(office_id=officer.office_id, ended_at__isnull=True).first(),
                raised_at=at,
            )
            touch(topic=queries.topic(officer.office_id), at=at)
    except IntegrityError:
        return


@transaction.atomic
def answer(*, alarm_id: UUID, head: OfficerInfo, at: datetime) -> None:
    """
    Say that the head is on the way; the officer who called reads it.

    :raises NoSuchAlarm: answered already, or of another office.
    """
    standing = Alarm.objects.filter(id=alarm_id, office_id=head.office_id, answered_at__isnull=True)
    if not standing.update(answered_by=head.id, answered_at=at):
        raise NoSuchAlarm
    caller = Alarm.objects.values_list("officer_id", flat=True).get(id=alarm_id)
    for topic in (queries.topic(head.office_id), queries.topic_of_officer(caller)):
        touch(topic=topic, at=at)


def start_drill(*, head: OfficerInfo, at: datetime) -> None:
    """Count alarms as a drill's from now on; heads come all the same. :raises DrillRuns: one runs already."""
    try:
        with transaction.atomic():
            Drill.objects.create(office_id=head.office_id, started_by=head.id, started_at=at)
            touch(topic=queries.topic(head.office_id), at=at)
    except IntegrityError:
        raise DrillRuns from None


@transaction.atomic
def end_drill(*, head: OfficerInfo, at: datetime) -> None:
    """End the drill. :raises NoDrill: none runs."""
    if not Drill.objects.filter(office_id=head.office_id, ended_at__isnull=True).update(ended_at=at):
        raise NoDrill
    touch(topic=queries.topic(head.office_id), at=at)
