"""What an officer did last, and whether it can still be taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from lintas.visit.queueing import rules
from lintas.visit.queueing.models import Call
from lintas.visit.queueing.states import CAN_BE_UNDONE, Action


@dataclass(frozen=True, slots=True)
class LastAct:
    """An act that can be taken back, on a number that reads ``A 024``."""

    kind: Action
    number: str


def lines_of_last_act(by: str, *, since: datetime | None = None) -> list[Call]:
    """
    Return the lines of what ``by`` did last, newest first: several when it moved a party; none when that was before
    ``since``. One query, two of a party.

    One act has one moment, so that all it wrote has the same.
    """
    acts = Call.objects.select_related("ticket", "lane").filter(by=by)
    last = (acts if since is None else acts.filter(at__gte=since)).order_by("-at", "-id").first()
    if last is None or last.party_id is None:
        return [] if last is None else [last]
    return list(acts.filter(at=last.at, party_id=last.party_id).order_by("-id"))


def last_act(by: str, *, within: timedelta, at: datetime) -> LastAct | None:
    """Return what ``by`` did last if it was within the time and can be taken back; None otherwise. At most two queries."""
    lines = lines_of_last_act(by, since=at - within)
    if not lines or lines[-1].kind not in CAN_BE_UNDONE:
        return None
    line = lines[-1]
    return LastAct(Action(line.kind), rules.number_text(line.lane.letter, line.ticket.number))
