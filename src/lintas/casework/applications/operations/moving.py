"""How every step of a case is taken: lock, look, move, write it into the journal, tell."""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import states
from lintas.casework.applications.events import ApplicationAdvanced
from lintas.casework.applications.models import Application, Pause, Step
from lintas.casework.applications.operations.sealing import seal_into
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.offices import queries as offices
from lintas.directory.people.queries import OfficerInfo
from lintas.exchange.payments import operations as payments
from lintas.foundation.errors import DomainError
from lintas.foundation.ids import new_id
from lintas.foundation.live import operations as live
from lintas.foundation.outbox.operations import publish

CLOCK_STARTS = frozenset({states.Action.INTERVIEW_OK, states.Action.DOUBT})


class ReasonMissing(DomainError):
    """A step that needs a reason was given none."""

    code = "applications.reason_missing"
    text = _("Pilih alasannya dahulu; alasan ini dicatat dan disampaikan kepada pemohon.")
    status = 422


class CaseMovedOn(DomainError):
    """Somebody else moved the case after this screen was shown."""

    code = "applications.case_moved_on"
    text = _(
        "Permohonan ini baru saja diubah oleh petugas lain dan kini pada tahap “%(state)s”. "
        "Perubahan Anda belum disimpan. Muat ulang untuk melihat keadaan terbaru."
    )


class NotYourAct(DomainError):
    """The officer has not the role for this act, or works for another office."""

    code = "applications.not_your_act"
    text = _("Langkah ini bukan kewenangan peran Anda di kantor ini. Mintalah bantuan petugas yang berwenang.")
    status = 403


def locked(application_id: UUID, *, seen: int | None = None) -> Application:
    """
    Return the case, locked until the transaction ends.

    ``seen`` is the version that the acting person's screen showed.

    :raises CaseMovedOn: the case has moved since.
    """
    application = Application.objects.select_for_update(of=("self",)).get(id=application_id)
    if seen is not None and seen != application.version:
        raise CaseMovedOn(state=states.State(application.state).label)
    return application


def officer_acts(application: Application, officer: OfficerInfo, role: states.Role) -> str:
    """Return who acts, for the journal. :raises NotYourAct: the role is not the officer's at the case's office."""
    if role.value not in officer.roles or officer.office_id != application.office_id:
        raise NotYourAct
    if officer.point_id is not None and officer.point_id != application.point_id:
        raise NotYourAct
    return f"officer:{officer.id}"


def advance(
    application: Application,
    action: states.Action,
    *,
    by: str,
    at: datetime,
    reason: str = "",
    note: str = "",
    respond_by: datetime | None = None,
) -> Step:
    """
    Move the locked case along the arrow of the action and save it.

    ``reason`` is a code, ``note`` free text; both are sealed. ``respond_by`` is set when the
    case now waits for the person. What is still owed ends with the case: money that comes later is held.

    :raises ActionNotAllowed: the action does not leave the case's state.
    """
    row = states.transition(states.State(application.state), action)
    source = application.state
    application.state = row.target
    application.state_since = at
    application.version += 1
    application.respond_by = respond_by
    if action in CLOCK_STARTS and application.clock_started_at is None:
        application.clock_started_at = at
    _keep_time(application, source=source, at=at)
    application.save()
    if row.target in states.FINAL:
        # Before the step is told of: a payment that arrives now holds the bill, and waits to tell.
        with suppress(payments.NoOpenBill):
            payments.withdraw_bill(subject=application.id, by=by, at=at)
    step = Step(
        id=new_id(),
        application=application,
        number=application.steps.count() + 1,
        transition=row.id,
        source=source,
        target=row.target,
        by=by,
        role=row.role,
        at=at,
    )
    seal_into(step, **{name: text for name, text in {"reason": reason, "note": note}.items() if text})
    step.save(force_insert=True)
    why = "\n".join(part for part in (reason, note) if part)
    publish(
        ApplicationAdvanced(
            subject=application.id,
            office=application.office_code,
            transition=row.id,
            source=source,
            target=row.target,
            step_id=step.id,
            point_id=application.point_id,
        ),
        by=by,
        at=at,
        detail=why,
        owner=application.person_id if why else None,
    )
    live.touch(topic=f"case:{application.id}", at=at)
    if application.point_id:
        live.touch(topic=f"desk:{application.point_id}", at=at)
    return step


class AtPoint(Protocol):
    """A case, or what was looked at of it."""

    @property
    def office_code(self) -> str: ...

    @property
    def point_id(self) -> UUID | None: ...


def local_day(application: AtPoint, at: datetime) -> date:
    """Return the calendar day at the case's point; without one yet, the day in Western Indonesia."""
    if application.point_id is None:
        return catalogue.today(at)
    return offices.calendar(point_id=application.point_id).local(at).date()


def duration(application: AtPoint, name: str, at: datetime) -> timedelta:
    """Return the office's setting of the duration on the day."""
    return catalogue.duration(name, office_code=application.office_code, on=local_day(application, at))


def _keep_time(application: Application, *, source: str, at: datetime) -> None:
    """Stop or resume the standard time, and compute the promised day anew."""
    if application.clock_started_at is None or application.point_id is None:
        return
    stood, stands = source in states.CLOCK_STANDS, application.state in states.CLOCK_STANDS
    if stood and not stands:
        Pause.objects.filter(application=application, ended_at__isnull=True).update(ended_at=at)
    if stands and not stood:
        Pause.objects.create(application=application, cause=application.state, started_at=at)
    standard = catalogue.policy(application.policy_id).standard_days
    if not standard:
        return
    application.due_on = offices.standard_clock(
        started_at=application.clock_started_at,
        stops=[offices.Pause(pause.started_at, pause.ended_at) for pause in application.pauses.all()],
        working_days=standard,
        calendar=offices.calendar(point_id=application.point_id),
    )
