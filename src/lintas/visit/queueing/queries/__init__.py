"""Who waits, who is called, how long it takes: frozen answers, few queries."""

from lintas.visit.queueing.queries.approaches import answer_until, approached_at
from lintas.visit.queueing.queries.board import Board, BoardCall, LaneWaiting, board
from lintas.visit.queueing.queries.breaks import BreakInfo, Unserved, break_of, breaks_at, unserved
from lintas.visit.queueing.queries.counters import CounterState, counter_of, counters_of, current_ticket
from lintas.visit.queueing.queries.hall import Hall, Standing, hall_of
from lintas.visit.queueing.queries.lanes import LaneOfPoint, lanes_of
from lintas.visit.queueing.queries.order import (
    DayOrder,
    LaneInfo,
    OrderedCall,
    StationOrder,
    order_of,
    transcript,
)
from lintas.visit.queueing.queries.parties import party_numbers
from lintas.visit.queueing.queries.taking_back import LastAct, last_act, lines_of_last_act
from lintas.visit.queueing.queries.tickets import (
    CallRow,
    TicketInfo,
    TicketView,
    day_of,
    info,
    journal,
    may_come_back,
    parked,
    skipped,
    ticket,
    ticket_numbered,
    ticket_of,
    ticket_view,
    waiting,
    whose,
)
from lintas.visit.queueing.queries.waits import Hits, hits_by_lane, hits_of, wait_of_class

__all__ = [
    "Board",
    "BoardCall",
    "BreakInfo",
    "CallRow",
    "CounterState",
    "DayOrder",
    "Hall",
    "Hits",
    "LaneInfo",
    "LaneOfPoint",
    "LaneWaiting",
    "LastAct",
    "OrderedCall",
    "Standing",
    "StationOrder",
    "TicketInfo",
    "TicketView",
    "Unserved",
    "answer_until",
    "approached_at",
    "board",
    "break_of",
    "breaks_at",
    "counter_of",
    "counters_of",
    "current_ticket",
    "day_of",
    "hall_of",
    "hits_by_lane",
    "hits_of",
    "info",
    "journal",
    "lanes_of",
    "last_act",
    "lines_of_last_act",
    "may_come_back",
    "order_of",
    "parked",
    "party_numbers",
    "skipped",
    "ticket",
    "ticket_numbered",
    "ticket_of",
    "ticket_view",
    "transcript",
    "unserved",
    "wait_of_class",
    "waiting",
    "whose",
]
