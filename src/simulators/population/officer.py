"""One officer at a desk: signs in when asked, opens cases, fills in the forms of the desk."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from simulators.population.browser import Browser
from simulators.population.pages import Missing, Page
from simulators.population.signins import SignIn

SIGN_IN = "/petugas/masuk/"
CASES = "/petugas/kasus/"


@dataclass
class Officer:
    """An officer and their browser; does one thing at a time."""

    browser: Browser
    sign_in: SignIn
    lock: threading.RLock = field(default_factory=threading.RLock)

    def open(self, address: str) -> Page:
        """Return the page, after signing in where the house asks for it."""
        with self.lock:
            page = self.browser.open(address)
            if page.address.partition("?")[0] != SIGN_IN:
                return page
            answers: dict[str, str | list[str]] = {
                "username": self.sign_in.username,
                "password": self.sign_in.password,
            }
            page = self.browser.submit(page.form("username", "password"), answers)
            if page.address.partition("?")[0] == SIGN_IN:
                raise Missing(f"{self.sign_in.username} cannot sign in: {page.status} {page.problems}")
            return page if page.address == address else self.browser.open(address)

    def open_case(self, reference: str, query: str = "") -> Page:
        """Return the page of a case. :raises Missing: it is not this officer's."""
        page = self.open(f"{CASES}{reference}/{query}")
        return self.expect(page, 200)

    def act(
        self,
        page: Page,
        act: str,
        values: Mapping[str, str | list[str]] | None = None,
        *,
        press: tuple[str, str] | None = None,
        and_stay: bool = False,
    ) -> Page:
        """
        Send the form of the act that stands on the page; look at what follows only to stay with the case.

        :raises Missing: the form is not there, or was refused.
        """
        with self.lock:
            form = page.form(to=f"/{act}/")
            return self.expect(self.browser.submit(form, values, press=press, turn_away=not and_stay), 200)

    def listed(self, state: str) -> list[str]:
        """Return the references of the cases in one of the officer's lists, longest waiting first."""
        page = self.expect(self.open(f"/petugas/?daftar={state}"), 200)
        found = page.links_with(CASES)
        return list(dict.fromkeys(link.split(CASES)[1].split("/")[0] for link in found))

    def expect(self, page: Page, status: int) -> Page:
        """Return the page. :raises Missing: it has another status."""
        if page.status != status:
            said = page.problems or page.texts("notice") or page.text[-400:]
            raise Missing(f"{self.sign_in.username} at {page.address}: {page.status} instead of {status}; {said}")
        return page
