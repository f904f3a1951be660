import base64
import html
from uuid import uuid4

import pytest
from django.urls import reverse

from lintas.foundation.ledger import operations
from lintas.foundation.ledger.models import Checkpoint, Entry
from lintas.foundation.ledger.rules import notes, proofs
from lintas.foundation.ledger.rules.tree import leaf_hash


def test_the_page_shows_what_was_signed_for_each_shard(client, history, write, now):
    history(5, shard="PDG/2026")
    history(2, shard="BDL/2026")
    write(1, shard="PDG/2026", start=9)
    operations.sequence()

    page = client.get(reverse("ledger:shards")).content.decode()

    shown = html.unescape(page)
    assert all(checkpoint.note in shown for checkpoint in Checkpoint.objects.all())
    assert page.index("BDL/2026") < page.index("PDG/2026")
    assert "6 catatan" in page
    assert "1 catatan terbaru menunggu tanda tangan berikutnya." in page


def test_before_the_first_entry_the_page_says_so(client, db):
    page = client.get(reverse("ledger:shards"))

    assert page.status_code == 200
    assert "Belum ada catatan" in page.content.decode()


def test_the_proof_can_be_checked_with_nothing_but_the_answer_and_the_leaf(client, history):
    history(5, 6)
    entry = Entry.objects.get(seq=3)

    answer = client.get(reverse("ledger:proof", args=[entry.id])).json()

    key = base64.b64decode(answer["verifier"].split("+", 2)[2])[1:]
    note = notes.opened(answer["checkpoint"], public_key=key)
    assert (answer["shard"], answer["index"], answer["size"], note.size) == ("PDG/2026", 3, 11, 11)
    assert base64.b64decode(answer["leaf_hash"]) == leaf_hash(bytes(entry.leaf))
    assert proofs.proves_inclusion(
        leaf=leaf_hash(bytes(entry.leaf)),
        index=answer["index"],
        size=answer["size"],
        proof=[base64.b64decode(step) for step in answer["path"]],
        root=note.root,
    )


def test_the_proof_tells_nothing_of_what_the_entry_says(client, history):
    history(5)
    entry = Entry.objects.get(seq=3)

    answer = client.get(reverse("ledger:proof", args=[entry.id])).content

    assert str(entry.subject).encode() not in answer
    assert b"submitted" not in answer


def test_an_entry_without_proof_is_answered_with_a_sentence(client, write):
    write(1)
    waiting, unknown = Entry.objects.get().id, uuid4()

    answers = [client.get(reverse("ledger:proof", args=[entry_id])) for entry_id in (waiting, unknown)]

    assert [answer.status_code for answer in answers] == [409, 404]
    assert [answer.json()["code"] for answer in answers] == ["ledger.not_signed_yet", "ledger.unknown_entry"]
    assert "belum ditandatangani" in answers[0].json()["text"]


@pytest.mark.parametrize("name", ["ledger:shards", "ledger:proof"])
def test_the_pages_are_only_read(client, db, name):
    address = reverse(name, args=[uuid4()] if name == "ledger:proof" else [])

    assert client.post(address).status_code == 405
