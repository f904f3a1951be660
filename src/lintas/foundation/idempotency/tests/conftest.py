from collections.abc import Callable
from uuid import UUID, uuid4

import pytest
from django.test import Client

from lintas.foundation.idempotency.tests import pages
from lintas.foundation.outbox.models import Event


@pytest.fixture
def house(settings) -> None:
    """Serve only the pages of these tests."""
    settings.ROOT_URLCONF = "lintas.foundation.idempotency.tests.pages"
    settings.MIDDLEWARE = pages.MIDDLEWARE


@pytest.fixture
def browser(house, settings) -> Callable[[], Client]:
    """Make a browser that has seen a form, and so holds a form cookie."""

    def make() -> Client:
        client = Client(raise_request_exception=False)
        client.cookies[settings.CSRF_COOKIE_NAME] = uuid4().hex
        return client

    return make


@pytest.fixture
def effects(db) -> Callable[[UUID], int]:
    """Count how often the thing was done."""
    return lambda thing: Event.objects.filter(name="idempotency_tests.thing_done", subject=thing).count()
