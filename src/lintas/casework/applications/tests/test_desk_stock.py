"""Blank books that arrive are entered at the desk, each box once."""

import pytest

from lintas.casework.applications.models import Booklet


def test_a_box_is_entered_once(walk, desks):
    producer = desks.sit("pencetak")
    box = {"kind": "electronic", "first": "x0000601", "count": "20", "sure": "on"}
    assert producer.post("/petugas/stok/", **box)["Location"] == "/petugas/stok/?baru=20"
    assert producer.post("/petugas/stok/", **box)["Location"] == "/petugas/stok/?baru=0"
    page = producer.get("/petugas/stok/?baru=20")
    assert "20 buku baru tercatat." in page
    assert "X0000601" in page


@pytest.mark.parametrize(
    "wrong", [{"first": "A1"}, {"first": ""}, {"count": "0"}, {"count": "5000"}, {"sure": ""}, {"kind": "emas"}]
)
def test_a_wrong_box_is_refused_in_words(walk, desks, wrong):
    box = {"kind": "electronic", "first": "X0000601", "count": "20", "sure": "on"}
    assert desks.sit("kasi").post("/petugas/stok/", **{**box, **wrong}).status_code == 422
    assert not Booklet.objects.exists()
