"""``python -m benchmarks.inside``: do the acts that are asked for, a line of JSON each, and answer with a line each."""

import json
import sys
from collections.abc import Callable
from typing import Any

import django


def main() -> None:
    """Do one act after the other until nobody asks any more."""
    answers, sys.stdout = sys.stdout, sys.stderr
    django.setup()
    from benchmarks.inside import (
        booking,
        calling,
        cases,
        drawing,
        flood,
        hall_day,
        halls,
        prepare,
        reading,
        rush,
        tickets,
    )

    acts: dict[str, Callable[..., Any]] = {
        "prepare": prepare.prepare,
        "addresses": reading.addresses,
        "read": reading.record,
        "cases": cases.cases,
        "drafts": cases.drafts,
        "filled": cases.filled,
        "book": booking.book,
        "booked": booking.record,
        "hall": calling.hall,
        "call": calling.call,
        "done": calling.done,
        "crowd": rush.crowd,
        "set_room": rush.set_room,
        "books": rush.books,
        "open_halls": halls.open_halls,
        "seen": halls.seen,
        "act": halls.act,
        "take_tickets": tickets.take,
        "record_ticket": tickets.record,
        "desks": tickets.desks,
        "next_day": tickets.next_day,
        "loosen_tickets": tickets.loosen,
        "empty_lane": tickets.empty_lane,
        "scene": flood.scene,
        "draw": drawing.draw,
        "hall_day": hall_day.hall_day,
    }
    for line in sys.stdin:
        asked = json.loads(line)
        answers.write(json.dumps(acts[asked["what"]](**asked["given"])) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
