"""Fixtures that every room's tests may use."""

import os
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

pytest_plugins = ["tests.browser", "tests.outside"]

NOW = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
GROUND: pytest.StashKey[Any] = pytest.StashKey()
EVERY_DATABASE = pytest.mark.django_db(databases=["default", "keys"])
EVERY_DATABASE_COMMITTING = pytest.mark.django_db(databases=["default", "keys"], transaction=True)


def vendor() -> str:
    """Return the kind of database that this run uses."""
    from django.db import connection

    return connection.vendor


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    Give tests that use a database both of them: the data and the key store apart from it.

    Leave out what belongs to the suite on the other database, which runs it. What uses no database cannot differ from
    one to the other: the suite on SQLite runs it.
    """
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if item.get_closest_marker("django_db"):
            continue
        if fixtures & {"transactional_db", "live_server"}:
            item.add_marker(EVERY_DATABASE_COMMITTING)
        elif "db" in fixtures:
            item.add_marker(EVERY_DATABASE)
    if hasattr(config, "workerinput"):
        _longest_first(config, items)
    elsewhere = {item for item in items if not _belongs_here(item)}
    if elsewhere:
        config.hook.pytest_deselected(items=sorted(elsewhere, key=lambda item: item.nodeid))
        items[:] = [item for item in items if item not in elsewhere]


def _longest_first(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Order files as workers begin them, so that none is left with a long one: houses of their own, then many tests."""
    of_file = Counter(item.path for item in items)
    houses = config.rootpath / "tests"
    items.sort(key=lambda item: (houses not in item.path.parents, -of_file[item.path], item.path))


def _belongs_here(item: pytest.Item) -> bool:
    if for_one := list(item.iter_markers("only_on")):
        return all(mark.args[0] == vendor() for mark in for_one)
    uses_one = item.get_closest_marker("django_db") or item.get_closest_marker("each_database")
    return uses_one is not None or vendor() == "sqlite"


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Make the databases once; from then on tests stand on one ground, and what they commit is cleared away quickly."""
    from django.test import TransactionTestCase

    from tests.emptying import empty_after
    from tests.ground import Ground

    TransactionTestCase._fixture_teardown = empty_after
    request.config.stash[GROUND] = ground = Ground(at=NOW)
    yield
    with django_db_blocker.unblock():
        ground.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture of the test: what it stands on."""
    from pytest_django.plugin import blocking_manager_key

    if ground := item.config.stash.get(GROUND, None):
        with item.config.stash[blocking_manager_key].unblock():
            ground.make_ready_for(item)


@pytest.fixture
def now() -> datetime:
    """Tuesday 24 November 2026, 09.00 WIB."""
    return NOW


@pytest.fixture
def seed() -> int:
    """
    Return what a storm's chance begins with: ``LINTAS_TEST_SEED``; without it a new one, with ``CI=true`` the same one.

    A landing is judged by what it changes and not by a die; everybody else's runs look for what the one seed misses.
    """
    fixed = os.environ.get("LINTAS_TEST_SEED") or ("20261124" if os.environ.get("CI") == "true" else "")
    return int(fixed) if fixed else random.SystemRandom().randrange(2**32)


@pytest.fixture
def deliver(db) -> Callable[..., int]:
    """Deliver every event that is due, and what follows from it, until nothing is left."""
    from lintas.foundation.outbox import operations

    return operations.deliver_all


@pytest.fixture(autouse=True)
def _nothing_remembered_from_another_test() -> None:
    """What is kept in memory for some seconds, and the language of the last page, must not reach the next test."""
    from django.core.cache import cache
    from django.utils import translation

    from lintas.casework.applications.rush import effort
    from lintas.config import sharing
    from lintas.directory.catalogue import remembering
    from lintas.directory.offices import queries
    from lintas.visit.appointments.queries import full, lately

    cache.clear()
    sharing.forget()
    queries.forget()
    remembering.forget()
    lately.forget()
    full.forget_full()
    effort.pot.fill()
    translation.activate("id")


@pytest.fixture(autouse=True)
def _no_witness_from_another_test() -> None:
    """What a test's ledger signed is taken back with it; the witness beside the database forgets it here."""
    from django.conf import settings

    shutil.rmtree(settings.VAR_DIR / "witness", ignore_errors=True)


@pytest.fixture
def house(request: pytest.FixtureRequest, db: None, now: datetime) -> Iterator[Any]:
    """Offices, catalogue, schedules and open slots; gives the point of Payakumbuh."""
    from lintas.directory.offices import queries
    from tests.house import forget, furnish

    if not request.config.stash[GROUND].is_laid:
        furnish(now)
    yield queries.point(slug="payakumbuh")
    forget()
