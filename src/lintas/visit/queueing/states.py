"""
The life of a queue ticket (process.yaml, queue_ticket Q01-Q10), and the words of the hall.

Beside these a number is withdrawn with its case (P32 and other ends), wherever it stands; who waits may step out
for a while and keep the place; an officer may park a number in the same way; an officer may take back the own
last act; a family is called together and served at one counter, one after the other; and a number that was
taken before coming is expected until its holder is there (our proposals, P).
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class State(TextChoices):
    """Where a ticket stands."""

    EXPECTED = "expected", _("Dinantikan")
    WAITING = "waiting", _("Menunggu")
    CALLED = "called", _("Dipanggil")
    SERVING = "serving", _("Dilayani")
    TRANSFERRED = "transferred", _("Pindah loket")
    AWAY = "away", _("Sedang keluar")
    PARKED = "parked", _("Ditunda")
    BESIDE = "beside", _("Dipanggil bersama keluarga")
    HELD = "held", _("Menunggu keluarga")
    SKIPPED = "skipped", _("Terlewat")
    DONE = "done", _("Selesai")
    CANCELLED = "cancelled", _("Dibatalkan")


class Action(TextChoices):
    """What may be done with a ticket."""

    ISSUE = "issue", _("Terbitkan")
    SHOW_UP = "show_up", _("Sudah tiba")
    CALL = "call", _("Panggil")
    RECALL = "recall", _("Panggil ulang")
    ARRIVE = "arrive", _("Sudah di loket")
    APPROACH = "approach", _("Hampiri")
    MISS = "miss", _("Tidak datang")
    COME_BACK = "come_back", _("Kembali ke antrean")
    STEP_OUT = "step_out", _("Keluar sebentar")
    STEP_IN = "step_in", _("Sudah di ruang tunggu lagi")
    PARK = "park", _("Tunda")
    UNPARK = "unpark", _("Lanjutkan")
    TRANSFER = "transfer", _("Teruskan")
    FINISH = "finish", _("Selesai")
    CANCEL = "cancel", _("Batalkan")
    END = "end", _("Akhiri")
    WITHDRAW = "withdraw", _("Tarik")
    UNDO = "undo", _("Batalkan langkah terakhir")
    GATHER = "gather", _("Gabung dengan keluarga")
    ACCOMPANY = "accompany", _("Dipanggil bersama keluarga")
    FOLLOW = "follow", _("Giliran dalam keluarga")
    HOLD = "hold", _("Menunggu keluarga")
    REJOIN = "rejoin", _("Menunggu panggilan lagi")
    SPLIT = "split", _("Pisah dari keluarga")


class QueueClass(TextChoices):
    """The classes of visitors; each has a lane with its own letter at a point."""

    REGULAR = "regular", _("reguler")
    PRIORITY = "priority", _("prioritas")
    ACCELERATED = "accelerated", _("selesai hari yang sama")
    COLLECTION = "collection", _("pengambilan")
    QUICK = "quick", _("urusan singkat")


class OverrideReason(TextChoices):
    """
    Why a number is called out of turn; everybody reads it, so it says nothing of the person.

    Source: our proposal (P).
    """

    URGENT = "urgent", _("keadaan mendesak")
    INTERRUPTED = "interrupted", _("melanjutkan layanan yang terputus")
    LAST_RIDE = "last_ride", _("kapal atau angkutan terakhir")
    OUR_FAULT = "our_fault", _("kesalahan atau gangguan dari kantor")


class Ground(TextChoices):
    """
    Why numbers are one party; everybody may read it, so it says nothing of the person.

    Source: our proposal (P).
    """

    BOOKED = "booked", _("mendaftar bersama")
    HOUSEHOLD = "household", _("satu kartu keluarga, diperlihatkan kepada petugas")
    CHILD = "child", _("anak dengan orang tua atau wali")


class SplitReason(TextChoices):
    """Why a number leaves its party. Source: our proposal (P)."""

    WISH = "wish", _("ingin dipanggil sendiri")
    MISTAKE = "mistake", _("salah digabungkan")
    APART = "apart", _("loket terputus dari server")


class BreakReason(TextChoices):
    """Why a counter pauses, as the sign on the board says: nothing of the officer, such as the faith."""

    REST = "rest", _("istirahat")
    FAULT = "fault", _("gangguan alat")


BREAK_LENGTHS = (10, 15, 30, 60)
"""Minutes that a break may be announced for. Source: our proposal (P)."""


class Station(TextChoices):
    """Where in the visit a ticket waits."""

    DOCUMENTS = "documents", _("pemeriksaan berkas")
    PHOTO = "photo", _("foto dan sidik jari")
    INTERVIEW = "interview", _("wawancara")
    HANDOVER = "handover", _("penyerahan paspor")


AFTER = {
    (State.EXPECTED, Action.SHOW_UP): State.WAITING,
    (State.EXPECTED, Action.CANCEL): State.CANCELLED,
    (State.EXPECTED, Action.END): State.CANCELLED,
    (State.EXPECTED, Action.WITHDRAW): State.CANCELLED,
    (State.WAITING, Action.SHOW_UP): State.WAITING,
    (State.WAITING, Action.CALL): State.CALLED,
    (State.CALLED, Action.RECALL): State.CALLED,
    (State.CALLED, Action.APPROACH): State.CALLED,
    (State.CALLED, Action.ARRIVE): State.SERVING,
    (State.CALLED, Action.MISS): State.SKIPPED,
    (State.SKIPPED, Action.COME_BACK): State.WAITING,
    (State.WAITING, Action.STEP_OUT): State.AWAY,
    (State.TRANSFERRED, Action.STEP_OUT): State.AWAY,
    (State.AWAY, Action.STEP_IN): State.WAITING,
    (State.WAITING, Action.PARK): State.PARKED,
    (State.TRANSFERRED, Action.PARK): State.PARKED,
    (State.SERVING, Action.PARK): State.PARKED,
    (State.PARKED, Action.UNPARK): State.WAITING,
    (State.SERVING, Action.TRANSFER): State.TRANSFERRED,
    (State.TRANSFERRED, Action.CALL): State.CALLED,
    (State.SERVING, Action.FINISH): State.DONE,
    (State.SKIPPED, Action.END): State.CANCELLED,
    (State.WAITING, Action.CANCEL): State.CANCELLED,
    (State.AWAY, Action.CANCEL): State.CANCELLED,
    (State.PARKED, Action.CANCEL): State.CANCELLED,
    (State.WAITING, Action.GATHER): State.WAITING,
    (State.TRANSFERRED, Action.GATHER): State.TRANSFERRED,
    (State.HELD, Action.GATHER): State.TRANSFERRED,
    (State.WAITING, Action.ACCOMPANY): State.BESIDE,
    (State.TRANSFERRED, Action.ACCOMPANY): State.BESIDE,
    (State.BESIDE, Action.FOLLOW): State.SERVING,
    (State.BESIDE, Action.MISS): State.SKIPPED,
    (State.BESIDE, Action.REJOIN): State.WAITING,
    (State.TRANSFERRED, Action.HOLD): State.HELD,
    (State.WAITING, Action.SPLIT): State.WAITING,
    (State.TRANSFERRED, Action.SPLIT): State.TRANSFERRED,
    (State.BESIDE, Action.SPLIT): State.WAITING,
    (State.HELD, Action.SPLIT): State.TRANSFERRED,
    (State.HELD, Action.CANCEL): State.CANCELLED,
    (State.WAITING, Action.WITHDRAW): State.CANCELLED,
    (State.TRANSFERRED, Action.WITHDRAW): State.CANCELLED,
    (State.CALLED, Action.WITHDRAW): State.CANCELLED,
    (State.SERVING, Action.WITHDRAW): State.CANCELLED,
    (State.SKIPPED, Action.WITHDRAW): State.CANCELLED,
    (State.AWAY, Action.WITHDRAW): State.CANCELLED,
    (State.PARKED, Action.WITHDRAW): State.CANCELLED,
    (State.BESIDE, Action.WITHDRAW): State.CANCELLED,
    (State.HELD, Action.WITHDRAW): State.CANCELLED,
}

IN_LINE = frozenset({State.WAITING, State.TRANSFERRED})
"""May be called next."""

AT_A_COUNTER = frozenset({State.CALLED, State.SERVING})
"""Belongs to one counter, which has no other ticket meanwhile."""

HAS_A_COUNTER = AT_A_COUNTER | {State.BESIDE}
"""Was called to one counter; of a party, one after the other is served there while the others stand beside."""

IN_THE_HOUSE = IN_LINE | HAS_A_COUNTER | {State.SKIPPED, State.AWAY, State.PARKED, State.HELD, State.EXPECTED}
"""The visit goes on, or its holder is on the way; an application has one such ticket a day."""


TAKES_A_TURN = frozenset({Action.CALL, Action.ACCOMPANY})
"""Calls, of which each counts for the shares: a party takes as many turns as it has numbers."""

CAN_BE_UNDONE = frozenset({Action.CALL, Action.ARRIVE, Action.MISS, Action.PARK, Action.TRANSFER, Action.FINISH})
"""What an officer may take back: the acts of the console, each of which leads back to where the number stood."""


class TicketNotAllowed(DomainError):
    """The ticket stands where this action leads nowhere."""

    code = "queueing.action_not_allowed"
    text = _("Nomor ini berstatus “%(state)s”, jadi langkah itu tidak bisa dilakukan. Muat ulang halaman ini.")


def state_after(state: str, action: Action) -> State:
    """Return where the action leads. :raises TicketNotAllowed: it leads nowhere from here."""
    try:
        return AFTER[State(state), action]
    except KeyError:
        raise TicketNotAllowed(state=State(state).label) from None


def allowed_actions(state: str) -> tuple[Action, ...]:
    """Return what may be done from this state, for the buttons of a page."""
    return tuple(action for action in Action if (state, action) in AFTER)
