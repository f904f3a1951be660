"""Behind the counters: examination, decisions, printing, the shelf."""

import re
import threading
from datetime import date, timedelta
from typing import TYPE_CHECKING

from simulators.population.officer import Officer
from simulators.population.pages import Missing, Page
from simulators.population.roads import Road, Turn
from simulators.register import ABSENT, BANNED, DUPLICATE

if TYPE_CHECKING:
    from simulators.population.crew import Crew

EVIDENCE = "Data pada berkas dibandingkan dengan jawaban sistem pada hari ini (contoh)."
CLAUSE = "Pasal menurut daftar kantor (contoh)"
REVIEW_AFTER = timedelta(days=30)
GROUNDS = {DUPLICATE: "duplicate", ABSENT: "data_conflict", BANNED: "data_conflict"}
"""On which ground a case is deferred, by the ending of the number."""

FOLLOWS = {
    "deepened": "adjudication",
    "deferred": "deferred",
    "adjudication": "printing",
    "printing": "quality",
    "quality": "printing",
}
"""To which list a case goes on that was worked on."""

_BOOK = re.compile(r"\bX\d{7}\b")


class Backroom:
    """What a crew does without the public. Each round looks at whole lists, longest waiting first."""

    def __init__(self, crew: "Crew") -> None:
        self._crew = crew
        self._done: set[tuple[str, str]] = set()
        self._lock = threading.Lock()
        self._expected: set[str] = set(FOLLOWS)

    def expects(self, state: str) -> None:
        """Note that a case may have come to the list of the state."""
        with self._lock:
            self._expected.add(state)

    def round(self, today: date, *, leave: int = 0, everywhere: bool = False) -> None:
        """
        Do what waits in the lists to which something may have come, but leave the newest ``leave`` of each.

        A case can come to a list later than we expect it, when a partner was slow: look ``everywhere`` now and then.
        """
        for role, state, work in (
            ("pemeriksa", "deepened", self._examine),
            ("kakanim", "deferred", self._refuse),
            ("adjudikator", "adjudication", self._adjudicate),
            ("pencetak", "quality", self._check),
            ("pencetak", "printing", self._print),
        ):
            if not self._looks_at(state, everywhere=everywhere):
                continue
            officer = self._crew.officer(role)
            waiting = officer.listed(state)
            for reference in waiting[: len(waiting) - leave]:
                work(officer, reference, today)
                self.expects(FOLLOWS[state])
            if waiting[:leave]:
                self.expects(state)

    def _looks_at(self, state: str, *, everywhere: bool) -> bool:
        """Say whether it is worth looking at the list of the state; examination only where somebody is troubled."""
        with self._lock:
            is_expected = state in self._expected or (everywhere and bool(self._crew.known))
            self._expected.discard(state)
        if state not in ("deepened", "deferred"):
            return is_expected
        return any(is_troubled(citizen.person.road) for citizen in self._crew.known.values())

    def cancel_uncollected(self) -> None:
        """Cancel the books for which nobody came in time."""
        for reference in self._crew.officer("kakanim").listed("ready"):
            if "untuk=uncollected" in " ".join(self._crew.officer("kakanim").open_case(reference).links):
                self.decide(
                    reference, role="kakanim", act="tidak-diambil", purpose="uncollected", ground="not_completed"
                )

    def hand_over(self, reference: str, *, relation: str, receiver: str) -> None:
        """Hand the book over."""
        officer = self._crew.officer("penyerah")
        said: dict[str, str | list[str]] = {
            "relation": relation,
            "receiver": receiver,
            "proof_seen": "on",
            "signed": "on",
        }
        officer.act(officer.open_case(reference, "?lembar=kerja"), "serahkan", said)

    def decide(
        self, reference: str, *, role: str, act: str, purpose: str, ground: str, today: date | None = None
    ) -> None:
        """Decide against a person, with everything that such a decision must say."""
        officer = self._crew.officer(role)
        page = officer.open_case(reference, f"?lembar=kerja&untuk={purpose}&alasan={ground}")
        form = page.form("ground", to=f"/{act}/")
        said: dict[str, str | list[str]] = {"evidence": EVIDENCE}
        if not form.value("clause"):
            said["clause"] = CLAUSE
        if today is not None:
            review = today + REVIEW_AFTER
            said |= {
                "review_on_day": str(review.day),
                "review_on_month": str(review.month),
                "review_on_year": str(review.year),
            }
        officer.act(page, act, said)

    def _examine(self, officer: Officer, reference: str, today: date) -> None:
        """Clear what could be cleared up; defer what stays in doubt; leave alone what nobody can know yet."""
        citizen = self._crew.known.get(reference)
        if citizen is None:
            return
        road = citizen.person.road
        if road.serial in GROUNDS:
            ground = GROUNDS[road.serial]
            self.decide(reference, role="kasi", act="tangguhkan", purpose="defer", ground=ground, today=today)
        elif road.misspelt or road.turn in (Turn.DOUBT, Turn.SENT_BACK):
            if road.misspelt:
                self._crew.outside.register([citizen.person], corrected=True)
            note = "Dijelaskan pemohon dan dicocokkan dengan dokumen asli (contoh)."
            officer.act(officer.open_case(reference, "?lembar=kerja"), "keraguan-terjawab", {"note": note})

    def _refuse(self, officer: Officer, reference: str, today: date) -> None:
        citizen = self._crew.known.get(reference)
        if citizen is not None and citizen.person.road.turn is Turn.REFUSED:
            ground = GROUNDS[citizen.person.road.serial]
            self.decide(reference, role="kakanim", act="tolak", purpose="reject", ground=ground)

    def _adjudicate(self, officer: Officer, reference: str, today: date) -> None:
        page = officer.open_case(reference, "?lembar=kerja")
        if self._first_time(reference, Turn.SENT_BACK):
            note = "Mohon diperiksa lagi tujuan perjalanannya (contoh)."
            officer.act(page, "kembali-diperiksa", {"note": note})
        else:
            officer.act(page, "setujui")

    def _print(self, officer: Officer, reference: str, today: date) -> None:
        with officer.lock:
            page = officer.open_case(reference, "?lembar=kerja")
            officer.act(page, "cetak", {"book_number": _next_book(page) or _next_book(officer.open("/petugas/stok/"))})

    def _check(self, officer: Officer, reference: str, today: date) -> None:
        page = officer.open_case(reference, "?lembar=kerja")
        if self._first_time(reference, Turn.DEFECT):
            officer.act(page, "cacat", {"reason": page.form("reason", to="/cacat/").choices("reason")[0]})
        else:
            officer.act(page, "lulus")

    def _first_time(self, reference: str, turn: Turn) -> bool:
        """Say whether the road has this turn, and the case did not take it before."""
        citizen = self._crew.known.get(reference)
        if citizen is None or citizen.person.road.turn is not turn:
            return False
        with self._lock:
            is_first = (reference, turn.value) not in self._done
            self._done.add((reference, turn.value))
        return is_first


def is_troubled(road: Road) -> bool:
    """Say whether somebody on this road will be examined further."""
    return road.misspelt or bool(road.serial) or road.turn in (Turn.DOUBT, Turn.SENT_BACK)


def _next_book(page: Page) -> str:
    """Return the first number of a blank book on the page, empty without one."""
    shown = " ".join(page.texts("summary") or page.texts("desk-reference")) or page.text
    found = _BOOK.search(shown)
    if found is None and page.address.startswith("/petugas/stok/"):
        raise Missing(f"{page.address}: no blank book is left")
    return found[0] if found else ""
