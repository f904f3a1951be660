"""People who can be reached, and messages to them."""

from datetime import datetime
from uuid import UUID, uuid4

from lintas.directory.people import operations as people
from lintas.exchange.messaging import operations

BY = "system:test"
REFERENCE = "PYK-7K3M-Q2XD"


def a_person(*, at: datetime, email: str = "", phone: str = "") -> UUID:
    """Register somebody with the given addresses."""
    person_id = people.register_person(by=BY, at=at)
    for kind, address in (("email", email), ("sms", phone)):
        if address:
            people.add_contact(person_id=person_id, kind=kind, address=address, by=BY, at=at)
    return person_id


def fresh_email() -> str:
    """An address that no other test uses."""
    return f"siti.{uuid4().hex[:8]}@contoh.example"


def fresh_phone() -> str:
    """A mobile number that no other test uses."""
    return f"+62812{uuid4().int % 10**8:08d}"


def send(person_id: UUID, *, at: datetime, **changes) -> None:
    """Send word that a passport is ready."""
    facts = {
        "subject": "Paspor siap diambil",
        "body": "Yth. SITI CONTOH,\n\nPaspor Anda siap diambil.",
        "sms": "Paspor Anda siap diambil di Payakumbuh.",
        "reference": REFERENCE,
        "office_code": "AGM",
        "once_key": f"ready:{uuid4()}",
    }
    operations.send(person_id=person_id, by=BY, at=at, **(facts | changes))
