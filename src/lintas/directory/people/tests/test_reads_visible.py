"""
Promise S13: a thousand reads over every path are exactly the person's list.

The control reads past the door; then the list and the reads differ, as they must. Prints seed and
revision; both databases.
"""

import copy
import random
import subprocess
import sys
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import grimp
import pytest
from django.db import connection, transaction

from lintas.directory.people import door, operations, queries
from lintas.directory.people.models import Person
from lintas.directory.people.outlive import writing_what_was_taken_back
from lintas.directory.people.queries import SealedCell
from lintas.directory.people.tests.factories import AT, a_person, a_reader, themselves
from lintas.foundation.vault import opening
from lintas.foundation.vault import operations as vault
from lintas.foundation.vault.operations import Cell

READS = 1_000


class World:
    """Three people, and every way of looking at them; what was seen is noted apart from the house."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.people = [a_person() for _ in range(3)]
        self.contacts = {
            person_id: operations.add_contact(
                person_id=person_id, kind="email", address="siti@contoh.example", by="x", at=AT
            )
            for person_id in self.people
        }
        self.notes, self.files = {}, {}
        for person_id in self.people:
            note = Cell(owner=person_id, table="applications_interview", column="note", row=uuid4())
            self.notes[person_id] = SealedCell(note, vault.seal("Umrah", cell=note), "specific")
            self.files[person_id] = Cell(owner=person_id, table="documents_page", column="content", row=uuid4())
            vault.seal_file(b"pixels", cell=self.files[person_id])
        self.seen: Counter[tuple[UUID, str, bool]] = Counter()

    def paths(self):
        return [self.full, self.masked, self.own, self.note, self.file, self.list, self.code, self.taken_back]

    def read(self, at):
        self.chance.choice(self.paths())(self.chance.choice(self.people), at)

    def full(self, person_id, at):
        values = operations.reveal_person(
            person_id=person_id, fields=["nik"], reader=a_reader(), purpose="document_check", case_id=uuid4(), at=at
        )
        self.note_seen(values["nik"] == "9999015705900001", person_id, "document_check", masked=False)

    def masked(self, person_id, at):
        values = operations.reveal_person(
            person_id=person_id,
            fields=["nik"],
            reader=a_reader("kasi"),
            purpose="supervise",
            case_id=uuid4(),
            at=at,
            masked=True,
        )
        self.note_seen(values["nik"].startswith("99•"), person_id, "supervise", masked=True)

    def own(self, person_id, at):
        values = operations.reveal_person(
            person_id=person_id, fields=["email"], reader=themselves(person_id), purpose="own_data", case_id=None, at=at
        )
        self.note_seen(bool(values["email"]), person_id, "own_data", masked=False)

    def note(self, person_id, at):
        values = operations.reveal(
            cells={"note": self.notes[person_id]},
            person_id=person_id,
            reader=a_reader("pewawancara"),
            purpose="interview",
            case_id=uuid4(),
            at=at,
        )
        self.note_seen(values == {"note": "Umrah"}, person_id, "interview", masked=False)

    def file(self, person_id, at):
        content = operations.reveal_file(
            cell=self.files[person_id],
            person_id=person_id,
            reader=a_reader("adjudikator"),
            purpose="adjudication",
            case_id=uuid4(),
            at=at,
        )
        self.note_seen(content == b"pixels", person_id, "adjudication", masked=False)

    def list(self, person_id, at):
        wanted = self.chance.sample(self.people, self.chance.randint(1, 3))
        opened = operations.reveal_people(
            person_ids=wanted, fields=["full_name"], reader=a_reader(), purpose="work_list", at=at
        )
        for found, values in opened.items():
            self.note_seen(bool(values["full_name"]), found, "work_list", masked=False)

    def code(self, person_id, at):
        operations.send_code(contact_id=self.contacts[person_id], at=at)
        sent = operations.code_to_send(contact_id=self.contacts[person_id], at=at)
        self.note_seen(len(sent.code) == 6, person_id, "notify", masked=False)

    def taken_back(self, person_id, at):
        """Look, show, and have the page's transaction taken back."""
        with writing_what_was_taken_back(), suppress(RuntimeError), transaction.atomic():
            self.full(person_id, at)
            raise RuntimeError

    def note_seen(self, truly, person_id, purpose, *, masked):
        assert truly
        self.seen[person_id, purpose, masked] += 1

    def listed(self):
        return Counter(
            (person_id, look.purpose, look.masked)
            for person_id in self.people
            for look in queries.access_list(person_id, limit=READS * 4)
        )


@pytest.fixture
def world(transactional_db, seed):
    revision = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False, cwd=Path(__file__).parent
    ).stdout.strip()
    sys.stdout.write(f"S13 seed {seed} revision {revision or 'unknown'} on {connection.vendor}\n")
    return World(seed)


@pytest.mark.storm
def test_a_thousand_reads_over_every_path_are_exactly_the_list(world):
    for number in range(READS):
        world.read(AT + timedelta(hours=number))  # slowly enough for the limit on codes to one address

    assert world.listed() == world.seen
    assert world.seen.total() >= READS
    assert len({purpose for _person, purpose, _masked in world.seen}) == 7


@pytest.mark.storm
def test_control_a_read_past_the_door_is_missing_in_the_list(world):
    for number in range(20):
        world.read(AT + timedelta(hours=number))
    person_id = world.people[0]

    sealed = Person.objects.values_list("nik", flat=True).get(id=person_id)
    nik = opening.unseal(bytes(sealed), cell=door.person_cell(person_id, "nik"))
    world.note_seen(nik == "9999015705900001", person_id, "document_check", masked=False)

    assert world.listed() != world.seen


@pytest.fixture(scope="module")
def house():
    return grimp.build_graph("lintas", cache_dir=None)


def importers(house):
    return {
        module
        for module in house.find_modules_that_directly_import("lintas.foundation.vault.opening")
        if ".tests" not in module
    }


def test_nothing_but_the_door_imports_what_opens_seals(house):
    assert importers(house) == {"lintas.directory.people.door"}


def test_control_another_import_would_be_seen(house):
    other = copy.deepcopy(house)
    other.add_import(importer="lintas.casework.applications", imported="lintas.foundation.vault.opening")

    assert importers(other) != {"lintas.directory.people.door"}
