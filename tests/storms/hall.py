"""
A house with one hall, in a process that is meant to be killed, and a kiosk likewise.

``python -m tests.storms.hall serve PORT CLOCK`` answers kiosks as the house does, at the hour that the file CLOCK
holds, or so many seconds later than it is as it says; below ``/storm/`` the desk gives numbers, a counter calls, and all that is known is told. ``python -m
tests.storms.hall kiosk FOLDER PORT KIOSK CODE`` is the program of a box, whose buttons are lines on standard input.
STORM_WITHOUT takes one thing away from it: ``blocks`` or ``durability``; or from the house: ``order`` or ``steps``.
STORM_POINT is another hall than that of Payakumbuh.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from socketserver import ThreadingMixIn
from urllib.parse import parse_qs
from uuid import UUID, uuid4
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server
from zoneinfo import ZoneInfo

WIB = ZoneInfo("Asia/Jakarta")
WITHOUT = os.environ.get("STORM_WITHOUT", "")


def main() -> None:
    """Do what the first argument says."""
    match sys.argv[1:]:
        case ["kiosk", folder, port, kiosk, code]:
            press_buttons(Path(folder), port, kiosk, code)
        case ["serve", port, clock_file]:
            serve(int(port), Path(clock_file))


class Threaded(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class Silent(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def serve(port: int, clock_file: Path) -> None:
    """Answer until killed."""
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import connections

    from lintas.foundation import clock
    from lintas.visit.kiosks import rules

    clock.now = lambda: _hour(clock_file.read_text())
    if WITHOUT == "order":
        rules.moment_given = lambda told, sent, *, floor, now, more: min(told.wall, now)
    if WITHOUT == "steps":
        from lintas.visit.queueing import operations as queue

        queue.record_apart = lambda **_: None
    house = WSGIHandler()

    def application(environ, start_response):
        path = environ["PATH_INFO"]
        if not path.startswith("/storm/"):
            return house(environ, start_response)
        asked = {name: found[0] for name, found in parse_qs(environ["QUERY_STRING"]).items()}
        try:
            body = json.dumps(ACTS[path.split("/")[2]](at=clock.now(), **asked)).encode()
        finally:
            connections.close_all()
        start_response("200 OK", [("Content-Type", "application/json")])
        return [body]

    make_server("127.0.0.1", port, application, Threaded, Silent).serve_forever()


def _hour(text: str) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=float(text)) if text[0] == "+" else datetime.fromisoformat(text)


def point():
    from lintas.directory.offices import queries as offices

    return offices.point(slug=os.environ.get("STORM_POINT", "payakumbuh"))


def prepare(*, at, kiosks: str, hurried: str = "") -> list[list[str]]:
    """Furnish the house: places, lanes, an officer at each counter, and boxes to enrol; one hurried calls without pause."""
    from lintas.directory.catalogue import operations as catalogue
    from lintas.directory.offices import operations as offices_operations
    from lintas.directory.offices import queries as offices
    from lintas.visit.kiosks import operations
    from lintas.visit.queueing import operations as queue

    offices_operations.load_offices()
    catalogue.load_catalogue(by="system:storm", at=at)
    if hurried:
        own = {"office_code": point().office_code, "effective_from": at.astimezone(WIB).date()}
        kind = {"confidence": "P", "note": "", "by": "system:storm"}
        catalogue.set_parameter(name="call_interval", value="PT0S", at=at, **own, **kind)
    queue.load_lanes()
    for counter in offices.counters(point_id=point().id):
        queue.open_counter(point_id=point().id, counter_id=counter.id, officer_id=uuid4(), at=at)
    found = [operations.invite(point_id=point().id, name=f"pintu-{n}", at=at) for n in range(int(kiosks))]
    return [[str(one.kiosk_id), one.code] for one in found]


def desk(*, at, queue_class: str) -> str:
    """Give a number at the desk."""
    from lintas.visit.queueing import operations as queue

    station = "handover" if queue_class == "collection" else "documents"
    given = queue.issue_ticket(
        point_id=point().id, subject=uuid4(), queue_class=queue_class, station=station, by="officer:storm", at=at
    )
    return given.number


def call(*, at, station: str, most: str = "1") -> int:
    """Call and serve the next at a counter of the station; return how many came."""
    from lintas.directory.offices import queries as offices
    from lintas.visit.queueing import operations as queue

    counter = next(one for one in offices.counters(point_id=point().id) if one.station == station)
    for count in range(int(most)):
        try:
            ticket = queue.call_next(counter_id=counter.id, by="officer:storm", at=at)
        except queue.NobodyWaiting:
            return count
        queue.arrive(ticket_id=ticket.id, by="officer:storm", at=at)
        queue.finish(ticket_id=ticket.id, by="officer:storm", at=at)
    return int(most)


def told(*, at) -> dict[str, object]:
    """Tell all that the house knows."""
    from lintas.visit.kiosks.models import Fork, Given
    from lintas.visit.queueing import queries
    from lintas.visit.queueing.models import Call, Ticket

    lanes = {lane.id: lane.letter for lane in queries.lanes_of(point().id)}
    days = sorted(set(Ticket.objects.values_list("day", flat=True)))
    orders = [queries.order_of(point_id=point().id, day=day) for day in days]
    return {
        "given": [
            [str(row.id), row.outcome, lanes[row.lane_id], str(row.day), row.number, str(row.ticket_id or "")]
            for row in Given.objects.all()
        ],
        "tickets": [
            [str(row.id), lanes[row.lane_id], str(row.day), row.number, row.station] for row in Ticket.objects.all()
        ],
        "journal": [
            [str(row.ticket_id), row.kind, row.station, row.turn if row.kind == "call" else row.after_turn]
            for row in Call.objects.filter(kind__in=["issue", "call"])
        ],
        "calls": sum(order.calls for order in orders),
        "right": sum(order.right for order in orders),
        "forks": Fork.objects.count(),
    }


def serve_counters(*, at, kiosk: str) -> dict[str, str]:
    """Let the counters of the hall go on with this box; name two of one station."""
    from lintas.directory.offices import queries as offices
    from lintas.visit.kiosks import operations

    operations.let_serve(kiosk_id=UUID(kiosk), by="system:storm", at=at)
    first, second = [str(one.id) for one in offices.counters(point_id=point().id) if one.station == "documents"][:2]
    return {"documents": first, "second": second}


def seat(*, at, counter: str) -> str:
    """Call somebody to the counter, who sits down there."""
    from lintas.visit.queueing import operations as queue

    ticket = queue.call_next(counter_id=UUID(counter), by="officer:storm", at=at)
    return queue.arrive(ticket_id=ticket.id, by="officer:storm", at=at).number


def next_number(*, at) -> str:
    """Call and serve the next for papers; return the number, empty when nobody waits."""
    from lintas.directory.offices import queries as offices
    from lintas.visit.queueing import operations as queue

    free = [one for one in offices.counters(point_id=point().id) if one.station == "documents"]
    try:
        ticket = queue.call_next(counter_id=free[0].id, by="officer:storm", at=at)
    except queue.NobodyWaiting:
        return ""
    queue.arrive(ticket_id=ticket.id, by="officer:storm", at=at)
    return queue.finish(ticket_id=ticket.id, by="officer:storm", at=at).number


def told_all(*, at) -> bool:
    """Say whether a box has told every line of its log in the last seconds."""
    from lintas.visit.kiosks.models import Kiosk

    return Kiosk.objects.filter(told_all=True, heard_at__gt=at - timedelta(seconds=4)).exists()


def apart(*, at) -> dict[str, object]:
    """Tell what became of all that was done while the house was away."""
    from lintas.visit.kiosks.models import Act
    from lintas.visit.queueing import queries, rules
    from lintas.visit.queueing.models import Call, Ticket

    order = queries.order_of(point_id=point().id, day=at.astimezone(WIB).date())
    calls = Call.objects.filter(kind="call").order_by("turn").select_related("ticket__lane")
    tickets = Ticket.objects.select_related("lane")
    return {
        "acts": Act.objects.count(),
        "conflicts": Act.objects.filter(outcome="conflict").count(),
        "called": [rules.number_text(one.ticket.lane.letter, one.ticket.number) for one in calls],
        "returned": list(Act.objects.filter(action="come_back", outcome="done").values_list("number", flat=True)),
        "numbers": [rules.number_text(one.lane.letter, one.number) for one in tickets],
        "calls": order.calls,
        "right": order.right,
    }


ACTS = {
    "prepare": prepare,
    "desk": desk,
    "call": call,
    "told": told,
    "ready": lambda *, at: True,
    "serve": serve_counters,
    "seat": seat,
    "next_number": next_number,
    "told_all": told_all,
    "apart": apart,
}


def press_buttons(folder: Path, port: str, kiosk: str, code: str) -> None:
    """Be a box: each line of standard input is a button, with the time at which it is pressed."""
    from kiosk import log as logs
    from kiosk.blocks import Block
    from kiosk.box import Box
    from kiosk.line import Away, Line, Refused, private_key
    from kiosk.times import Instant

    class Told:
        instant: Instant

        def read(self) -> Instant:
            return self.instant

    class Forgetful(logs.Log):
        """Keeps lines back, as a disk does that is not asked to write them: eight at a time."""

        def _keep(self, line, **more):
            if not self._file.in_transaction:
                self._file.execute("BEGIN")
            super()._keep(line, **more)
            if line["seq"] % 8 == 0:
                self._file.execute("COMMIT")

        def add_block(self, *args, **kwargs):
            if self._file.in_transaction:
                self._file.execute("COMMIT")
            super().add_block(*args, **kwargs)

        def _write_mark(self, seq, digest):
            pass

    class Counting(logs.Log):
        """Counts for itself, as a kiosk that was never leased a block."""

        def blocks(self, lane, day):
            return [Block("own", lane, day, 1, 999)]

    kind = {"durability": Forgetful, "blocks": Counting}.get(WITHOUT, logs.Log)
    clock, log = Told(), kind(folder)
    # A busy machine is not a house that is away: here it counts what is lost, not how soon it is noticed.
    line = Line(f"http://127.0.0.1:{port}", kiosk, private_key(folder), patience=30.0)
    box = Box(log, line, clock)
    say("ready", *map(str, log.settings()))
    for wanted in sys.stdin:
        act, boot, ticks, wall, *rest = wanted.split()
        clock.instant = Instant(boot, int(ticks), datetime.fromisoformat(wall))
        try:
            if act == "enrol":
                key = private_key(folder).public_key().public_bytes_raw().hex()
                line.send("daftar", {"code": code, "key": key})
                say("enrolled")
            elif act == "give":
                slip = box.give(lane=rest[0], press=rest[1])
                say("gave", slip.id, slip.lane, slip.day.isoformat(), str(slip.number))
            else:
                box.meet_house()
                say("met")
        except (Away, Refused, logs.Stopped, logs.NoNumbers) as problem:
            say(type(problem).__name__, str(problem).replace(" ", "_"))


def say(*words: str) -> None:
    """Write a line out of this process at once."""
    os.write(1, (" ".join(words) + "\n").encode())


if __name__ == "__main__":
    main()
