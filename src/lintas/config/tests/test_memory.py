"""A server's garbage collector: what was loaded is not searched again, and a circle is still found."""

import gc
import weakref

import pytest

from lintas.config.memory import YOUNG, settle


class Circle:
    def __init__(self):
        self.itself = self


@pytest.fixture
def settled():
    before = gc.get_threshold()
    settle()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


def test_what_is_loaded_stays_and_is_not_searched_again(settled):
    assert gc.get_freeze_count() > 100_000
    assert gc.get_threshold()[0] == YOUNG


def test_circles_made_afterwards_are_still_found(settled):
    found = weakref.ref(Circle())

    kept = [[] for _ in range(YOUNG * 2)]

    assert found() is None
    assert len(kept) == YOUNG * 2
