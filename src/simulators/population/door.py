"""What officers read off their pages about people they do not know."""

from datetime import datetime

from simulators.population import words
from simulators.population.crew import ARRIVALS, Crew
from simulators.population.officer import CASES
from simulators.population.pages import Missing


def expected(crew: Crew, now: datetime) -> list[tuple[str, datetime]]:
    """Return the number and the hour of everybody who is still expected today, as the page of arrivals shows them."""
    officer = crew.officer("loket")
    page = officer.expect(officer.open(ARRIVALS), 200)
    found = []
    for line in page.all("worklist__item"):
        for link in page.within(line):
            address = link.attributes.get("href", "")
            if address.startswith(ARRIVALS):
                found.append((words.reference_in(address), words.at_hour(now.date(), page.said(line))))
    return found


def receiver_name(crew: Crew, reference: str) -> str:
    """Return the name of the applicant, which stands over the case for whoever hands the book over."""
    page = crew.officer("penyerah").open_case(reference, "?lembar=kerja")
    for one in page.elements:
        if one.tag == "h1" and page.said(one):
            return page.said(one)
    raise Missing(f"{page.address}: no name over the case at {CASES}")
