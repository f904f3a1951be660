import base64
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from lintas.casework.documents import operations, rules
from lintas.casework.documents.cleaning import sandbox

SAMPLES = [json.loads(line) for line in (Path(__file__).parent / "data" / "uploads.jsonl").read_text().splitlines()]


def photo(*, size=(640, 400), form="JPEG", **extra) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", size, (200, 220, 230)).save(made, form, **extra)
    return made.getvalue()


def pdf(*, locked: bool = False) -> bytes:
    """Return a PDF of one empty page; ``locked`` opens with a password that nobody knows."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 300] >>",
    ]
    trailer = b"/Root 1 0 R"
    if locked:
        proof = b"ab" * 32
        objects.append(b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s> >>" % (proof, proof))
        trailer += b" /Encrypt 4 0 R /ID [<00> <00>]"
    made, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    end = b"trailer << /Size %d %s >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, len(made))
    return made + head + table + end


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample["case"])
def test_each_sample_is_taken_in_or_refused_as_the_field_expects(sample):
    content = base64.b64decode(sample["content_base64"])
    try:
        pictures = operations.make_harmless(content)
    except operations.UploadRefused:
        assert sample["expect"] in {"reject", "either"}
    else:
        assert sample["expect"] in {"accept", "either"}
        assert all(picture.jpeg.startswith(b"\xff\xd8\xff") for picture in pictures)


def test_given_a_photo_with_a_place_in_it_then_the_kept_picture_knows_no_place():
    gps = next(sample for sample in SAMPLES if sample["case"] == "gps")
    content = base64.b64decode(gps["content_base64"])
    assert Image.open(io.BytesIO(content)).getexif()

    (picture,) = operations.make_harmless(content)

    assert not Image.open(io.BytesIO(picture.jpeg)).getexif()


def test_given_markup_behind_the_photo_then_the_kept_picture_has_none_of_it():
    (picture,) = operations.make_harmless(photo() + b"<script>alert(1)</script>")

    assert b"script" not in picture.jpeg


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_every_accepted_kind_of_photo_comes_out_as_our_own_jpeg(form):
    (picture,) = operations.make_harmless(photo(form=form))

    assert (picture.width, picture.height) == (640, 400)


def test_given_a_large_photo_then_it_is_kept_at_a_size_that_can_be_read():
    (picture,) = operations.make_harmless(photo(size=(4000, 3000)))

    assert (picture.width, picture.height) == (2400, 1800)


@pytest.mark.parametrize(
    ("content", "refusal"),
    [
        (b"", operations.FileEmpty),
        (b"\n", operations.FileEmpty),
        (b"GIF89a" + bytes(60), operations.WrongKind),
        (b"\x00\x00\x00\x18ftypheic" + bytes(60), operations.ApplePhoto),
        (photo()[: len(photo()) // 2], operations.FileDamaged),
        (b"\xff\xd8\xff" + bytes(rules.FILE_BYTES), operations.FileTooLarge),
        (photo(size=(9000, 5000), form="PNG"), operations.TooManyPixels),
        (b"%PDF-1.4\n/JavaScript (app.alert(1))\n%%EOF", operations.FileActs),
        (pdf(locked=True), operations.FileLocked),
        (pdf()[:60], operations.FileDamaged),
    ],
    ids=[
        "nothing",
        "newline",
        "gif",
        "heic",
        "truncated",
        "too large",
        "too many pixels",
        "active pdf",
        "locked pdf",
        "cut pdf",
    ],
)
def test_a_bad_file_gets_the_refusal_that_says_what_to_do(content, refusal):
    with pytest.raises(refusal) as refused:
        operations.make_harmless(content)
    assert str(refused.value)


def test_the_same_pdf_without_a_password_is_taken_in():
    (picture,) = operations.make_harmless(pdf())
    assert picture.height > picture.width


def test_the_refusal_of_a_locked_pdf_says_how_to_get_an_open_one():
    assert "kata sandi" in str(operations.FileLocked())
    assert "PDF baru" in str(operations.FileLocked())


def test_the_decoding_process_can_open_neither_files_nor_connections():
    probe = "\n".join(
        [
            "import runpy, socket, sys",
            f"worker = runpy.run_path({str(sandbox.WORKER)!r})",
            "worker['_give_up_rights']()",
            "for attempt in (lambda: socket.socket(), lambda: open('/etc/hostname')):",
            "    try:",
            "        attempt()",
            "    except OSError:",
            "        continue",
            "    sys.exit(1)",
        ]
    )
    assert subprocess.run([sys.executable, "-I", "-c", probe], check=False).returncode == 0


def test_control_without_giving_up_its_rights_the_process_could_open_files():
    assert subprocess.run([sys.executable, "-I", "-c", "open('/etc/hostname')"], check=False).returncode == 0
