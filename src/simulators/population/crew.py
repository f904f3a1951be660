"""The officers of one service point, and what they do with whoever stands before them."""

import threading
import time
from datetime import datetime, timedelta

from simulators.population import words
from simulators.population.backroom import Backroom
from simulators.population.browser import Browser, Lines
from simulators.population.citizen import Citizen
from simulators.population.hall import Counter
from simulators.population.officer import Officer
from simulators.population.outside import Outside
from simulators.population.pages import Missing, Page
from simulators.population.places import Place
from simulators.population.roads import Turn
from simulators.population.signins import NoSuchOfficer, SignIn
from simulators.population.stage import Life, Stage

ROLE_AT = {"documents": "loket", "photo": "biometrik", "interview": "pewawancara"}
NEXT = {"documents": "photo", "photo": "interview"}
ARRIVAL_TO_CALL, CALL_TO_CALL = timedelta(minutes=5), timedelta(minutes=12)
"""From the arrival to the first call, and from one station's call to the next one's."""

GUIDE = {
    "guide_purpose": "tourism",
    "guide_explained": "yes",
    "guide_payer": "self",
    "guide_papers_known": "yes",
    "note": "Tujuan dan pembiayaan dijelaskan sendiri oleh pemohon.",
}
TYPED = frozenset("0123456789")
"""Last characters of references that are typed or scanned rather than clicked, about a third."""

ARRIVALS = "/petugas/kedatangan/"
TRIES = 8
PATIENCE_AT_THE_COUNTER = timedelta(minutes=8)
PATIENCE_SECONDS, PAUSE_SECONDS = 30.0, 0.3


class Crew:
    """Everybody who works at one place. Safe to call from several lives at once: each officer does one thing at a time."""

    def __init__(
        self,
        place: Place,
        *,
        signins: dict[tuple[str, str], list[SignIn]],
        lines: Lines,
        outside: Outside,
        stage: Stage,
    ) -> None:
        self.place = place
        self.known: dict[str, Citizen] = {}
        self.left_waiting: dict[str, int] = {}
        """How many are not called at a station, so that somebody waits there."""
        self.outside = outside
        self._signins, self._lines, self._stage = signins, lines, stage
        self._officers: dict[str, Officer] = {}
        self._counters: dict[str, Counter] = {}
        self._numbers: dict[str, str] = {}
        self._lock = threading.RLock()
        self.backroom = Backroom(self)

    def officer(self, role: str) -> Officer:
        """Return the officer of the role. :raises NoSuchOfficer: the demonstration has none here."""
        with self._lock:
            if role not in self._officers:
                found = self._signins.get((self.place.slug, role))
                if not found:
                    raise NoSuchOfficer(f"{role} at {self.place.slug}")
                self._officers[role] = Officer(Browser(self._lines), found[0])
            return self._officers[role]

    def receive(self, citizen: Citizen, now: datetime) -> None:
        """Check in somebody who comes to an appointment, and let the stations call."""
        self.known[citizen.reference] = citizen
        self._check_in(citizen.reference, "hadir", now)

    def receive_again(self, citizen: Citizen, now: datetime) -> None:
        """Give a new number to somebody who comes back with completed papers."""
        self._check_in(citizen.reference, "datang-lagi", now)

    def receive_unknown(self, reference: str, now: datetime) -> None:
        """Check in somebody of whom only the number of the case is known."""
        self._check_in(reference, "hadir", now)

    def take_in(self, citizen: Citizen, now: datetime) -> None:
        """Open a case at the counter for somebody who may come without an appointment."""
        person, officer = citizen.person, self.officer("loket")
        page = officer.open(f"{ARRIVALS}tanpa-jadwal/?layanan={person.service}")
        form = officer.expect(page, 200).form("queue_class", "nik")
        answers: dict[str, str | list[str]] = {
            "queue_class": person.road.walks_in,
            "nik": person.nik,
            "full_name": person.full_name,
            "birth_date_day": str(person.born.day),
            "birth_date_month": str(person.born.month),
            "birth_date_year": str(person.born.year),
            "birth_place": person.birth_place,
            "sex": person.sex,
            "address": person.address,
        }
        answers |= {name: "no" for name in form.names() if name.startswith("q_")}
        if form.has("fee"):
            answers["fee"] = form.choices("fee")[0]
        ticket = officer.expect(officer.browser.submit(form, answers), 200)
        citizen.reference, citizen.walked_in = words.reference_at_the_desk(ticket), True
        citizen.resume_code = words.resume_code(ticket, beside=citizen.reference)
        self.known[citizen.reference] = citizen
        self._give_number(citizen.reference, ticket, now)

    def billing_code(self, citizen: Citizen) -> str:
        """Read out, at the counter, the billing code of a case that was opened there; wait while it is made."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            page = self.officer("loket").open_case(citizen.reference, "?lembar=data")
            if code := words.billing_code(page):
                return code
            time.sleep(PAUSE_SECONDS)
        raise Missing(f"{page.address}: no billing code after {PATIENCE_SECONDS:.0f} s")

    def excuse(self, citizen: Citizen) -> datetime:
        """Give another day to somebody who could not come and shows why; return the hour."""
        officer = self.officer("loket")
        page = officer.open_case(citizen.reference, "?lembar=kerja")
        form = page.form("slot", "evidence", to="/jadwal-pengganti/")
        radio = next(one for one in form.fields if one.name == "slot" and one.kind == "radio")
        moment = words.at_hour(words.chosen_day(page), radio.words)
        reason = form.choices("reason")[-1]
        proof = "Surat keterangan rawat inap dari puskesmas (contoh)."
        officer.act(page, "jadwal-pengganti", {"slot": radio.value, "reason": reason, "evidence": proof})
        return moment

    def hand_over(self, citizen: Citizen) -> None:
        """Hand the book to the applicant, a relative or a proxy."""
        relation = citizen.person.road.collects.value
        receiver = citizen.person.full_name if relation == "applicant" else "RAHMAH CONTOH"
        self.backroom.hand_over(citizen.reference, relation=relation, receiver=receiver)

    def withdraw(self, citizen: Citizen) -> None:
        """Close a case whose applicant has withdrawn it in writing."""
        self.backroom.decide(citizen.reference, role="kakanim", act="batalkan", purpose="void", ground="withdrawn")

    def turn(self, station: str, now: datetime) -> Life:
        """Call and serve one number at the station, whoever it is by the rule of the queue; wait if nobody has come."""
        for wait in range(TRIES):
            if self.call(station, now) or self.left_waiting:
                return
            yield now + (wait + 1) * PATIENCE_AT_THE_COUNTER

    def call(self, station: str, now: datetime) -> bool:
        """Call and serve the next number; say whether anybody waited. Whoever is sent on is called there later."""
        counter = self._counter(station)
        with counter.officer.lock:
            number = counter.call(leave=self.left_waiting.get(station, 0))
            if not number:
                return False
            goes_on = getattr(self, f"_serve_{station}")(self._reference(number, counter.officer), counter)
        if goes_on:
            self._let_call(NEXT[station], now + CALL_TO_CALL)
        return True

    def seat_one(self) -> None:
        """Call somebody to the first station and leave them sitting there, if another one waits."""
        self._counter("documents").call(leave=1)

    def _check_in(self, reference: str, act: str, now: datetime) -> None:
        officer = self.officer("loket")
        with officer.lock:
            if reference[-1] in TYPED:
                page = officer.expect(officer.open(ARRIVALS), 200)
                page = officer.browser.submit(page.form("reference"), {"reference": reference})
            else:  # a click in the list of those who are expected
                page = officer.open(f"{ARRIVALS}{reference}/")
            ticket = officer.act(officer.expect(page, 200), act, and_stay=True)
        self._give_number(reference, ticket, now)

    def _give_number(self, reference: str, ticket: Page, now: datetime) -> None:
        numbers = ticket.texts("ticket__number")
        if not numbers:
            raise Missing(f"{ticket.address} ({ticket.status}): no queue number; {ticket.text[:300]}")
        with self._lock:
            self._numbers[numbers[0]] = reference
        self._let_call("documents", now + ARRIVAL_TO_CALL)

    def _let_call(self, station: str, at: datetime) -> None:
        self._stage.enter(f"{self.place.slug}: {station}", self.turn(station, at), at=at)

    def _counter(self, station: str) -> Counter:
        with self._lock:
            if station not in self._counters:
                self._counters[station] = Counter(self.officer(ROLE_AT[station]), station)
            return self._counters[station]

    def _reference(self, number: str, officer: Officer) -> str:
        """Return the case of a number; one that we did not give ourselves is looked up as an officer would."""
        if number in self._numbers:
            return self._numbers[number]
        page = officer.open("/petugas/")
        page = officer.expect(officer.browser.submit(page.form("cari"), {"cari": number}), 200)
        return words.reference_in(page.address)

    def _serve_documents(self, reference: str, counter: Counter) -> bool:
        """Decide every paper, then send on or home; say which."""
        officer, citizen = counter.officer, self.known.get(reference)
        blurred = citizen.blurred if citizen else ""
        page, returned = officer.open_case(reference), False
        for _ in range(TRIES):
            if not page.has_form(to="/terima/"):
                break
            if blurred and page.has_form(to=f"/{blurred}/kembalikan/"):
                page, returned = officer.act(page, "kembalikan", {"reason": "unreadable"}, and_stay=True), True
            else:
                page = officer.act(page, "terima", and_stay=True)
        act = "belum-lengkap" if returned else "dokumen-lengkap"
        if not page.has_form(to=f"/{act}/"):
            page = officer.open_case(reference, "?lembar=kerja")
        officer.act(page, act)
        return not returned

    def _serve_photo(self, reference: str, counter: Counter) -> bool:
        """Take the picture and the fingerprints with the core system's camera and note its reference."""
        taken = {"core_reference": self.outside.photograph(), "photo_passes": "on", "fingers": "10"}
        officer = counter.officer
        officer.act(officer.open_case(reference), "foto", taken)
        return True

    def _serve_interview(self, reference: str, counter: Counter) -> bool:
        """Ask what the guide asks; conclude without doubt, or with one where the road says so."""
        officer, citizen = counter.officer, self.known.get(reference)
        page = officer.open_case(reference)
        answers: dict[str, str | list[str]] = dict(GUIDE)
        if citizen and citizen.person.road.turn is Turn.DOUBT:
            answers |= {"guide_explained": "partly", "doubt": "unclear_purpose"}
            officer.act(page, "wawancara", answers, press=("outcome", "doubt"))
            self.backroom.expects("deepened")
        else:
            outcome = page.form(to="/wawancara/").button("outcome")
            officer.act(page, "wawancara", answers | {"declaration": "on"}, press=outcome)
        self.backroom.expects("adjudication")
        return False
