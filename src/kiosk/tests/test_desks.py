"""The counters' pages over the hall's network."""

import http.client
import re
from urllib.parse import urlencode

import pytest

from kiosk.desks import pairing_code
from kiosk.tests.conftest import ONE, PHOTO, TWO, a_hall, stands
from kiosk.tests.test_island import leave
from kiosk.voices import place_clips


@pytest.fixture
def ask(desks, tmp_path):
    def send(path, fields=None, *, paired=True, cookie="", **headers):
        host = f"127.0.0.1:{desks.server_address[1]}"
        line = http.client.HTTPConnection(host, timeout=10)
        body = urlencode(fields) if fields is not None else None
        proof = f"loket={desks.RequestHandlerClass._proof(desks.RequestHandlerClass)}" if paired else ""
        more = {"Cookie": cookie or proof, "Origin": f"http://{host}"} | headers
        line.request("GET" if body is None else "POST", path, body, more)
        answer = line.getresponse()
        answer.text = answer.read().decode()
        line.close()
        return answer

    return send


@pytest.fixture
def alone(box, house):
    house.hall = a_hall(stands(101), stands(102, letter="P"))
    box.meet_house()
    leave(box, house)
    return box


def press(ask, wish, counter=ONE):
    page = ask(f"/loket/{counter}/").text
    fields = dict(re.findall(r'name="(tekan|nomor)" value="([^"]+)"', page))
    return ask(f"/loket/{counter}/", fields | {"langkah": wish})


def test_a_visit_is_served_from_call_to_end_on_the_page(ask, alone):
    assert "Berikutnya: A 101" in ask(f"/loket/{ONE}/").text
    for wish, shown in [("call", "Dipanggil, 1 kali"), ("recall", "Dipanggil, 2 kali"), ("arrive", "Sedang dilayani")]:
        assert press(ask, wish).status == 303
        assert shown in ask(f"/loket/{ONE}/").text
    assert "A 101" in ask("/papan/", paired=False).text
    press(ask, "transfer:photo")
    assert "Kosong" in ask(f"/loket/{ONE}/").text
    assert "P 102" in ask(f"/loket/{ONE}/").text


def test_who_was_missed_is_listed_and_comes_back_by_one_button(ask, alone):
    for wish in ("call", "recall", "recall", "miss"):
        assert "Terlewat" not in ask(f"/loket/{TWO}/").text
        assert press(ask, wish).status == 303
    page = ask(f"/loket/{TWO}/").text
    assert "A 101 kembali ke antrean (sampai pukul 10.00)" in page
    assert "Terlewat" not in ask(f"/loket/{PHOTO}/").text, "another part of the visit"

    [wish] = re.findall(r'value="(come_back:[^"]+)"', page)
    assert press(ask, wish, TWO).status == 303

    assert "Terlewat" not in ask(f"/loket/{TWO}/").text
    assert press(ask, wish, TWO).status == 409, "once"


def test_a_number_that_was_called_just_now_is_not_hurried_and_stays_on_the_page(ask, box, house):
    house.hall = a_hall(stands(101)) | {"call_seconds": 60}
    box.meet_house()
    leave(box, house)
    press(ask, "call")

    hurried = press(ask, "recall")

    assert hurried.status == 409
    assert "Beri waktu berjalan ke loket" in hurried.text
    assert "A 101" in hurried.text


def test_a_browser_is_paired_with_the_code_on_the_box(ask, desks, tmp_path, alone):
    assert "Pasangkan" in ask("/", paired=False).text
    assert "Pasangkan" in ask(f"/loket/{ONE}/", paired=False, cookie="loket=0").text
    assert ask("/pasang/", {"kode": "0000-0000"}, paired=False).status == 422
    answer = ask("/pasang/", {"kode": " " + pairing_code(tmp_path).upper()}, paired=False)

    assert answer.status == 303
    assert "Loket 1" in ask("/", cookie=answer.headers["Set-Cookie"].split(";")[0]).text
    assert (tmp_path / "counters.code").stat().st_mode & 0o077 == 0


def test_nobody_calls_without_being_paired_or_from_another_site(ask, alone):
    fields = {"tekan": "00000000-0000-4000-8000-000000000009", "langkah": "call"}
    ask(f"/loket/{ONE}/", fields, paired=False)
    assert ask(f"/loket/{ONE}/", fields, Origin="http://evil.example").status == 403
    assert alone.log.head()[0] == 0

    ask(f"/loket/{ONE}/", fields)
    assert alone.log.head()[0] == 1


def test_while_the_house_is_there_the_page_leads_to_its_console(ask, box, house, alone):
    house.is_away = False
    box.log.note(house="https://lintas.example")
    box.meet_house()

    page = ask(f"/loket/{ONE}/").text
    assert "https://lintas.example/petugas/loket/" in page
    assert 'name="langkah"' not in page
    refused = ask(f"/loket/{ONE}/", {"tekan": "00000000-0000-4000-8000-000000000009", "langkah": "call"})
    assert (refused.status, "tersambung" in refused.text) == (409, True)


def test_an_old_page_changes_nothing(ask, alone):
    press(ask, "call")
    old = ask(f"/loket/{ONE}/").text
    fields = dict(re.findall(r'name="(tekan|nomor)" value="([^"]+)"', old))
    press(ask, "arrive")
    press(ask, "finish")
    press(ask, "call")

    answer = ask(f"/loket/{ONE}/", fields | {"langkah": "arrive"})
    assert answer.status == 409
    assert "baru saja berubah" in answer.text
    assert "P 102" in answer.text


def test_what_no_page_sends_does_nothing(ask, alone):
    for form in ({}, {"tekan": "x"}, {"tekan": "00000000-0000-4000-8000-000000000009", "langkah": "sell"}):
        ask(f"/loket/{TWO}/", form)
    assert ask(f"/loket/{TWO.replace('2', '7')}/").headers["Location"] == "/"
    assert ask("/bahasa/", {"ke": "//evil.example/"}).headers["Location"] == "/"
    assert ask("/pasang/", {"kode": "x" * 5000}).status == 413
    assert alone.log.head()[0] == 0


def test_without_a_hall_the_page_says_so(ask, box):
    assert "belum pernah" in ask("/").text


def test_in_english_too(ask, alone, desks):
    english = ask("/bahasa/", {"ke": f"/loket/{ONE}/"}).headers["Set-Cookie"].split(";")[0]
    proof = desks.RequestHandlerClass._proof(desks.RequestHandlerClass)
    assert "Call the next" in ask(f"/loket/{ONE}/", cookie=f"{english}; loket={proof}").text


def test_a_call_is_said_with_its_place_or_not_at_all():
    assert place_clips("Loket 3") == ["to-loket", "place-3"]
    assert place_clips("Foto 12") == ["to-foto", "place-12"]
    assert place_clips("Bilik 2") == ["to-loket", "place-2"]
    assert place_clips("Loket") == place_clips("Loket 21") == place_clips("Loket dua") == []
