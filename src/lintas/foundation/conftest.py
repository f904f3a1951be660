"""Fixtures of the foundation's tests."""

import random

import pytest


@pytest.fixture
def seed() -> int:
    """Another world each time; a failing one can be replayed from what the test printed."""
    return random.SystemRandom().randrange(2**32)
