"""Visitors with a key of their own, for tests."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from lintas.directory.people import operations as people
from lintas.directory.people.queries import Reader
from lintas.visit.needs import operations, queries
from lintas.visit.needs.handlers import ARRANGER


@dataclass
class Visitor:
    """A person and their application."""

    at: datetime
    person_id: UUID = field(init=False)
    subject: UUID = field(default_factory=uuid4)

    def __post_init__(self) -> None:
        self.person_id = people.register_person(by="system:test", at=self.at)

    @property
    def reader(self) -> Reader:
        return Reader(kind="person", id=str(self.person_id), role="pemohon", office_id=None, channel="web")

    def state(self, *needs: str) -> "Visitor":
        operations.state_needs(
            subject=self.subject,
            person_id=self.person_id,
            needs=needs,
            reader=self.reader,
            by=self.reader.actor,
            at=self.at,
        )
        return self

    def arrange(self, point, starts_at: datetime) -> "Visitor":
        operations.arrange(
            subject=self.subject,
            point_id=point.id,
            starts_at=starts_at,
            reader=ARRANGER,
            by="system:needs.arrange",
            at=self.at,
        )
        return self

    def answer(self, point, **verdict: bool) -> None:
        operations.answer(subject=self.subject, point_id=point.id, verdict=verdict, reader=self.reader, at=self.at)

    @property
    def told(self) -> queries.Told:
        """What the person reads of it."""
        stated = queries.statement(self.subject)
        assert stated is not None
        return queries.told(
            people.reveal(
                cells=stated.cells,
                person_id=self.person_id,
                reader=self.reader,
                purpose="own_data",
                case_id=self.subject,
                at=self.at,
            )
        )
