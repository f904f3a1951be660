"""
Cases walked over and over by a process that is meant to be killed.

``python -m tests.storms.flows prepare`` furnishes the database; ``run SEED`` keeps one child walking cases
and starts another when it dies; ``verify`` reads acknowledgements and says what was lost or torn. Each line
a child writes goes out before the next thing happens: ``child PID``, ``begin FLOW``, ``ack FLOW CASE``.
"""

import os
import random
import sys
import time
import traceback
from uuid import UUID

FLOWS = ("submit", "book", "decide")


def main() -> None:
    """Do what the first argument says."""
    import django

    django.setup()
    match sys.argv[1:]:
        case ["prepare"]:
            prepare()
        case ["run", seed]:
            run(int(seed))
        case ["verify"]:
            sys.exit(verify())


def prepare() -> None:
    """Furnish an empty database with room for many cases."""
    from django.db.models import F

    from lintas.foundation import clock
    from lintas.visit.appointments.models import Slot
    from tests.house import furnish

    furnish(clock.now())
    Slot.objects.update(capacity=F("capacity") + 5000)


def run(seed: int) -> None:
    """Keep one child at work until told to stop."""
    from django.db import connections

    connections.close_all()
    chance = random.Random(seed)
    while True:
        child_seed = chance.getrandbits(60)
        pid = os.fork()
        if pid == 0:
            walk_for_ever(child_seed)
        say(f"child {pid}")
        os.waitpid(pid, 0)


def walk_for_ever(seed: int) -> None:
    """Walk cases; a database that went away is waited for."""
    from django.db import Error, close_old_connections, connections

    chance = random.Random(seed)
    while True:
        try:
            walk_once(chance)
        except Error:
            for connection in connections.all():
                connection.close()
            close_old_connections()
            time.sleep(0.1)
        except BaseException:
            traceback.print_exc()
            os._exit(3)


def walk_once(chance: random.Random) -> None:
    """Take one case through the three flows, saying each before and after."""
    from lintas.casework.applications.tests.walk import IDENTITY, Walk
    from lintas.directory.offices import queries as offices
    from lintas.foundation import clock

    # Numbers are never drawn again, not even by another run with the seed of this one.
    unique = random.SystemRandom()
    number = f"9999{unique.randrange(10**12):012}"
    code = f"820{unique.randrange(10**12):012}"
    point = chance.choice(offices.points())
    walk = Walk(point=point, at=clock.now(), identity={**IDENTITY, "nik": number})
    walk.fill().place()
    # What was prepared stands; only the named flows are counted.
    walk.fill = walk.place = lambda: walk
    step("submit", walk, walk.submit)
    step("book", walk, lambda: walk.code(code).pay(number=code, ntpn=f"N{unique.randrange(10**15):015}"))
    walk.scheduled = lambda: walk
    walk.called_to = lambda station: send_away(walk)
    walk.interview().check()
    walk.interview = walk.check = lambda *_: walk
    step("decide", walk, walk.approve)


def send_away(walk) -> None:
    """End the case's number: many walk here at once, and only one could be called first."""
    from lintas.visit.queueing import operations as queue
    from lintas.visit.queueing import queries as tickets

    view = tickets.ticket_of(walk.id, at=walk.at)
    if view is not None and view.ticket.state == "waiting":
        queue.cancel(ticket_id=view.ticket.id, by=walk.by, at=walk.at)


def step(flow: str, walk, act) -> None:
    """Say what begins, do it, and acknowledge it only after it has returned."""
    say(f"begin {flow} {walk.id}")
    act()
    say(f"ack {flow} {walk.id}")


def say(line: str) -> None:
    """Write the line out of this process at once."""
    os.write(1, f"{line}\n".encode())


def verify() -> int:
    """Print what is lost of the acknowledgements on standard input, and what is torn; return how many faults."""
    lost = [line for line in sys.stdin.read().splitlines() if not kept(*line.split())]
    faults = [f"lost {line}" for line in lost] + list(torn())
    print("\n".join(faults) or "nothing lost, nothing torn")
    return min(len(faults), 100)


def kept(flow: str, case: str) -> bool:
    """Say whether the acknowledged flow of the case left everything it should."""
    from lintas.casework.applications.models import Decision, Step
    from lintas.exchange.payments.models import Bill
    from lintas.visit.appointments.models import Appointment

    transition = {"submit": "P01", "book": "P02", "decide": "P25"}[flow]
    there = Step.objects.filter(application_id=case, transition=transition).count() == 1
    match flow:
        case "submit":
            return there and Bill.objects.filter(subject=case).count() == 1
        case "book":
            return there and Appointment.objects.filter(subject=case, held_until__isnull=True).exists()
        case _:
            return there and Decision.objects.filter(application_id=case, kind="approve").count() == 1


def torn():
    """Yield every case of which one part was kept and another not."""
    from django.db.models import Count

    from lintas.casework.applications.models import Application, Step
    from lintas.foundation.ledger.models import Entry
    from lintas.foundation.outbox.models import Event
    from lintas.visit.appointments.models import Appointment, Slot

    name = "applications.advanced"
    told = {UUID(event["step_id"]) for event in Event.objects.filter(name=name).values_list("body", flat=True)}
    entered, decided = (
        dict(Entry.objects.filter(act=act).values_list("subject").annotate(number=Count("id")))
        for act in (name, "applications.item_decided")
    )
    for case in Application.objects.annotate(walked=Count("steps")):
        counted = case.version - decided.get(case.id, 0)
        if counted != case.walked or entered.get(case.id, 0) != case.walked:
            yield f"torn case {case.id}: counted {counted}, steps {case.walked}, ledger {entered.get(case.id, 0)}"
    untold = set(Step.objects.values_list("id", flat=True)) ^ told
    yield from (f"torn step {step}" for step in untold)
    held = dict(Appointment.objects.counting_as_taken().values_list("slot_id").annotate(number=Count("id")))
    for slot in Slot.objects.filter(taken__gt=0):
        if slot.taken != held.get(slot.id, 0):
            yield f"torn slot {slot.id}: taken {slot.taken}, places {held.get(slot.id, 0)}"


if __name__ == "__main__":
    main()
