"""Cases to look at and to book for, each open in a browser session of its own."""

from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from benchmarks.inside.prepare import POINT
from lintas.casework.applications import operations
from lintas.casework.applications.rush import permits
from lintas.casework.applications.tests.walk import IDENTITY, Walk
from lintas.directory.offices import queries as offices
from lintas.directory.people import gate
from lintas.foundation import clock
from lintas.foundation.access import Level


def cases(*, count: int, name: str, first: int = 0) -> dict[str, Any]:
    """
    Walk as many cases to a booked appointment; return session and address of the page called ``name``.

    Their people are numbered from ``first`` on: one person has one running case.
    """
    point = offices.point(slug=POINT)
    found = []
    for number in range(first, first + count):
        code = f"820{number:012}"
        found.append(_person(number, point).submit().code(code).pay(number=code, ntpn=f"N{number:015}"))
    return _opened([_known(walk) for walk in found], name)


def filled(*, count: int, name: str, first: int = 0) -> dict[str, Any]:
    """Fill in as many drafts up to the last step, a place held for each."""
    point = offices.point(slug=POINT)
    found = [_person(number, point).fill().place() for number in range(first, first + count)]
    return _opened([_known(walk) for walk in found], name)


def drafts(*, count: int, name: str) -> dict[str, Any]:
    """Begin as many drafts whose place is still to be chosen."""
    point = offices.point(slug=POINT)
    found = []
    for _ in range(count):
        started = operations.start_application(service_key="passport.renew.standard", point_id=point.id, at=clock.now())
        found.append((started.reference, started.application_id, started.person_id))
    return _opened(found, name)


def _person(number: int, point: offices.PointInfo) -> Walk:
    return Walk(point=point, at=clock.now(), identity={**IDENTITY, "nik": f"99990157059{number:05}"})


def _known(walk: Walk) -> tuple[str, UUID, UUID]:
    return walk.case.reference, walk.id, walk.started.person_id  # type: ignore[union-attr]


def _opened(found: list[tuple[str, UUID, UUID]], name: str) -> dict[str, Any]:
    try:
        paths = [reverse(name, kwargs={"reference": reference}) for reference, _, _ in found]
    except NoReverseMatch:
        return {"missing": f"there is no page called {name}"}
    return {
        "cookie": settings.SESSION_COOKIE_NAME,
        "form_cookie": settings.CSRF_COOKIE_NAME,
        "opened": [
            {"path": path, **_session(*case), "reference": case[0]} for path, case in zip(paths, found, strict=True)
        ],
    }


def _session(reference: str, application_id: UUID, person_id: UUID) -> dict[str, str]:
    """Open the case in a fresh browser session; return its key, and a permit that asks the browser for no work."""
    request: Any = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore()
    gate.open_case(request, reference, application_id, person_id, level=Level.FULL)
    request.session.save()
    key = str(request.session.session_key)
    return {"session": key, "permit": permits.permit_for(request.case, session_key=key, bits=0)}
