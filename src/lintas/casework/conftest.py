"""A house with its reference data, for the tests of this wing."""

from collections.abc import Callable
from datetime import datetime

import pytest

from lintas.directory.catalogue import operations as catalogue
from lintas.directory.catalogue import remembering
from lintas.directory.catalogue.models import Policy


@pytest.fixture
def new_policy(now: datetime) -> Callable[[str], None]:
    """Publish another version of a service's policy, in force today."""

    def publish(service_key: str) -> None:
        old = Policy.objects.get(service__key=service_key, effective_to__isnull=True)
        document = {**old.document, "notes": [*old.document["notes"], {"id": "Catatan.", "en": "Note.", "conf": "P"}]}
        catalogue.publish_policy(
            service_key=service_key, document=document, effective_from=now.date(), by="system:test", at=now
        )
        remembering.forget()

    return publish
