"""Officers at the desk, for the tests of its pages."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.http import HttpRequest
from django.test import Client

from lintas.casework.applications.tests.walk import Walk
from lintas.directory.offices.queries import PointInfo
from lintas.directory.people import queries as persons
from lintas.directory.people import sessions
from lintas.directory.people.tests.factories import an_officer

EVERY_ROLE = (
    "loket",
    "biometrik",
    "pewawancara",
    "pemeriksa",
    "adjudikator",
    "kasi",
    "kakanim",
    "pencetak",
    "penyerah",
)


def case_url(walk: Walk, tail: str = "") -> str:
    """Return the address of the case's page at the desk, with what comes behind it."""
    return f"/petugas/kasus/{walk.case.reference}/{tail}"


def text(answer: Any) -> str:
    """Return the page with single spaces."""
    return " ".join(answer.content.decode().split())


@dataclass
class Desk:
    """One officer's browser."""

    client: Client
    officer: persons.OfficerInfo
    session_key: str

    def get(self, path: str, *, status: int = 200, language: str = "id") -> str:
        """Return the page as text with single spaces."""
        self.client.cookies["bahasa"] = language
        response = self.client.get(path)
        assert response.status_code == status, (path, response.status_code, response.content.decode()[-600:])
        return text(response)

    def post(self, path: str, **fields: Any) -> Any:
        """Send a form with a fresh key."""
        return self.client.post(path, {"once": str(uuid4()), **fields})

    def act(self, walk: Walk, where: str, **fields: Any) -> Any:
        """Send the form of an act on the case, as its screen shows it now."""
        return self.post(case_url(walk, f"{where}/"), seen=walk.case.version, **fields)


@dataclass
class Desks:
    """Officers of one place at work at the moment of a walk."""

    point: PointInfo
    made: dict[tuple[str, ...], Desk] = field(default_factory=dict)

    def sit(
        self, *roles: str, anew: bool = False, elsewhere: PointInfo | None = None, whole_office: bool = False
    ) -> Desk:
        """Return the browser of an officer with these roles; the same one each time unless ``anew``."""
        if roles in self.made and not anew and elsewhere is None and not whole_office:
            return self.made[roles]
        point = elsewhere or self.point
        name = f"{'-'.join(roles)[:20]}.{uuid4().hex[:6]}"
        officer = an_officer(name, roles=roles, office_id=point.office_id, point_id=None if whole_office else point.id)
        client = Client()
        request = HttpRequest()
        request.session = client.session
        sessions.begin(request, officer.account)
        request.session.save()
        client.cookies[settings.STAFF_SESSION_COOKIE_NAME] = request.session.session_key
        info = persons.officer(officer.account_id)
        assert info is not None
        desk = Desk(client, info, request.session.session_key)
        if elsewhere is None and not whole_office:
            self.made.setdefault(roles, desk)
        return desk
