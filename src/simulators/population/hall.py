"""The hall of a service point: counters where numbers are called, one after the other, by the published rule."""

from simulators.population.officer import Officer
from simulators.population.pages import Missing, Page

CONSOLE = "/petugas/loket/"
STATIONS = {"documents": "pemeriksaan berkas", "photo": "foto", "interview": "wawancara"}
"""How the console names each station."""

NOBODY = 409


class Counter:
    """An officer's seat at a station."""

    def __init__(self, officer: Officer, station: str) -> None:
        self.officer = officer
        self.station = station

    def call(self, *, leave: int = 0) -> str:
        """Call the next number, note that its holder has come, and return it; empty when no more than ``leave`` wait."""
        with self.officer.lock:
            page = self._console()
            if not page.has_form("act", press=("act", "call")) and not page.has_form("act", press=("act", "arrive")):
                return self._number(page)
            if page.has_form("act", press=("act", "call")):
                if len(page.all("worklist__item")) <= leave > 0:
                    return ""
                page = self._press(page, "call")
                if page.status == NOBODY:
                    return ""
                self.officer.expect(page, 200)
            number = self._number(page)
            form = page.form("act", press=("act", "arrive"))
            self.officer.expect(self.officer.browser.submit(form, press=("act", "arrive"), turn_away=True), 200)
            return number

    def _console(self) -> Page:
        page = self.officer.expect(self.officer.open(CONSOLE), 200)
        seats = [one for one in page.forms if "/petugas/loket/buka/" in one.address]
        if not seats:
            return page
        for seat in seats:
            if STATIONS[self.station] in seat.words and any(one.kind == "submit" for one in seat.fields):
                return self.officer.expect(self.officer.browser.submit(seat), 200)
        raise Missing(f"{page.address}: no free counter for {self.station}; {[seat.words for seat in seats]}")

    def _press(self, page: Page, act: str) -> Page:
        return self.officer.browser.submit(page.form("act", press=("act", act)), press=("act", act))

    def _number(self, page: Page) -> str:
        numbers = page.texts("ticket__number")
        if not numbers:
            raise Missing(f"{page.address} ({page.status}): no number at the counter; {page.texts('notice')}")
        return numbers[0]
