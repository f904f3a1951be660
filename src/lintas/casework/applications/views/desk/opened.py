"""Which case's values this officer has just asked to see in full: kept in the session, for some minutes."""

from datetime import datetime, timedelta
from uuid import UUID

from lintas.directory.people.requests import DeskRequest

FOR = timedelta(minutes=5)
"""Long enough to compare papers with data, too short for a screen that was left."""

_KEY = "desk_opened"


def open_for_a_while(request: DeskRequest, application_id: UUID, *, at: datetime) -> None:
    """Show the case's values in full until some minutes from now; another case's are hidden again."""
    request.session[_KEY] = [str(application_id), (at + FOR).isoformat()]


def is_open(request: DeskRequest, application_id: UUID, *, at: datetime) -> bool:
    """Say whether the officer asked for this case's values in the last minutes."""
    asked, until = request.session.get(_KEY, ["", ""])
    return asked == str(application_id) and at < datetime.fromisoformat(until)
