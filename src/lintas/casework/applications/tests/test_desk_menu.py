"""Every page that officers open has the same menu, whichever room of the house it belongs to."""

import pytest
from django.urls import URLResolver, get_resolver

from lintas.casework.applications.tests.desk import EVERY_ROLE
from lintas.directory.people.gate import declaration
from lintas.foundation.access import Audience

MENU = {
    "/petugas/": "Pekerjaan",
    "/petugas/kedatangan/": "Kedatangan",
    "/petugas/loket/": "Loket",
    "/petugas/rekan/": "Rekan",
    "/petugas/anjungan/": "Anjungan",
    "/petugas/stok/": "Persediaan",
    "/petugas/hari/": "Hari layanan",
    "/petugas/uang/": "Uang",
    "/petugas/kebijakan/": "Aturan",
    "/petugas/perlu-konfirmasi/": "Perlu konfirmasi",
    "/petugas/sistem/": "Sistem",
}


def plain_addresses(resolver: URLResolver, before: str = "/"):
    """Yield the addresses without parameters of pages for officers."""
    for one in resolver.url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from plain_addresses(one, address)
        elif "<" not in address:
            access = declaration(one.callback)
            if access is not None and access.audience == Audience.OFFICER:
                yield address


def menu_of(page: str) -> str:
    return page[page.index('<nav class="bar__ways"') :].partition("</nav>")[0]


def test_every_page_for_officers_has_the_menu(walk, desks):
    officer = desks.sit(*EVERY_ROLE)
    seen = {}
    for address in plain_addresses(get_resolver()):
        answer = officer.client.get(address)
        if answer.status_code == 200 and 'data-shell="desk"' in (page := answer.content.decode()):
            seen[address] = menu_of(page)

    assert seen.keys() >= MENU.keys()
    for address, menu in seen.items():
        assert all(f'href="{way}"' in menu and f">{text}</a>" in menu for way, text in MENU.items()), address
        assert menu.count("aria-current") == (address in MENU), address
    assert all(f'<a href="{way}" aria-current="page">' in seen[way] for way in MENU)


@pytest.mark.parametrize(
    ("role", "hidden"), [("loket", "/petugas/rekan/"), ("kasi", "/petugas/loket/"), ("pencetak", "/petugas/anjungan/")]
)
def test_the_menu_leads_nobody_to_what_is_not_their_work(walk, desks, role, hidden):
    menu = menu_of(desks.sit(role).get("/petugas/kebijakan/"))

    assert f'href="{hidden}"' not in menu
    assert 'href="/petugas/"' in menu


def test_who_has_not_signed_in_has_no_menu(client, house):
    page = client.get("/petugas/masuk/").content.decode()

    assert "bar__ways" not in page
    assert "Keluar" not in page
