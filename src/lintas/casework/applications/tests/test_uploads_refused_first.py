"""What can be refused cheaply is refused before anybody spends seconds on the file."""

import pytest

from lintas.casework.applications import operations
from lintas.casework.applications.tests.phone import ANSWERS, PICTURES, Phone
from lintas.casework.applications.tests.walk import Walk
from lintas.casework.documents import operations as uploads
from lintas.casework.documents import queries as documents
from lintas.casework.documents import rules
from lintas.casework.documents.cleaning import Turns


@pytest.fixture
def begun(phone) -> Phone:
    phone.begin()
    phone.step("pertanyaan", **ANSWERS)
    return phone


@pytest.fixture
def opened(monkeypatch) -> list[bytes]:
    """The files that were opened."""
    seen: list[bytes] = []

    def note(content: bytes):
        seen.append(content)
        return PICTURES

    monkeypatch.setattr(uploads, "make_harmless", note)
    return seen


def pages_of(phone: Phone) -> int:
    return sum(len(paper.pages) for paper in documents.papers(phone.case.id))


def test_control_given_an_open_paper_then_the_file_is_opened(begun, opened):
    begun.upload("ktp", "ktp")

    assert (len(opened), pages_of(begun)) == (1, 1)


@pytest.mark.parametrize(("requirement", "document"), [("ktp", "surat_nikah"), ("tidak_ada", "ktp"), ("", "")])
def test_given_a_paper_or_document_that_the_case_does_not_ask_for_then_it_is_not_opened(
    begun, opened, requirement, document
):
    begun.upload(requirement, document)

    assert 400 <= begun.status < 500
    assert (opened, pages_of(begun)) == ([], 0)


def test_given_the_case_is_full_then_the_next_file_is_not_opened(begun, opened, monkeypatch):
    monkeypatch.setattr(rules, "CASE_FILES", 2)
    for _ in range(2):
        begun.upload("ktp", "ktp")

    begun.upload("ktp", "ktp")

    assert begun.status == 422
    assert "sudah memuat 20 berkas" in begun.said
    assert (len(opened), pages_of(begun)) == (2, 2)


def test_given_the_office_accepted_one_paper_and_returned_another_then_only_that_one_is_opened(
    phone, opened, house, now, time_is
):
    walk = Walk(point=house, at=now).arrive()
    walk.called_to("documents")
    time_is(walk.at)
    said = {"application_id": walk.id, "officer": walk.officer("loket"), "seen": None, "at": walk.at}
    operations.accept_item(requirement="paspor_lama", original_seen=True, **said)
    operations.return_item(requirement="ktp", reason="unreadable", **said)
    operations.declare_incomplete(**said)
    phone.open(walk)

    phone.upload("paspor_lama", "paspor_lama", name="lengkapi")
    assert (phone.status, opened) == (409, [])
    assert "sudah diterima" in phone.said

    phone.upload("ktp", "ktp", name="lengkapi")
    assert (phone.status, len(opened)) == (200, 1)


def test_given_too_many_files_are_being_cleaned_then_503_says_when_to_come_again_and_nothing_is_lost(
    house, time_is, monkeypatch
):
    phone = Phone()
    phone.begin()
    phone.step("pertanyaan", **ANSWERS)
    phone.upload("ktp", "ktp", content=PICTURES[0].jpeg)
    monkeypatch.setattr(uploads, "TURNS", Turns(1, patience=0))

    with uploads.TURNS.one():
        reply = phone.upload("ktp", "ktp", content=PICTURES[0].jpeg)

    assert reply.status_code == 503
    assert int(reply.headers["Retry-After"]) > 0
    assert "terlalu banyak berkas sedang diperiksa" in phone.said
    assert pages_of(phone) == 1
    phone.upload("ktp", "ktp", content=PICTURES[0].jpeg)
    assert pages_of(phone) == 2
