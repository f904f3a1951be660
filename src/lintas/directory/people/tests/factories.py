"""Situations for the tests of people and of those who build on them."""

from datetime import UTC, datetime
from uuid import UUID, uuid4

from django.apps import apps

from lintas.directory.people import operations
from lintas.directory.people.models import Account, Assignment, Officer
from lintas.directory.people.queries import Reader

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
OFFICE = UUID(int=0xA1)

SITI = {
    "full_name": "SITI CONTOH",
    "nik": "9999015705900001",
    "birth_date": "1990-05-17",
    "birth_place": "PAYAKUMBUH",
    "sex": "F",
    "phone": "+6281234567890",
    "email": "siti@contoh.example",
    "address": "Jl. Contoh 1",
}


def a_person(**values: str) -> UUID:
    """Register somebody; without values: Siti."""
    person_id = operations.register_person(by="system:test", at=AT)
    operations.record_identity(person_id=person_id, values=values or SITI, by=f"person:{person_id}", at=AT)
    return person_id


def an_office(office_id: UUID = OFFICE, code: str = "PDG") -> UUID:
    """Make an office without points, once."""
    apps.get_model("offices", "Office").objects.get_or_create(
        id=office_id,
        defaults={
            "code": code,
            "name": f"Kantor Contoh {code}",
            "lat": -0.9,
            "lng": 100.4,
            "location_confidence": "M",
            "zone": "Asia/Jakarta",
            "working_days": [0, 1, 2, 3, 4],
            "welcomes_others": True,
            "source": "invented",
            "confidence": "P",
        },
    )
    return office_id


def an_officer(
    username: str = "loket.contoh", *, roles=("loket",), office_id: UUID = OFFICE, point_id=None, password: str = ""
) -> Officer:
    """Make an officer with roles since 2026; without a password nobody can sign in with it."""
    an_office(office_id)
    account = Account(username=username)
    if password:
        account.set_password(password)
    else:
        account.set_unusable_password()
    account.save()
    officer = Officer.objects.create(account=account, alias=f"Petugas {username}", staff_number=username, created_at=AT)
    for role in roles:
        Assignment.objects.create(
            officer=officer,
            role=role,
            office_id=office_id,
            point_id=point_id,
            from_on=datetime(2026, 1, 1).date(),  # noqa: DTZ001
            appointed_by="system:test",
            appointed_at=AT,
        )
    return officer


def a_reader(role: str = "loket", *, officer: Officer | None = None, office_id: UUID = OFFICE) -> Reader:
    """Return somebody at a desk."""
    return Reader(
        kind="officer",
        id=str(officer.id if officer else uuid4()),
        role=role,
        office_id=office_id,
        channel="desk",
        alias=officer.alias if officer else "Petugas CONTOH-01",
    )


def themselves(person_id: UUID) -> Reader:
    """Return the person as reader of their own data."""
    return Reader(kind="person", id=str(person_id), role="pemohon", office_id=None, channel="web")
