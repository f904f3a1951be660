"""What tests of the pages need beside a furnished house."""

import pytest

from lintas.casework.applications import handlers, telling
from lintas.casework.applications.tests.collector import collects
from lintas.casework.applications.tests.desk import Desks
from lintas.casework.applications.tests.phone import PICTURES, Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.documents import operations as uploads
from lintas.foundation import clock


@pytest.fixture
def time_is(monkeypatch, now):
    """The house's clock stands at the test's moment; call it to move on."""
    moment = {"at": now}
    monkeypatch.setattr(clock, "now", lambda: moment["at"])

    def move_to(at):
        moment["at"] = at

    return move_to


@pytest.fixture
def clean_pictures(monkeypatch):
    """Let every file be a small picture: how files are cleaned is tested with the documents."""
    monkeypatch.setattr(uploads, "make_harmless", lambda content: PICTURES)


@pytest.fixture
def phone(house, time_is, clean_pictures) -> Phone:
    """A citizen's phone on a Tuesday morning, 09.00 WIB."""
    return Phone()


@pytest.fixture
def walk(house, now, monkeypatch) -> Walk:
    """A case whose moment is also the house's."""
    walk = Walk(point=house, at=now)
    monkeypatch.setattr(clock, "now", lambda: walk.at)
    return walk


@pytest.fixture
def desks(house, walk) -> Desks:
    """Officers of the house's point, at work at the moment of the walk."""
    return Desks(point=house)


@pytest.fixture
def no_messages(monkeypatch):
    """Nobody is sent anything."""
    monkeypatch.setattr(telling.messaging, "send", lambda **message: None)


@pytest.fixture
def owner(walk) -> Walk:
    """A case whose book is on the shelf, on the Monday after, 09.00."""
    return collects(walk)


@pytest.fixture
def told_news(monkeypatch):
    """The news that were told, in their order."""
    news = []
    tell = handlers.tell
    monkeypatch.setattr(handlers, "tell", lambda **said: news.append(said["news"]) or tell(**said))
    return news
