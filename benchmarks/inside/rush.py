"""A crowd before the step where a place is chosen: thousands of drafts, each open in a browser session of its own."""

import copy
import secrets
import time
from collections.abc import Iterator
from importlib import import_module
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.db.models import Count
from django.http import HttpRequest
from django.urls import reverse

from benchmarks.inside.prepare import POINT
from benchmarks.statements import SLOTS, slot_id
from lintas.casework.applications import operations
from lintas.casework.applications.models import Application
from lintas.casework.applications.rush import permits
from lintas.directory.offices import queries as offices
from lintas.directory.people.gate import CaseAccess, open_case
from lintas.foundation import clock, ids
from lintas.foundation.access import Level
from lintas.foundation.outbox.models import Event, Subject
from lintas.visit.appointments.models import Appointment, AppointmentStep, Slot

AT_ONCE = 1_000
EARLIER = 20_000
"""Visits of the days before: no database is empty when a rush comes, and none plans for an empty one."""


def crowd(*, count: int) -> dict[str, Any]:
    """
    Begin one draft in the ordinary way and copy it; return the address and the session of each copy.

    The work of browsers is theirs, not the house's: the permits ask for none, and the house looks at it all the same.
    """
    point = offices.point(slug=POINT)
    first = operations.start_application(service_key="passport.renew.standard", point_id=point.id, at=clock.now())
    draft = Application.objects.get(id=first.application_id)
    store = import_module(settings.SESSION_ENGINE).SessionStore
    opened, kept, more = _opened(draft)
    references, found = _references(point.prefix, count), []
    for start in range(0, count, AT_ONCE):
        copies, sessions = [], []
        for _ in range(start, min(count, start + AT_ONCE)):
            one = copy.copy(draft)
            one.id, one.person_id, one.reference = ids.new_id(), uuid4(), next(references)
            copies.append(one)
            token = secrets.token_urlsafe(32)
            # Seen a little later than now: no session is noted as still open while the crowd is at the door.
            case = [str(one.id), str(one.person_id), int(time.time()) + 600, *more]
            sessions.append(store(token).create_model_instance({kept: {one.reference: case}}))
            access = CaseAccess(one.reference, one.id, one.person_id, opened.level, opened.marks)
            permit = permits.permit_for(access, session_key=token, bits=0)
            found.append([reverse("applications:place", kwargs={"reference": one.reference}), token, permit])
        Application.objects.bulk_create(copies)
        Subject.objects.bulk_create(Subject(id=one.id, last_position=1) for one in copies)
        Session.objects.bulk_create(sessions)
    _earlier_visits()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return {"cookie": settings.SESSION_COOKIE_NAME, "form_cookie": settings.CSRF_COOKIE_NAME, "opened": found}


def _references(prefix: str, count: int) -> Iterator[str]:
    """Return as many that differ: of a hundred thousand made at once two may well be the same."""
    known: set[str] = set()
    while len(known) < count:
        known.add(ids.new_reference(prefix))
    return iter(known)


def _opened(draft: Application) -> tuple[CaseAccess, str, list[Any]]:
    """Open the draft in a browser; return that, how its session names what is open, and what it keeps beside the ids."""
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    open_case(request, draft.reference, draft.id, draft.person_id, level=Level.FULL)
    [(name, cases)] = dict(request.session).items()
    return request.case, name, cases[draft.reference][3:]


def _earlier_visits() -> None:
    slot = Slot.objects.get(id=UUID(slot_id(SLOTS - 1)))
    for _ in range(0, EARLIER, AT_ONCE):
        visits = [
            Appointment(
                id=ids.new_id(),
                slot=slot,
                subject=uuid4(),
                person_id=uuid4(),
                service_key="passport.renew.standard",
                state="served",
                made_at=slot.starts_at,
                checked_in_at=slot.starts_at,
            )
            for _ in range(AT_ONCE)
        ]
        Appointment.objects.bulk_create(visits)
        AppointmentStep.objects.bulk_create(
            AppointmentStep(
                appointment=one, slot=slot, action="serve", to_state="served", by="officer:x", at=one.made_at
            )
            for one in visits
        )
    Slot.objects.filter(id=slot.id).update(taken=EARLIER)


def set_room(*, slot: int, room: int) -> None:
    """Let the session have ``room`` places beside those that are taken."""
    one = Slot.objects.get(id=UUID(slot_id(slot)))
    Slot.objects.filter(id=one.id).update(capacity=one.taken + room)


def books() -> dict[str, int]:
    """Return how many places are counted and how many are there, with what must stand beside each of them."""
    held = Appointment.objects.counting_as_taken().exclude(state="served")
    last = UUID(slot_id(SLOTS - 1))  # where the earlier visits are
    counted = {str(slot.id): slot.taken for slot in Slot.objects.filter(taken__gt=0).exclude(id=last)}
    there = {str(row["slot"]): row["n"] for row in held.values("slot").annotate(n=Count("id"))}
    return {
        "held": held.count(),
        "counted otherwise": sum(counted.get(slot, 0) != there.get(slot, 0) for slot in {*counted, *there}),
        "journal": AppointmentStep.objects.filter(action="hold").count(),
        "events": Event.objects.filter(name="appointments.place_held").count(),
    }
