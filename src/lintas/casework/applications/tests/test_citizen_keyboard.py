"""The whole way to the submission without a mouse, on a small screen; the focus is seen at every stop."""

import pytest

from lintas.casework.applications import queries
from lintas.casework.applications.tests.phone import PICTURES
from lintas.directory.people import operations as people
from lintas.directory.people import queries as persons
from tests.browser import assert_focus_is_seen, photograph

NO_MOUSE = """["pointerdown", "mousedown", "touchstart"].forEach((kind) =>
    addEventListener(kind, () => console.error(`A ${kind} happened.`), true));"""
MOST_STOPS = 120


class Keyboard:
    """Somebody who has keys only. Every stop on the way must show where it is."""

    def __init__(self, page):
        self.page = page
        page.add_init_script(NO_MOUSE)
        # The browser hands dialogs over from now on: told only when one is about to open, it may hear of it too late.
        page.on("filechooser", lambda chooser: None)

    def to(self, selector):
        """Go on by Tab until a control is reached, without ever going round."""
        for _ in range(MOST_STOPS):
            if self.page.evaluate("one => document.activeElement.matches(one)", selector):
                return self
            self.page.keyboard.press("Tab")
            assert_focus_is_seen(self.page)
        raise AssertionError(f"{selector} is not reached by the Tab key on {self.page.url}")

    def type(self, selector, text):
        self.to(selector).page.keyboard.type(text)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
        return self

    def go(self, selector="main form button.button--primary"):
        """Press a button or follow a link; wait for the page that follows."""
        self.to(selector)
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        return self

    def give(self, part, photo):
        """Choose a photo in the dialog that the key opens, and wait for it to be shown."""
        self.to(f"{part} input[type=file]")
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Space")
        opened.value.set_files(photo)
        self.page.locator(f"{part} .upload__page").wait_for()


@pytest.fixture
def keys(live_server, house, time_is, clean_pictures, page):
    """A phone with a keyboard, at a house that is open."""
    return Keyboard(page)


@pytest.fixture
def photo(tmp_path):
    """A photo among the person's files."""
    path = tmp_path / "foto.jpg"
    path.write_bytes(PICTURES[0].jpeg)
    return str(path)


def test_the_whole_way_by_keyboard_alone(keys, photo, now):
    page = keys.page
    page.goto("/")
    keys.go("main a[href='/ajukan/']").go("main a[href*='passport.renew.standard']").go()
    reference = page.locator(".copy__code").first.inner_text()

    keys.go("main a.button--primary")
    keys.to("input[name=married]").press("ArrowDown").to("input[name=fee]").press("Space").go()

    assert page.url.endswith("/data/")
    for name, text in (("full_name", "SITI CONTOH"), ("nik", "9999015705900001"), ("birth_date_day", "17")):
        keys.type(f"input[name={name}]", text)
    for name, text in (("birth_date_month", "mei"), ("birth_date_year", "1990"), ("birth_place", "PAYAKUMBUH")):
        keys.type(f"input[name={name}]", text)
    keys.to("input[name=sex]").press("Space").type("input[name=address]", "JALAN CONTOH 1")
    keys.type("input[name=village_words]", "kubu gadang")
    keys.go("button[name=cari]").to("input[name=village]").press("Space")
    photograph(page, "kunci-desa")
    keys.go("button.button--primary")

    assert page.url.endswith("/kontak/")
    keys.type("input[name=email]", "siti@contoh.example")
    keys.go()

    assert page.url.endswith("/berkas/")
    for part in ("#berkas-ktp", "#berkas-paspor_lama"):
        keys.give(part, photo)
        photograph(page, f"kunci{part.replace('#', '-')}")
    keys.go("main a.button--primary")

    assert page.url.endswith("/bantuan/")
    keys.to("input[name=needs]").press("Space")
    keys.go("main form button.button--primary")

    assert page.url.endswith("/jadwal/")
    keys.go("form:has(input[name=point]) button")
    keys.to(".slots__hour input").press("Space", "ArrowDown")
    photograph(page, "kunci-jam")
    keys.go("form button.button--primary")

    assert page.url.endswith("/periksa/")
    keys.to("input[name=declaration]").press("Space").go()

    assert page.url.endswith(f"/permohonan/{reference}/bayar/")
    assert queries.by_reference(reference).state == "awaiting_payment"
    _prove_the_contact(keys, reference, now)


def _prove_the_contact(keys, reference, now):
    keys.go("main a[href$='/status/']").go("main a[href$='/kontak-saya/']").go("main form button")
    [contact] = persons.contacts(queries.by_reference(reference).person_id)
    keys.type("input[name=code]", people.code_to_send(contact_id=contact.id, at=now).code)
    photograph(keys.page, "kunci-kode")
    keys.go("main form button.button--primary")

    assert [one.proven_at for one in persons.contacts(queries.by_reference(reference).person_id)] == [now]
