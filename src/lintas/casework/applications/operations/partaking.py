"""Taking part in a public draw with a draft, alone or with other drafts that one has opened."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from lintas.casework.applications import queries, states
from lintas.casework.applications.models import Application
from lintas.casework.applications.operations import moving
from lintas.foundation.errors import DomainError
from lintas.visit.draws import operations as draws
from lintas.visit.draws import queries as rounds
from lintas.visit.draws.operations import Comer
from lintas.visit.draws.states import Pool, ShownBy


class NotThisDraw(DomainError):
    """The draw is of another point, service or class than the draft."""

    code = "applications.not_this_draw"
    text = _("Undian ini untuk layanan, kelas, atau titik layanan lain. Pilih undian dari langkah jadwal.")
    status = 422


@transaction.atomic
def enter_draw(
    *,
    draw_id: UUID,
    application_ids: Sequence[UUID],
    wants: Sequence[str],
    assisted: bool = False,
    by: str,
    at: datetime,
) -> tuple[UUID, ...]:
    """
    Enter the drafts, of whom all get places in one session or none; return the entries' ids, the first draft's first.

    :raises IdentityNotShown: one of them was not shown to be who they say. :raises NotThisDraw: :raises ActionNotAllowed:
    :raises WindowNotOpen: :raises AlreadyEntered: :raises WantsNotFit: :raises HouseholdTooLarge: :raises NoSuchDraw:
    """
    found = rounds.draw(draw_id)
    if found is None:
        raise draws.NoSuchDraw
    # In the order of their ids, so that two who enter together with each other never lock each other up.
    locked = {one: moving.locked(one) for one in sorted(set(application_ids))}
    applications = [locked[one] for one in dict.fromkeys(application_ids)]
    for application in applications:
        if application.state not in states.EDITABLE:
            raise states.ActionNotAllowed(state=states.State(application.state).label)
        if not _fits(application, found, pool=applications[0].queue_class):
            raise NotThisDraw
    comers = [_comer(application) for application in applications]
    pool = Pool(applications[0].queue_class)
    return draws.enter(draw_id=draw_id, comers=comers, pool=pool, wants=wants, assisted=assisted, by=by, at=at)


@transaction.atomic
def leave_draw(*, draw_id: UUID, application_id: UUID, by: str, at: datetime) -> None:
    """
    Take the draft out of the draw while its window is open; others of its household stay in.

    :raises NoSuchEntry: :raises WindowNotOpen:
    """
    entry = rounds.entry_of(draw_id, subject=application_id)
    if entry is None:
        raise draws.NoSuchEntry
    draws.withdraw(entry_id=entry.id, by=by, at=at)


def _fits(application: Application, found: rounds.DrawInfo, *, pool: str) -> bool:
    return (
        (application.point_id, application.service_key) == (found.point_id, found.service_key)
        and application.queue_class == pool
        and pool in Pool.values
    )


def _comer(application: Application) -> Comer:
    shown = queries.identity_of(application.id, person_id=application.person_id)
    if shown.state != queries.Identity.SHOWN:
        raise draws.IdentityNotShown
    by = ShownBy.DESK if shown.at_a_desk else ShownBy.REGISTRY
    return Comer(application.person_id, by, subject=application.id)
