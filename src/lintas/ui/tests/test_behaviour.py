"""What the scripts add, each on a small page of its own."""

import io
import re
from threading import Event

import pytest
from PIL import Image
from playwright.sync_api import expect

STAGE = "/panggung/"


@pytest.fixture
def stage(page):
    """Put a body on the stage: a page of this server with our script, answered by the test."""

    def put(body: str) -> None:
        head = '<script src="/aset/ui/enhance.js" defer></script>'
        page.route(
            f"**{STAGE}",
            lambda route: (
                _is_get(route)
                and route.fulfill(
                    content_type="text/html",
                    body=f'<!doctype html><html lang="id"><head>{head}</head><body>{body}</body></html>',
                )
            ),
        )
        page.goto(STAGE)

    return put


def _is_get(route) -> bool:
    if route.request.method == "GET":
        return True
    route.fallback()
    return False


LIVE = (
    '<div data-live="board:x case:y" data-live-url="/potongan/" data-live-seen="7">'
    '<p>lama</p><button id="tahan">Tahan</button><input id="isian" aria-label="Isian"></div>'
)
FRESH = '<p>baru</p><button id="tahan">Tahan</button><input id="isian" aria-label="Isian">'


def test_a_part_that_was_touched_is_fetched_anew_and_the_focus_stays(page, stage):
    asked = []
    page.route("**/potongan/", lambda route: route.fulfill(content_type="text/html", body=FRESH))
    page.route(
        "**/live/stream**",
        lambda route: (
            asked.append(route.request.url),
            route.fulfill(
                content_type="text/event-stream",
                body='retry: 60000\n\nid: 8\ndata: {"cursor": "8", "touched": ["case:y"]}\n\n',
            ),
        ),
    )
    page.route("**/live/poll**", lambda route: route.fulfill(json={"cursor": "8", "touched": []}))

    stage(LIVE)
    page.locator("#tahan").focus()

    page.get_by_text("baru").wait_for()
    assert "topic=board%3Ax&topic=case%3Ay&since=7" in asked[0]
    assert page.evaluate("document.activeElement.id") == "tahan"


def test_what_concerns_others_changes_nothing(page, stage):
    fetched = []
    page.route("**/potongan/", lambda route: (fetched.append(1), route.fulfill(body=FRESH)))
    page.route(
        "**/live/stream**",
        lambda route: route.fulfill(
            content_type="text/event-stream",
            body='retry: 60000\n\ndata: {"cursor": "8", "touched": ["board:other"]}\n\n',
        ),
    )
    page.route("**/live/poll**", lambda route: route.fulfill(json={"cursor": "8", "touched": []}))

    stage(LIVE)
    page.wait_for_timeout(800)

    assert fetched == []


def test_without_a_stream_the_page_asks_by_turns(page, stage):
    page.route("**/potongan/", lambda route: route.fulfill(content_type="text/html", body=FRESH))
    page.route("**/live/stream**", lambda route: route.fulfill(status=503))
    page.route("**/live/poll**", lambda route: route.fulfill(json={"cursor": "8", "touched": ["board:x"]}))

    stage(LIVE)

    page.get_by_text("baru").wait_for()


def test_nothing_jumps_while_somebody_types(page, stage):
    go = Event()
    page.route("**/potongan/", lambda route: route.fulfill(content_type="text/html", body=FRESH))
    page.route("**/live/stream**", lambda route: route.fulfill(status=503))
    page.route(
        "**/live/poll**",
        lambda route: route.fulfill(json={"cursor": "8", "touched": ["board:x"] if go.is_set() else []}),
    )
    stage(LIVE)
    page.locator("#isian").fill("setengah kata")
    go.set()
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_timeout(700)
    assert page.locator("#isian").input_value() == "setengah kata"

    page.locator("#isian").blur()
    page.get_by_text("baru").wait_for()


def test_what_was_typed_is_saved_a_moment_later(page, stage):
    sent = []

    def saved(route):
        sent.append(route.request.post_data)
        route.fulfill(json={"at": "09.31"})

    page.route("**/simpan/", saved)
    stage(
        '<form method="post" data-autosave="/simpan/"><label>Nama <input name="nama"></label>'
        '<p role="status" data-saved data-saved-text="Tersimpan {jam}" data-failed-text="Belum tersimpan"></p></form>'
    )
    page.get_by_label("Nama").fill("SITI CONTOH")

    page.get_by_text("Tersimpan 09.31").wait_for()
    assert len(sent) == 1
    assert "SITI CONTOH" in sent[0]
    assert re.search(r'name="once"\s+[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}', sent[0])
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_a_save_that_failed_is_said_and_tried_again(page, stage):
    answers = [500, 200]
    page.route("**/simpan/", lambda route: route.fulfill(status=answers.pop(0), json={"at": "09.32"}))
    stage(
        '<form method="post" data-autosave="/simpan/"><label>Nama <input name="nama"></label>'
        '<p role="status" data-saved data-saved-text="Tersimpan {jam}" data-failed-text="Belum tersimpan"></p></form>'
    )
    page.get_by_label("Nama").fill("SITI")
    page.get_by_text("Belum tersimpan").wait_for()

    page.evaluate("window.dispatchEvent(new Event('online'))")
    page.get_by_text("Tersimpan 09.32").wait_for()


def test_a_double_click_sends_once(page, stage):
    sent = []

    def slow(route):
        if route.request.method == "POST":
            sent.append(route)
        else:
            route.fallback()

    stage('<form method="post" action="/panggung/"><button name="act" value="go">Kirim</button></form>')
    page.route(f"**{STAGE}", slow)
    page.evaluate(
        """() => {
            const button = document.querySelector("button");
            button.click();
            setTimeout(() => button.click(), 150);
        }"""
    )
    page.wait_for_timeout(500)

    assert [route.request.post_data for route in sent] == ["act=go"]
    sent[0].fulfill(body="selesai", content_type="text/html")


UPLOAD = (
    '<form method="post" enctype="multipart/form-data" data-upload action="/unggah/"><input type="hidden" name="once" value="{once}">'
    '<div id="ktp" data-upload-part>{inside}<input type="file" name="page" aria-label="Pilih berkas">'
    '<div data-upload-progress role="status" data-sending="Mengirim" data-shrinking="Menyiapkan" data-failed="Belum terkirim" hidden>'
    '<span data-upload-text></span><progress max="100" value="0"></progress></div></div></form>'
)


def photo(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.effect_noise((width, height), 60).convert("RGB").save(file, "PNG")
    return file.getvalue()


def test_a_photo_is_made_smaller_sent_and_shown(page, stage):
    sent = []

    def took(route):
        sent.append(route.request.post_data_buffer)
        route.fulfill(content_type="text/html", body=UPLOAD.format(once="second", inside="<p>Halaman 1</p>"))

    page.route("**/unggah/", took)
    stage(UPLOAD.format(once="first", inside=""))
    page.get_by_label("Pilih berkas").set_input_files(
        {"name": "ktp.png", "mimeType": "image/png", "buffer": photo(3000, 1500)}
    )

    page.get_by_text("Halaman 1").wait_for()
    assert len(sent) == 1
    body = sent[0]
    assert b'filename="ktp.jpg"' in body
    assert b"first" in body
    picture = Image.open(io.BytesIO(body[body.index(b"\xff\xd8\xff") :]))
    assert picture.size == (2000, 1000)
    assert page.locator("input[name=once]").input_value() == "second"
    assert page.evaluate("document.activeElement.id") == "ktp"


def test_a_photo_that_could_not_be_sent_says_what_is_safe(page, stage):
    page.route("**/unggah/", lambda route: route.abort())
    stage(UPLOAD.format(once="first", inside=""))
    page.get_by_label("Pilih berkas").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )

    page.get_by_text("Belum terkirim").wait_for()


@pytest.mark.parametrize(
    ("status", "kind", "body", "said"),
    [
        (413, "application/json", '{"code": "edge.too_large", "text": "Paling banyak 60 MB."}', "Paling banyak 60 MB."),
        (503, "text/html", "<main><h1>Sibuk</h1><p data-sentence>Coba <b>lagi</b>.</p></main>", "Coba lagi."),
        (401, "text/plain", "Sesi berakhir. <b>", "Sesi berakhir. <b>"),
        (502, "text/html", "<h1>Bad Gateway</h1>", "Belum terkirim"),
        (500, "application/json", "{", "Belum terkirim"),
    ],
    ids=["too large", "busy", "signed out", "a proxy's own page", "cut off"],
)
def test_a_refused_upload_says_the_sentence_of_the_reply_and_nothing_raw(page, stage, status, kind, body, said):
    page.route("**/unggah/", lambda route: route.fulfill(status=status, content_type=kind, body=body))
    stage(UPLOAD.format(once="first", inside=""))
    page.get_by_label("Pilih berkas").set_input_files(
        {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    )

    page.locator(".upload__progress--failed").wait_for()
    assert page.locator("[data-upload-text]").inner_text() == said


def test_what_is_left_is_counted_by_the_server(page):
    page.goto("/galeri/countdown/")

    expect(page.get_by_text("sisa 15 menit")).to_have_count(3)
