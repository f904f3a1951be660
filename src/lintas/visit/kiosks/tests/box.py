"""A box as the house sees it, for tests: it keeps a log, signs, and tells what it is asked to tell."""

import json
from datetime import date, datetime, timedelta
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lintas.visit.kiosks import operations, reading, rules
from lintas.visit.queueing.tests.factories import DAY, clock

STARTED = clock(6)


class Box:
    """Started at six; its numbers come from one block of a lane, its time from the moment it is told."""

    def __init__(self, point, *, name="pintu-1", enrol=True):
        self.point, self.boot = point, str(uuid4())
        self.private = Ed25519PrivateKey.generate()
        self.key = self.private.public_key().public_bytes_raw()
        self.lines, self.blocks, self.used = [], {}, {}
        self.last = rules.START
        invitation = operations.invite(point_id=point.id, name=name, at=STARTED)
        self.id, self.code = invitation.kiosk_id, invitation.code
        if enrol:
            operations.enrol(kiosk_id=self.id, code=self.code, key=self.key, at=STARTED)

    def lease(self, letter="A", *, day=DAY, at=STARTED, wish=None):
        found = operations.lease(kiosk_id=self.id, wishes=[operations.Wish(wish or uuid4(), letter, day)], at=at)
        for block in found:
            self.blocks.setdefault((letter, day), []).append(block)
        return found

    def next_number(self, letter, day):
        free = [n for b in self.blocks.get((letter, day), ()) for n in range(b.first, b.last + 1)]
        used = self.used.setdefault((letter, day), [])
        used.append(next(n for n in free if n not in used))
        return used[-1]

    def give(self, at: datetime, letter="A", *, day: date = DAY, jump=timedelta(0), **changed):
        """Give the next number; ``jump`` is by how much the clock on the box is wrong."""
        body = {
            "seq": len(self.lines) + 1,
            "id": str(uuid4()),
            "before": self.last.hex(),
            "lane": letter,
            "day": day.isoformat(),
            "number": changed.pop("number", None) or self.next_number(letter, day),
            "reference": "",
        } | changed
        return self.write(body, at, jump)

    def act(self, at: datetime, action, ticket, counter, *, station="", jump=timedelta(0)):
        """Write down what a counter does; ``ticket`` is a line of this box, or a ticket of the house."""
        own = isinstance(ticket, dict)
        body = {
            "seq": len(self.lines) + 1,
            "id": str(uuid4()),
            "before": self.last.hex(),
            "act": action,
            "ticket": ticket["id"] if own else str(ticket.id),
            "number": f"{ticket['lane']} {ticket['number']:03d}" if own else ticket.number,
            "counter": str(counter.id),
            "station": station,
        }
        return self.write(body, at, jump)

    def write(self, body, at, jump):
        body = {"wall": (at + jump).isoformat(), "boot": self.boot, "ticks": self.ticks(at)} | body
        text = json.dumps(body)
        self.last = rules.line_hash(self.last, text.encode())
        self.lines.append(text)
        return body

    def ticks(self, at):
        return round((at - STARTED).total_seconds() * 1000)

    def message(self, at, *, start=0, stop=None, is_all=True, sent_at=None):
        """Return what it says; it reads its running time at ``sent_at``, when the message is long on its way."""
        ticks, lines = self.ticks(sent_at or at), self.lines[start:stop]
        return json.dumps({"boot": self.boot, "ticks": ticks, "all": is_all, "lines": lines}).encode()

    def tell(self, at, **part):
        lines, sent, is_all = reading.log(self.message(at, **part))
        return operations.merge(kiosk_id=self.id, lines=lines, sent=sent, is_all=is_all, at=at)

    def post(self, client, act, body, *, signature=None, path=None):
        address = f"/mesin/anjungan/{self.id}/{act}/"
        if signature is None:
            signature = self.private.sign(rules.signed_bytes(path=path or address, kiosk=str(self.id), body=body)).hex()
        return client.post(address, body, content_type="application/json", headers={"X-Kiosk-Signature": signature})
