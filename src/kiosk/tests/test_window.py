import http.client
import re
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import segno

from kiosk.tests.conftest import FOLLOW, LANES
from kiosk.words import WORDS


@pytest.fixture
def ask(window):
    def send(path, fields=None, *, cookie="", **headers):
        port = window.server_address[1]
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        body = urlencode(fields) if fields is not None else None
        line.request("GET" if body is None else "POST", path, body, {"Cookie": cookie} | headers)
        answer = line.getresponse()
        answer.text = answer.read().decode()
        line.close()
        return answer

    return send


CODE = "PYK-YCCH-940M"


def fields(**more):
    return {"tekan": str(uuid4()), "antrean": "A"} | more


def test_a_number_is_given_by_one_touch_and_again_by_the_same_press(ask):
    page = ask("/").text
    found = re.search(r'name="tekan" value="([^"]+)"', page)[1]
    first = ask("/nomor/", fields(tekan=found))
    again = ask("/nomor/", fields(tekan=found))

    assert first.status == 303
    assert first.headers["Location"] == again.headers["Location"]
    assert "A 001" in ask(first.headers["Location"]).text
    assert "A 002" in ask(ask("/nomor/", fields()).headers["Location"]).text


def test_with_the_house_away_a_number_is_given_and_the_page_says_that_it_is_valid(ask, box, house):
    house.is_away = True
    box.is_house_near = False

    page = ask(ask("/nomor/", fields()).headers["Location"]).text

    assert "A 001" in page
    assert "Nomor Anda tetap berlaku" in page


def test_a_second_slip_says_that_it_is_a_copy(ask):
    place = ask("/nomor/", fields()).headers["Location"]

    assert "salinan" not in ask(place + "cetak/").text
    assert "salinan 1" in ask(place + "cetak/").text
    assert "Salinan nomor Anda" in ask(place).text


def test_page_and_slip_carry_the_way_to_the_number_on_a_phone(ask, box, house):
    place = ask("/nomor/", fields()).headers["Location"]
    address = f"{FOLLOW}&nomor=A001&hari=2026-11-24"
    drawn = segno.make(address, error="m", micro=False).svg_inline(omitsize=True, border=2)

    assert drawn in ask(place).text
    assert drawn in ask(place + "cetak/").text
    box.is_house_near = False
    assert "<svg" not in ask(place).text, "nobody would answer the phone now; the slip is for later"
    assert drawn in ask(place + "cetak/").text
    box.log.note(follow="")
    assert "<svg" not in ask(place + "cetak/").text


def test_when_no_number_is_left_the_page_leads_to_the_desk(ask, house):
    house.is_away = True
    answers = [ask("/nomor/", fields()) for _ in range(5)]

    assert [answer.status for answer in answers] == [303] * 4 + [409]
    assert "meja informasi" in answers[-1].text


def test_the_code_of_a_case_goes_into_the_log_and_a_wrong_one_is_noticed(ask, box):
    wrong = ask("/kode/", {"kode": "PYK-7K3M-0000"})
    code = CODE
    page = ask("/kode/", {"kode": f"https://lintas.example/permohonan/{code.lower()}"})
    ask("/nomor/", fields(kode=code))

    assert wrong.status == 422
    assert "tidak cocok" in wrong.text
    assert code in page.text
    assert f'"reference":"{code}"' in box.log.after(0, limit=1)[0][0]


def test_the_next_person_finds_the_page_as_it_was(ask):
    cookie = ask("/cara/", {"ubah": "bahasa", "ke": "/"}).headers["Set-Cookie"].split(";")[0]
    assert "What do you come for?" in ask("/", cookie=cookie).text
    large = ask("/cara/", {"ubah": "huruf", "ke": "/"}, cookie=cookie).headers["Set-Cookie"].split(";")[0]
    assert "data-large" in ask("/", cookie=large).text

    assert ask("/selesai/", cookie=large).headers["Set-Cookie"].startswith("cara=id000;")


def test_only_the_box_itself_may_press_a_button(ask, box):
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        assert ask("/nomor/", fields(), **headers).status == 403
    assert box.log.head()[0] == 0


@pytest.mark.parametrize(
    "form",
    [{}, {"antrean": "A"}, {"tekan": "x", "antrean": "A"}, {"tekan": str(uuid4()), "antrean": "Z"}, {"a" * 9: "b"}],
)
def test_what_no_page_sends_gives_no_number(ask, box, form):
    assert ask("/nomor/", form).status == 303
    assert box.log.head()[0] == 0


def test_what_is_too_long_or_elsewhere_is_not_read(ask):
    assert ask("/nomor/", {"tekan": "x" * 5000}).status == 413
    assert ask("/suara/id/../../log.sqlite3").status == 303
    assert ask("/nomor/" + str(uuid4()) + "/").status == 409
    assert ask("/suara/id/number.mp3").headers["Content-Type"] == "audio/mpeg"
    assert ask("/cara/", {"ubah": "x", "ke": "//evil.example/"}).headers["Location"] == "/"
    assert ask("/", cookie="cara=xx; cara=\x01").status in (200, 400)


def test_every_text_is_there_in_both_languages_with_the_same_places():
    for name, (indonesian, english) in WORDS.items():
        assert indonesian, name
        assert english, name
        assert indonesian.count("%s") == english.count("%s"), name


def test_every_choice_has_a_key(ask):
    keys = re.findall(r'data-key="(\d)"', ask("/").text)

    assert keys == [str(number) for number in range(1, len(LANES) + 2)]
