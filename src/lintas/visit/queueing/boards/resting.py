"""What a board says while nobody is called: why, and until when."""

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from lintas.directory.offices.queries import Opening, OpenState
from lintas.ui import filters
from lintas.visit.queueing.queries import Board, BreakInfo


@dataclass(frozen=True, slots=True)
class Rest:
    """A headline and a sentence below it."""

    title: str
    text: str = ""


def rest(board: Board, opening: Opening, *, today: date, breaks: bool) -> Rest | None:
    """
    Return what stands in the place of the newest call; None while calls are shown. ``breaks``: a counter is on a break.

    Who is still expected or waits is served after closing time too, so the board goes on then.
    """
    goes_on = any(call.is_open for call in board.calls) or (board.people > 0 and board.counters > 0)
    if goes_on and board.calls:
        return None
    if not opening.is_open and not goes_on:
        return closed(opening, today=today)
    if board.calls:
        return None
    if board.counters == 0 and breaks:
        return Rest(_("Loket sedang jeda"), _waiting(board))
    if board.counters == 0:
        return Rest(_("Loket belum dibuka"), _waiting(board) or _("Panggilan tampil di sini begitu loket dibuka."))
    return Rest(_("Belum ada panggilan"), _waiting(board) or _("Belum ada yang menunggu."))


def sign(found: BreakInfo, *, zone: ZoneInfo) -> str:
    """Return the sign of a counter that rests: which, why, until about when."""
    return _("%(counter)s jeda: %(reason)s. Kembali sekitar pukul %(hour)s.") % {
        "counter": found.counter,
        "reason": found.reason.label,
        "hour": filters.hour(found.until, zone),
    }


def closed(opening: Opening, *, today: date) -> Rest:
    """Return why the place is closed, and when it opens again."""
    again = _again(opening.next_on, opening.next_at, today=today)
    if opening.state == OpenState.NOT_YET:
        return Rest(_("Kantor belum buka"), again)
    if opening.state == OpenState.BREAK:
        return Rest(_("Istirahat"), again)
    if opening.state == OpenState.OVER:
        return Rest(_("Pelayanan hari ini selesai"), again)
    reason = str(opening.reason.words) if opening.reason else ""
    return Rest(_("Hari ini tutup"), " · ".join(part for part in (reason, again) if part))


def _again(day: date | None, hour: time | None, *, today: date) -> str:
    if day is None or hour is None:
        return _("Hari buka berikutnya belum diketahui.")
    if day == today:
        return _("Buka lagi pukul %(hour)s.") % {"hour": filters.hour(hour)}
    return _("Buka lagi %(day)s pukul %(hour)s.") % {"day": filters.day(day), "hour": filters.hour(hour)}


def _waiting(board: Board) -> str:
    if not board.people:
        return ""
    return _("%(people)s menunggu.") % {"people": filters.span((board.people, board.people), "people")}
