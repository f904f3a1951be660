"""What a case's visitor needs, opened in one look."""

from datetime import datetime

from lintas.casework.applications.queries.sealed import Opened, look_into
from lintas.directory.people.queries import Reader
from lintas.visit.needs import queries as needs
from lintas.visit.needs.queries import StatementInfo, Told


def needs_told(stated: StatementInfo | None, *, reader: Reader, purpose: str, at: datetime) -> Told:
    """Return what was stated; the look is recorded. Who stated nothing is not looked at."""
    if stated is None:
        return needs.NOTHING
    opened = look_into(
        stated.cells.values(),
        person_id=stated.person_id,
        case_id=stated.subject,
        reader=reader,
        purpose=purpose,
        at=at,
    )
    return needs_in(opened, stated)


def needs_in(opened: Opened, stated: StatementInfo | None) -> Told:
    """Return what a look that is done already says of the needs."""
    return needs.told({name: opened.text(cell) for name, cell in stated.cells.items()}) if stated else needs.NOTHING
