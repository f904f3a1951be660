"""Tables of people: who signs in, who works where, who is served, and who looked."""

from lintas.directory.people.models.access import AccessRecord, Doubt
from lintas.directory.people.models.accounts import Account
from lintas.directory.people.models.contacts import BackupCode, ContactCode, ContactPoint
from lintas.directory.people.models.officers import Assignment, Officer
from lintas.directory.people.models.persons import Person

__all__ = [
    "AccessRecord",
    "Account",
    "Assignment",
    "BackupCode",
    "ContactCode",
    "ContactPoint",
    "Doubt",
    "Officer",
    "Person",
]
