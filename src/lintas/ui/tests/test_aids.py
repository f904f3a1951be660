import pytest


@pytest.mark.parametrize(
    ("address", "cookie", "value"),
    [
        ("/bahasa/en/", "bahasa", "en"),
        ("/bacaan/huruf/besar/", "huruf", "besar"),
        ("/bacaan/kontras/tinggi/", "kontras", "tinggi"),
    ],
)
def test_a_choice_is_remembered_and_leads_back(client, address, cookie, value):
    answer = client.get(address + "?next=/galeri/button/")

    assert answer.status_code == 302
    assert answer.headers["Location"] == "/galeri/button/"
    assert answer.cookies[cookie].value == value
    assert answer.cookies[cookie]["httponly"]


@pytest.mark.parametrize("there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_nobody_is_led_elsewhere(client, there):
    assert client.get("/bahasa/en/", {"next": there}).headers["Location"] == "/"


@pytest.mark.parametrize("address", ["/bahasa/fr/", "/bacaan/huruf/raksasa/", "/bacaan/kontras/aneh/"])
def test_an_unknown_choice_does_not_exist(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert not answer.cookies


def test_the_page_is_drawn_as_chosen(client):
    client.cookies.load({"huruf": "besar", "kontras": "tinggi", "bahasa": "en"})

    page = client.get("/galeri/").content.decode()

    assert '<html lang="en" data-text="besar" data-contrast="tinggi"' in page
    assert "Reading aids" in page


def test_a_cookie_that_somebody_made_up_changes_nothing(client):
    client.cookies.load({"huruf": '"><b', "kontras": "xx"})

    assert 'data-text="biasa" data-contrast="biasa"' in client.get("/galeri/").content.decode()
