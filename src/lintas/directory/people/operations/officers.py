"""Officers: who may sign in, and what they are at which office."""

from datetime import date, datetime
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from lintas.directory.people.events import AssignmentEnded, OfficerCreated, OfficerDisabled, RoleAssigned
from lintas.directory.people.models import Account, Assignment, Officer
from lintas.directory.people.operations.passwords import refuse_weak
from lintas.directory.people.states import Role
from lintas.foundation.errors import DomainError
from lintas.foundation.outbox.operations import publish


class NameTaken(DomainError):
    """The sign-in name, alias or staff number belongs to somebody."""

    code = "people.name_taken"
    text = _("Nama pengguna, nama panggilan layanan, atau nomor pegawai ini sudah dipakai. Pilih yang lain.")


class UnknownOfficer(DomainError):
    """No officer or assignment has this id."""

    code = "people.unknown_officer"
    text = _("Petugas atau penugasan ini tidak ada. Muat ulang daftar petugas, lalu pilih kembali.")
    status = 404


class ServesElsewhere(DomainError):
    """The officer still has a role at another office or point in these days."""

    code = "people.serves_elsewhere"
    text = _("Petugas ini masih bertugas di kantor atau titik layanan lain. Akhiri dahulu penugasan di sana.")


class SelfAppointment(DomainError):
    """Nobody gives a role to themselves."""

    code = "people.self_appointment"
    text = _("Anda tidak dapat memberi peran kepada diri sendiri. Mintalah pejabat lain.")
    status = 403


class RoleHeld(DomainError):
    """The officer has this role already, without an end."""

    code = "people.role_held"
    text = _("Petugas ini sudah memiliki peran tersebut. Akhiri dahulu penugasan yang lama.")


def create_officer(
    *, username: str, password: str, alias: str, staff_number: str, by: str, at: datetime, hashed: str = ""
) -> UUID:
    """
    Make a sign-in and the officer behind it; return the officer's id. The officer may do nothing yet.

    ``hashed`` is the password's hash where it was computed before, as for many at once.

    :raises PasswordTooWeak: the password is short or well known.
    :raises NameTaken: one of the names is in use.
    """
    refuse_weak(password)
    try:
        with transaction.atomic():
            account = Account(username=username.strip().lower(), password=hashed or make_password(password))
            account.save(force_insert=True)
            officer = Officer.objects.create(account=account, alias=alias, staff_number=staff_number, created_at=at)
            publish(OfficerCreated(subject=officer.id), by=by, at=at)
    except IntegrityError as failure:
        raise NameTaken from failure
    return officer.id


@transaction.atomic
def assign_role(
    *,
    officer_id: UUID,
    role: str,
    office_id: UUID,
    point_id: UUID | None = None,
    from_on: date,
    to_on: date | None = None,
    by: str,
    at: datetime,
) -> UUID:
    """
    Give the officer a role at the office, or at one of its points, between two days inclusive.

    An officer serves one place at a time, a point or the whole office: roles never add up across places.

    :raises UnknownOfficer: there is no such officer.
    :raises SelfAppointment: the officer is the one who asks.
    :raises ServesElsewhere: a role at another office or point has not ended by then.
    :raises RoleHeld: the officer already has this role without an end.
    """
    officer = Officer.objects.select_for_update().filter(id=officer_id).first()
    if officer is None:
        raise UnknownOfficer
    if by == f"officer:{officer_id}":
        raise SelfAppointment
    others = officer.assignments.exclude(office_id=office_id, point_id=point_id).exclude(to_on__lt=from_on)
    if to_on is not None:
        others = others.filter(from_on__lte=to_on)
    if others.exists():
        raise ServesElsewhere
    if officer.assignments.filter(role=role, to_on__isnull=True).exists():
        raise RoleHeld
    assignment = Assignment.objects.create(
        officer=officer,
        role=Role(role),
        office_id=office_id,
        point_id=point_id,
        from_on=from_on,
        to_on=to_on,
        appointed_by=by,
        appointed_at=at,
    )
    publish(RoleAssigned(subject=officer.id, assignment_id=assignment.id, role=assignment.role), by=by, at=at)
    return assignment.id


@transaction.atomic
def end_assignment(*, assignment_id: UUID, to_on: date, by: str, at: datetime) -> None:
    """
    Let the assignment hold until the day, inclusive; a day before its first takes it away wholly.

    :raises UnknownOfficer: there is no such assignment.
    """
    assignment = Assignment.objects.select_for_update().filter(id=assignment_id).first()
    if assignment is None:
        raise UnknownOfficer
    if to_on < assignment.from_on:
        assignment.delete()
    else:
        assignment.to_on = to_on
        assignment.save(update_fields=["to_on"])
    publish(AssignmentEnded(subject=assignment.officer_id, assignment_id=assignment_id), by=by, at=at)


@transaction.atomic
def disable_officer(*, officer_id: UUID, by: str, at: datetime) -> None:
    """
    Take the sign-in away; the next request of any open session finds itself signed out.

    :raises UnknownOfficer: there is no such officer.
    """
    if not Account.objects.filter(officer=officer_id).update(is_active=False):
        raise UnknownOfficer
    publish(OfficerDisabled(subject=officer_id), by=by, at=at)
