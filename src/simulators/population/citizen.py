"""Somebody with a phone: applies, pays, looks where the case stands."""

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from simulators.population import words
from simulators.population.browser import Browser, Upload
from simulators.population.effort import effort
from simulators.population.outside import Outside
from simulators.population.pages import Form, Missing, Page
from simulators.population.papers import specimen
from simulators.population.people import Person
from simulators.population.places import PLACES, Place

PATIENCE_SECONDS = 30.0
MOST_DAYS_TRIED = 12
ELSEWHERE = "lain"
RESUME = "/lanjutkan/"
NO_SUCH_BOOK = 400
TOO_BUSY, BUSY_SECONDS = 503, 1.0
KNOWS_THE_PLACE = 0.85
"""Most have looked at the page of their place before, and the house remembers."""


@dataclass
class Citizen:
    """One person and what they hold: reference, codes, the hour of their appointment, whether they came without one, what they have paid."""

    person: Person
    browser: Browser
    outside: Outside
    reference: str = ""
    resume_code: str = ""
    comes_at: datetime | None = None
    walked_in: bool = False
    paid: list[int] = field(default_factory=list)
    earlier: list[str] = field(default_factory=list)
    """References of cases that ran out and were carried on."""
    not_before: datetime | None = None
    """The person cannot come earlier, and then takes the first hour there is."""
    blurred: str = ""
    """The requirement whose paper nobody can read."""

    goes_to: Place = field(init=False)
    """The own place, or the next one where there is room."""

    _last: Page | None = None

    def __post_init__(self) -> None:
        self.goes_to = self.person.place
        self._chance = random.Random(self.person.nik + self.person.road.name)
        if self._chance.random() < KNOWS_THE_PLACE:
            self.browser.cookies["tempat"] = self.person.place.slug

    @property
    def hour(self) -> datetime:
        """The hour of the appointment. :raises Missing: there is none."""
        if self.comes_at is None:
            raise Missing(f"{self.reference} has no appointment")
        return self.comes_at

    def start(self) -> Page:
        """Begin a draft and keep its reference and code."""
        page = self.browser.open(f"/ajukan/?layanan={self.person.service}")
        return self._keep(self._sent(page, page.form("layanan")))

    def answer(self) -> Page:
        """Answer the questions and choose a book: mostly no, and any book there is."""
        page = self._step("pertanyaan")
        form = page.form("once", to="/pertanyaan/")
        return self._sent(page, form, self._answers(form))

    def identify(self) -> Page:
        """Say who the passport is for; those who mistype are told so and try again."""
        page = self._step("data")
        if self.person.road.mistakes:
            wrong = self._identity() | {"nik": self.person.nik[:-1], "birth_date_day": "31", "birth_date_month": "2"}
            page = self.browser.submit(page.form("nik", "full_name"), wrong)
            self._expect(page, 422)
        form = page.form("nik", "full_name")
        searched = self.browser.submit(form, self._identity(), press=form.button("cari"))
        self._expect(searched, 422)
        form = searched.form("nik", "village")
        village = next((one for one in form.choices("village") if one != ELSEWHERE), ELSEWHERE)
        return self._sent(searched, form, {"village": village})

    def give_contact(self) -> Page:
        """Leave an e-mail address and a phone number, or none."""
        page = self._step("kontak")
        return self._sent(page, page.form("phone", "email"), {"phone": self.person.phone, "email": self.person.email})

    def give_papers(self) -> Page:
        """Photograph every paper asked for; the first one may be unreadable."""
        page = self._step("berkas")
        wanted = _open_requirements(page)
        if not wanted:
            raise Missing(f"{page.address} ({page.status}): no paper is asked for; {page.problems}")
        for place, requirement in enumerate(wanted):
            unreadable = self.person.road.unreadable and place == 0
            page = self._give(page, requirement, unreadable=unreadable, is_last=place + 1 == len(wanted))
        return page

    def choose_place(self, *, after: datetime) -> Page:
        """Choose the own service point and a free hour ``after`` the moment, any of the first day that has one."""
        page = self._step("jadwal")
        if page.has_form("point"):
            page = self._sent(page, self._point(page))
        return self._take_hour(page, after=after)

    def submit(self) -> Page:
        """
        Declare everything true and hand it in. The page may refuse: whoever asked looks at its status.

        A book that the chosen office does not have is chosen anew, as the page asks.
        """
        page = self._declare()
        if page.status == NO_SUCH_BOOK:
            self.answer()
            page = self._declare()
        return page

    def apply(self, *, after: datetime) -> None:
        """Go all the way from the first page to the billing code."""
        self.start()
        self.answer()
        self.identify()
        self.give_contact()
        self.give_papers()
        self.choose_place(after=after)
        self.hand_in()

    def hand_in(self) -> None:
        """Submit, and nothing else will do."""
        self._expect(self.submit(), 200)

    def billing_code(self) -> str:
        """Return the billing code, waiting a little while it is made."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            page = self.browser.open(self.address("bayar"))
            if code := words.billing_code(page):
                return code
            time.sleep(0.3)
        raise Missing(f"{page.address}: no billing code after {PATIENCE_SECONDS:.0f} s; it says {page.text[:300]!r}")

    def find(self) -> Page:
        """Open the own case with its number and the day of birth, as somebody whose case began at the counter."""
        page = self.browser.open("/status/")
        born: dict[str, str | list[str]] = {
            "reference": self.reference,
            "birth_date_day": str(self.person.born.day),
            "birth_date_month": str(self.person.born.month),
            "birth_date_year": str(self.person.born.year),
        }
        return self._sent(page, page.form("reference", "birth_date_day"), born)

    def pay(self, code: str, *, amount_idr: int | None = None, late: bool = False, again: bool = False) -> None:
        """Pay at a bank."""
        self.paid.append(self.outside.pay(code, amount_idr=amount_idr, late=late, again=again))

    def carry_on(self) -> None:
        """Go on with a case whose code ran out: everything is still there but the place."""
        page = self.browser.open(self.address("bayar"))
        self.earlier.append(self.reference)
        self._keep(self._sent(page, page.form("once", to="/lanjut-baru/")))

    def move(self, *, after: datetime) -> None:
        """Move the appointment to an hour after the moment."""
        self._take_hour(self.browser.open(self.address("jadwal-baru")), after=after)

    def complete(self) -> None:
        """Give the returned papers again, readable this time, and hand them in."""
        page = self.browser.open(self.address("lengkapi"))
        for requirement in _open_requirements(page):
            page = self._give(page, requirement, unreadable=False, is_last=False)
        self.blurred = ""
        form = page.form("send")
        self._sent(page, form, press=form.button("send"))

    def drop(self) -> None:
        """Delete the draft."""
        page = self.browser.open(self.address("batal"))
        self._sent(page, page.form("once", to="/batal/"))

    def resume(self, page: Page) -> Page:
        """Come back with reference and code, to the page that was asked for."""
        codes: dict[str, str | list[str]] = {"reference": self.reference, "code": self.resume_code}
        return self._sent(page, page.form("reference", "code"), codes)

    def state(self) -> str:
        """Return where the case stands, as the status page tells it; drafts have none."""
        page = self.browser.open(self.address("status"))
        if page.address.partition("?")[0] == RESUME:
            page = self.resume(page) if self.resume_code else self.find()
        if page.status == 200 and page.address.partition("?")[0] == f"/permohonan/{self.reference}/":
            return "draft"
        return words.state(page)

    def address(self, step: str = "") -> str:
        """Return the address of a page of the own case."""
        return f"/permohonan/{self.reference}/{step}{'/' if step else ''}"

    def _declare(self) -> Page:
        page = self._step("periksa")
        return self.browser.submit(page.form("declaration"), {"declaration": "on"}, turn_away=True)

    def _keep(self, page: Page) -> Page:
        self.reference = words.reference(page, other_than=self.reference)
        self.resume_code = words.resume_code(page, beside=self.reference)
        return page

    def _step(self, step: str) -> Page:
        """Return the page of the step: the one before us if it is this one already."""
        page = self._last
        if page is None or page.status != 200 or page.address.partition("?")[0] != self.address(step):
            page = self.browser.open(self.address(step))
        self._expect(page, 200)
        return page

    def _sent(
        self,
        page: Page,
        form: Form,
        values: Mapping[str, str | list[str]] | None = None,
        press: tuple[str, str] | None = None,
        files: list[Upload] | None = None,
        turn_away: bool = False,
    ) -> Page:
        after = self.browser.submit(form, values, press=press, files=files, turn_away=turn_away)
        end = time.monotonic() + PATIENCE_SECONDS
        while after.status == TOO_BUSY and time.monotonic() < end:  # the page asks for a little patience
            time.sleep(BUSY_SECONDS)
            after = self.browser.submit(form, values, press=press, files=files, turn_away=turn_away)
        self._last = None if turn_away else after
        self._expect(after, 200)
        return after

    def _expect(self, page: Page, status: int) -> None:
        if page.status != status:
            raise Missing(f"{page.address}: {page.status} instead of {status}; {page.problems or page.text[:300]}")

    def _answers(self, form: Form) -> dict[str, str | list[str]]:
        answers: dict[str, str | list[str]] = {}
        for name in form.names():
            choices = [one.value for one in form.fields if one.name == name and one.kind == "radio"]
            if choices:
                answers[name] = "no" if "no" in choices else self._chance.choice(choices)
        return answers | ({"who_attends": "both_parents"} if "who_attends" in answers else {})

    def _identity(self) -> dict[str, str | list[str]]:
        person = self.person
        return {
            "full_name": person.full_name,
            "nik": person.nik,
            "birth_date_day": str(person.born.day),
            "birth_date_month": str(person.born.month),
            "birth_date_year": str(person.born.year),
            "birth_place": person.birth_place,
            "sex": person.sex,
            "address": person.address,
            "village_words": person.village,
        }

    def _give(self, page: Page, requirement: str, *, unreadable: bool, is_last: bool) -> Page:
        form = next(one for one in page.forms if one.has("requirement", requirement))
        document = form.choices("document")[0]
        self.blurred = requirement if unreadable else self.blurred
        paper = specimen(self.person, document, unreadable=unreadable)
        chosen = [Upload("page", paper.name, paper.content, paper.kind)]
        return self._sent(page, form, {"document": document}, files=chosen, turn_away=is_last)

    def _point(self, page: Page) -> Form:
        """Return the form that chooses the own place; where it is full the first one, which is the nearest with room."""
        points = [one for one in page.forms if one.has("point")]
        chosen = next((one for one in points if _names(one, self.person.place)), points[0])
        self.goes_to = next(place for place in PLACES if _names(chosen, place))
        return chosen

    def _take_hour(self, page: Page, *, after: datetime) -> Page:
        """Take a free hour after the moment, day by day; somebody quicker only means the next hour."""
        for _ in range(MOST_DAYS_TRIED):
            hours = self._hours(page, after=after)
            if hours:
                moment, slot = hours[0] if self.not_before else self._chance.choice(hours)
                form = page.form("slot")
                page = self.browser.submit(form, {"slot": slot, **effort(form)})
                if page.status == 200:
                    self.comes_at, self._last = moment, page
                    return page
                continue
            page = self._next_day(page)
        raise Missing(f"{page.address}: no free hour in {MOST_DAYS_TRIED} days; {page.problems}")

    def _hours(self, page: Page, *, after: datetime) -> list[tuple[datetime, str]]:
        if not page.has_form("slot"):
            return []
        day = words.chosen_day(page)
        radios = [one for one in page.form("slot").fields if one.name == "slot" and one.kind == "radio"]
        hours = [(words.at_hour(day, one.words), one.value) for one in radios]
        return [(moment, slot) for moment, slot in hours if moment > after]

    def _next_day(self, page: Page) -> Page:
        days = page.links_with("hari=")
        now = f"hari={words.chosen_day(page)}" if page.has_form("slot") else ""
        place = next((number for number, link in enumerate(days) if now and now in link), -1)
        if place + 1 < len(days):
            return self.browser.open(days[place + 1])
        later = page.links_with("mulai=")
        if not later:
            raise Missing(f"{page.address}: no further day; {page.problems}")
        return self.browser.open(later[-1])


def _names(form: Form, place: Place) -> bool:
    return any(place.town.casefold() in one.words.casefold() for one in form.fields)


def _open_requirements(page: Page) -> list[str]:
    """Return the papers that can be given on the page, in its order."""
    forms = [one for one in page.forms if one.has("requirement") and one.has("document") and one.has("page")]
    return list(dict.fromkeys(one.value("requirement") for one in forms))
