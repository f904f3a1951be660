"""What the tests of people share."""

import pytest


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords quickly: how slowly is Django's affair, and one test asks for the real one."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def static_root():
    """The test client starts the server of static files, which wants its folder."""
    from django.conf import settings

    settings.STATIC_ROOT.mkdir(exist_ok=True)
