"""Every page of a box in a real browser: nothing for axe to find, nothing that sticks out, nothing too small to touch."""

from datetime import timedelta

import pytest

from kiosk.desks import pairing_code
from kiosk.tests.conftest import NINE, ONE, TWO, a_hall, stands
from kiosk.tests.test_island import do, leave
from tests.browser import _is_fault as is_fault
from tests.browser import assert_accessible, assert_fits, photograph

TALL, SMALL, PHONE, WIDE = (1080, 1920), (1024, 768), (360, 740), (1920, 1080)
ONE_SCREEN = "document.documentElement.scrollHeight <= innerHeight"
MANNERS = {"usual": "id000", "large": "en100", "left": "id011"}


@pytest.fixture
def opened(chromium):
    """Return ``opened(address, size, cookies)``: a page, and the faults that it had."""
    faults = []

    def one(server, size, **cookies):
        root = f"http://127.0.0.1:{server.server_address[1]}"
        context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, base_url=root)
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": name, "value": value, "url": root} for name, value in cookies.items()])
        page = context.new_page()
        page.on("pageerror", lambda fault: faults.append(str(fault)))
        page.on("console", lambda line: is_fault(line) and faults.append(line.text))
        return page

    yield one
    assert faults == []


def look(page, name):
    photograph(page, name)
    assert_accessible(page, leaving_out=("meta-refresh",))  # a kiosk must be as found for the next person
    assert_fits(page)
    small = page.evaluate(
        "[...document.querySelectorAll('button, .choice, nav a')].filter(one => one.offsetParent)"
        ".filter(one => one.getBoundingClientRect().height < 44).map(one => one.innerText)"
    )
    assert small == [], f"too small to touch: {small}"


@pytest.mark.parametrize("size", [TALL, SMALL, PHONE], ids=["tall", "small", "phone"])
@pytest.mark.parametrize("manners", MANNERS)
def test_pages_of_the_kiosk(opened, window, house, box, size, manners):
    house.is_away, box.is_house_near = True, False
    page = opened(window, size, cara=MANNERS[manners])
    name, fits = f"kiosk-{manners}-{size[0]}", size == TALL or (size == SMALL and manners != "large")
    page.goto("/")
    look(page, f"{name}-first")
    page.goto("/kode/")
    look(page, f"{name}-code")
    if fits:
        assert page.evaluate(ONE_SCREEN), "nothing to scroll"
    page.locator("#kode").fill("PYK-0000-0000")
    page.keyboard.press("Enter")
    page.get_by_role("alert").wait_for()
    look(page, f"{name}-wrong")
    page.goto("/")
    page.keyboard.press("1")
    page.locator(".number").wait_for()
    look(page, f"{name}-number")
    box.is_house_near = True
    page.reload()
    page.locator(".qr svg").wait_for()
    look(page, f"{name}-follow")
    if fits:
        assert page.evaluate(ONE_SCREEN), "nothing to scroll"


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_pages_of_the_counters(opened, desks, house, box, tmp_path, size):
    waiting = [stands(number) for number in range(101, 120)]
    missed = [stands(number, state="skipped", until=NINE + timedelta(minutes=number - 50)) for number in (98, 99)]
    house.hall = a_hall(*waiting, *missed, stands(100, state="serving", counter=TWO, calls=1))
    box.meet_house()
    page, name = opened(desks, size), f"desk-{size[0]}"
    page.goto("/")
    look(page, f"{name}-pair")
    page.locator("#kode").fill(pairing_code(tmp_path))
    page.keyboard.press("Enter")
    page.get_by_text("Loket 1").wait_for()
    look(page, f"{name}-near")
    leave(box, house)
    page.goto("/")
    look(page, f"{name}-counters")
    page.goto(f"/loket/{ONE}/")
    look(page, f"{name}-free")
    page.keyboard.press("1")
    page.get_by_text("Dipanggil, 1 kali").wait_for()
    look(page, f"{name}-called")
    page.keyboard.press("1")
    page.get_by_text("Sedang dilayani").wait_for()
    look(page, f"{name}-serving")
    page.goto("/papan/")
    look(page, f"{name}-board")


def test_the_board_follows_and_says_each_new_call_once(opened, desks, house, box, tmp_path):
    for language in ("id", "en"):
        (tmp_path / "voices" / language).mkdir(parents=True)
        for name in ("number", "letter-a", "digit-1", "digit-0", "to-loket", "place-1"):
            (tmp_path / "voices" / language / f"{name}.mp3").write_bytes(b"ID3")
    house.hall = a_hall(stands(101))
    box.meet_house()
    leave(box, house)
    page, asked = opened(desks, WIDE), []
    page.on("request", lambda request: "/suara/" in request.url and asked.append(request.url.split("/suara/")[1]))
    page.add_init_script(
        "HTMLMediaElement.prototype.play = function() { setTimeout(() => "
        "this.dispatchEvent(new Event('ended')), 5); this.load(); return Promise.resolve(); }"
    )
    page.goto("/papan/")
    page.get_by_text("Belum ada nomor yang dipanggil").wait_for()
    do(box, "call")
    page.get_by_text("A 101").wait_for()

    names = ["number", "letter-a", "digit-1", "digit-0", "digit-1", "to-loket", "place-1"]
    for _ in range(600):
        if len(asked) >= 2 * len(names):
            break
        page.wait_for_timeout(50)
    page.wait_for_timeout(500)  # and nothing is said again
    assert asked == [f"{language}/{name}.mp3" for language in ("id", "en") for name in names]
