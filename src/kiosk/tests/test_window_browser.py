"""What a person does at a box, in a real browser, with the house away."""

from playwright.sync_api import expect

from kiosk.tests.test_window import CODE


def test_a_number_is_taken_with_the_keys_alone_and_the_next_person_finds_the_first_page(chromium, window, house, box):
    house.is_away, box.is_house_near = True, False
    page = chromium.new_page(viewport={"width": 1080, "height": 1920})
    faults = []
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    page.goto(f"http://127.0.0.1:{window.server_address[1]}/")

    page.keyboard.press("3")
    page.wait_for_url("**/kode/")
    page.locator("#kode").press_sequentially(f"https://lintas.example/{CODE}")
    page.keyboard.press("Enter")
    page.get_by_text(f"Kode {CODE}").wait_for()
    page.keyboard.press("1")
    page.get_by_role("heading", name="Nomor Anda").wait_for()

    expect(page.get_by_text("A 001")).to_be_visible()
    expect(page.get_by_text("Nomor Anda tetap berlaku")).to_be_visible()
    page.get_by_role("button", name="English").click()
    page.get_by_role("heading", name="Your number").wait_for()
    page.keyboard.press("3")
    page.get_by_role("heading", name="Anda datang untuk apa?").wait_for()
    choices = page.locator(".choice")
    assert choices.first.bounding_box()["y"] > 1920 / 2, "what is touched is in reach of who sits"
    assert faults == []


def test_large_print_fits_the_screen_and_the_keys_change_sides(chromium, window):
    page = chromium.new_page(viewport={"width": 1080, "height": 1920}, java_script_enabled=False)
    page.goto(f"http://127.0.0.1:{window.server_address[1]}/")
    with page.expect_navigation():
        page.get_by_role("button", name="Paspor").click()
    usual = page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)")
    for name in ("Huruf besar", "Tombol di kiri"):
        with page.expect_navigation():
            page.get_by_role("button", name=name).click()

    assert page.locator("h1").evaluate("one => parseFloat(getComputedStyle(one).fontSize)") >= usual * 1.29
    assert page.locator("main").bounding_box()["x"] == 0
    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
