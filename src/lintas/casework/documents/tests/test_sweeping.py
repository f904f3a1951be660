"""No file is lost whose page stands; none stays for long whose page is gone."""

import os
import re
import time
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import transaction

import lintas
from lintas.casework.documents import operations, queries, tasks
from lintas.casework.documents.models import Page
from lintas.casework.documents.tests.test_operations import give, owner, person_id
from lintas.foundation.vault import files

__all__ = ["person_id"]

DAY = 24 * 3600


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, settings):
    """A folder of files that no other test writes to."""
    settings.VAR_DIR, before = tmp_path, settings.VAR_DIR
    settings.SECRETS_DIR = before / "secrets"


def all_files() -> list[Path]:
    return [path for path in (settings.VAR_DIR / "sealed").rglob("*") if path.is_file()]


def sweep(*, after: float = 2 * DAY) -> int:
    return sum(operations.sweep_pictures(turn=turn, now=time.time() + after) for turn in range(files.PARTS))


def test_the_picture_of_an_upload_that_was_taken_back_is_deleted_and_no_other(person_id, now):
    subject = uuid4()
    (kept,) = give(person_id, subject, now)
    with transaction.atomic():
        give(person_id, subject, now, pages=3)
        transaction.set_rollback(True)
    assert len(all_files()) == 4

    assert sweep() == 3

    assert len(all_files()) == 1
    shown = operations.open_page(page_id=kept.id, subject=subject, reader=owner(person_id), purpose="own_data", at=now)
    assert shown == b"\xff\xd8\xff-picture\x00"


def test_a_file_whose_deletion_was_missed_after_the_commit_is_deleted_later(person_id, now):
    subject = uuid4()
    (kept, gone) = give(person_id, subject, now, pages=2)
    Page.objects.filter(id=gone.id).delete()
    assert sweep() == 1
    assert [page.id for page in queries.papers(subject)[0].pages] == [kept.id]
    assert len(all_files()) == 1


def test_what_may_still_be_committed_is_left_alone(person_id, now):
    (gone,) = give(person_id, uuid4(), now)
    give(person_id, uuid4(), now)
    Page.objects.filter(id=gone.id).delete()
    assert sweep(after=DAY - 60) == 0
    assert len(all_files()) == 2


def test_a_half_written_file_is_deleted(person_id, now):
    give(person_id, uuid4(), now)
    folder = settings.VAR_DIR / "sealed" / "3c"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".0123456789abcdef").write_bytes(b"x")
    assert sweep() == 1


def test_without_any_page_nothing_is_deleted_since_the_folder_may_be_another_databases(person_id, now):
    (only,) = give(person_id, uuid4(), now)
    Page.objects.filter(id=only.id).delete()
    assert sweep() == 0
    assert len(all_files()) == 1


def test_the_removal_of_a_page_that_is_taken_back_keeps_its_picture(person_id, now):
    subject = uuid4()
    (page,) = give(person_id, subject, now)
    with transaction.atomic():
        operations.remove_page(page_id=page.id, subject=subject, by="person:test", at=now)
        transaction.set_rollback(True)
    assert len(all_files()) == 1


def test_a_file_that_cannot_be_deleted_after_the_commit_is_no_error_of_the_act(
    person_id, now, monkeypatch, django_capture_on_commit_callbacks
):
    subject = uuid4()
    (page,) = give(person_id, subject, now)

    def refuse(self, missing_ok=False):
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    with django_capture_on_commit_callbacks(execute=True):
        operations.remove_page(page_id=page.id, subject=subject, by="person:test", at=now)
    assert not Page.objects.filter(id=page.id).exists()


def test_sixteen_hours_sweep_everything(monkeypatch, db, now):
    from datetime import timedelta

    turns = []
    monkeypatch.setattr(operations, "sweep_pictures", lambda *, turn, now: turns.append(turn % files.PARTS) or 0)
    for hour in range(files.PARTS):
        tasks.sweep_pictures(at=now + timedelta(hours=hour))
    assert sorted(turns) == list(range(files.PARTS))


def test_no_other_room_keeps_sealed_files():
    """The sweep asks the pages alone: another keeper of files would lose them."""
    house = Path(lintas.__file__).parent
    keepers = {
        path.relative_to(house).parts[:2]
        for path in house.rglob("*.py")
        if "tests" not in path.parts
        and re.search(r"\bseal_file\(", path.read_text())
        and os.sep + "vault" + os.sep not in str(path)
    }
    assert keepers == {("casework", "documents")}
