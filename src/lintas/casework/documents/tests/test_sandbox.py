"""The process that made the pictures has read a stranger's bytes: what it says is capped, checked and timed."""

import io
import tracemalloc

import pypdfium2
import pytest

from lintas.casework.documents import rules
from lintas.casework.documents.cleaning import Unreadable, clean, sandbox

A_PAGE_OF_PIXELS = 2400 * 1697 * 3


def leaflet(pages: int) -> bytes:
    """A PDF of empty pages as large as we draw them."""
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(1152, 815)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_of_twenty_pages_only_one_is_held_as_pixels_at_a_time():
    content = leaflet(20)
    tracemalloc.start()
    try:
        pictures = clean(content, kind=rules.Kind.PDF)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert len(pictures) == 20
    assert most < 4 * A_PAGE_OF_PIXELS, f"{most:,} bytes"


@pytest.mark.parametrize(
    ("says", "problem"),
    [
        ('print(\'{"width": 100000, "height": 100000}\')', "damaged"),
        ('print(\'{"width": -1, "height": 5}\')', "damaged"),
        ('print(\'{"width": "9", "height": 5}\')', "damaged"),
        ('print(\'{"width": 10, "height": 10}\')', "damaged"),
        ("print('[1]')", "damaged"),
        ("print('x' * 10_000_000)", "damaged"),
        ("import sys; sys.exit(3)", "damaged"),
        ("import time; time.sleep(30)", "too_slow"),
    ],
    ids=["huge", "negative", "text", "cut off", "a list", "an endless line", "died", "asleep"],
)
def test_given_the_process_was_taken_over_then_what_it_says_harms_nobody(tmp_path, monkeypatch, says, problem):
    worker = tmp_path / "worker.py"
    worker.write_text(f"import sys; sys.stdin.buffer.read()\n{says}\n")
    monkeypatch.setattr(sandbox, "WORKER", worker)
    monkeypatch.setattr(sandbox, "WALL_SECONDS", 1.5)

    with pytest.raises(Unreadable, match=problem):
        clean(b"anything", kind=rules.Kind.PDF)
