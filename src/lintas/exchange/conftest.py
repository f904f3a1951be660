"""What tests of this wing begin with."""

import pytest
from django.conf import settings
from django.utils import translation


@pytest.fixture(autouse=True)
def indonesian() -> None:
    """Begin each test in Indonesian: a page read in English leaves its language behind in the thread."""
    translation.activate("id")


@pytest.fixture(scope="session", autouse=True)
def folder_of_static_files() -> None:
    """Make the folder that the page server looks for."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
