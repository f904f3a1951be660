"""The box: gives numbers from its log, and tells the house whenever it answers."""

import json
import threading
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk import island, times
from kiosk.blocks import Block, short_of
from kiosk.line import Away, Line, Refused
from kiosk.log import Log, Slip, Stopped

LINES_AT_ONCE = 25
EVERY_SECONDS = 1.5
"""How often the house is told, or asked whether it is there again."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A class of visitors at the hall of this box."""

    letter: str
    kind: str
    id: str
    en: str
    block: int
    station: str = ""


class Box:
    """One kiosk. `give` never waits for the house; `meet_house` is called again and again beside it."""

    def __init__(self, log: Log, line: Line, clock: times.Clock) -> None:
        self.log, self._line, self._clock = log, line, clock
        self.is_house_near = self.has_looked = False
        self._wake = threading.Event()

    def hour(self) -> datetime:
        """Return the hour at the hall."""
        found = times.hour(self._clock.read(), self.log.anchor(), known=self._passed())
        return found.astimezone(self._zone())

    def _passed(self) -> list[datetime]:
        """Return hours that have passed for certain: of the last line, and of what the house told of the hall."""
        told = self.log.fact("told_at")
        return [hour for hour in (self.log.latest(), datetime.fromisoformat(told) if told else None) if hour]

    def today(self) -> date:
        """Return the day at the hall."""
        return self.hour().date()

    def lanes(self) -> list[Lane]:
        """Return the classes of visitors as the house last told them."""
        book = json.loads(self.log.fact("lanes", "[]"))
        return [
            Lane(one["letter"], one["class"], one["id"], one["en"], one["block"], one.get("station", ""))
            for one in book
        ]

    def give(self, *, press: str, lane: str, reference: str = "") -> Slip:
        """
        Give the next number of the lane; it is on the medium when this returns.

        :raises NoNumbers: none is left. :raises Stopped: this box must not give numbers.
        """
        now = self._clock.read()
        hour = self.hour()
        slip = self.log.give(press=press, lane=lane, day=hour.date(), hour=hour, now=now, reference=reference)
        self._wake.set()
        return slip

    @property
    def is_alone(self) -> bool:
        """Whether the house was looked for and is not there, so that the counters go on here."""
        return self.has_looked and not self.is_house_near

    def hall(self) -> island.Hall:
        """Return the hall as the house told it last, and what this box has written since."""
        told = json.loads(self.log.fact("hall", "{}"))
        if not told:
            return island.Hall()
        today = self.today()
        hall = island.read(told["hall"], is_today=told["hall"]["day"] == today.isoformat())
        stations = {lane.letter: lane.station for lane in self.lanes()}
        lines = self.log.since(told["seq"], day=today)
        placed = datetime.fromisoformat(told["placed"]) if told.get("placed") else island.NEVER
        return island.play(hall, lines, station_of=stations, placed=placed)

    def act(self, *, press: str, counter_id: str, wish: str, ticket: str = "", station: str = "") -> None:
        """
        Do what an officer asks for at a counter; it is on the medium when this returns. The same press does nothing.

        :raises NotNow: it does not fit, or the house is there: then its console is the one to use.
        :raises Stopped: this box must not act.
        """
        with self.log.held():
            if self.log.knows(press):
                return
            if not self.is_alone:
                raise island.NotNow("near")
            hall = self.hall()
            counter = hall.counter(counter_id)
            if counter is None:
                raise island.NotNow("changed")
            hour = self.hour()
            line = island.act(hall, counter, wish=wish, ticket=ticket, station=station, hour=hour)
            self.log.write_act(press=press, act=line, day=hour.date(), hour=hour, now=self._clock.read())
        self._wake.set()

    def meet_house(self) -> None:
        """
        Tell the house what it does not know, and ask for what is running short. Safe to stop at any moment.

        :raises Away: it does not answer. :raises Refused: it said no. :raises Stopped: it knows another log.
        """
        self.log.must_go_on()
        try:
            self._ask([])
            while self._tell():
                pass
            wishes = list(self._wishes())
            if wishes:
                self._ask(wishes)
            self._look()
            self.log.forget_before(self.today() - timedelta(days=1))
            self.is_house_near = True
        except Away:
            self.is_house_near = False
            raise
        except (KeyError, TypeError, ValueError) as problem:
            # Something answers, but not as a house does: a page of the network, or another version.
            self.is_house_near = False
            raise Away(type(problem).__name__) from None
        except Refused as refusal:
            self.is_house_near = False
            if refusal.status in {400, 401, 409}:
                self.log.stop(refusal.code or "set aside")
            raise
        finally:
            self.has_looked = True

    def keep_meeting(self, until: threading.Event) -> None:
        """Meet the house every second and a half, and at once when a number was given."""
        while not until.is_set():
            self._wake.clear()
            try:
                self.meet_house()
            except (Away, Refused):
                until.wait(EVERY_SECONDS)
            except Stopped:
                return
            else:
                self._wake.wait(EVERY_SECONDS)

    def _tell(self) -> bool:
        """Tell the next lines; return whether there are more."""
        lines, is_all = self.log.after(self.log.told(), limit=LINES_AT_ONCE)
        now = self._clock.read()
        answer = self._line.send("catatan", {"boot": now.boot, "ticks": now.ticks, "all": is_all, "lines": lines})
        before = self.log.told()
        self.log.note_told(seq=answer["seq"], digest=answer["hash"], became=answer["became"])
        if lines and self.log.told() == before:
            # It wants another line than we sent: told() holds what it has, but we did not get on.
            raise Away("the house took nothing")
        return not is_all

    def _look(self) -> None:
        """Ask how the hall stands; a box that serves no counters is told nothing, and keeps nothing."""
        known = json.loads(self.log.fact("hall", "{}"))
        try:
            answer = self._line.send("ruang", {"seen": known.get("digest", "")})
        except Refused as refusal:
            if refusal.status == 404:
                return  # a house that does not know of it yet
            raise
        if not answer["serves"]:
            self.log.note(hall="{}")
            return
        # Once for each hall, not each time: after a restart the clock of a box may stand before all that it was told.
        told_at = {"told_at": answer["now"]} if answer["hall"] and "now" in answer else {}
        hall = {"seq": answer["seq"], "placed": answer.get("placed"), "digest": answer["digest"]}
        self.log.note(hall=json.dumps(hall | {"hall": answer["hall"] or known["hall"]}), **told_at)

    def _wishes(self) -> list[dict[str, str]]:
        today = self.today()
        days = (today, today + timedelta(days=1))
        lanes = [(lane.letter, lane.block) for lane in self.lanes()]
        left = {(letter, day): self.log.left(letter, day) for letter, _ in lanes for day in days}
        return [
            {"id": self.log.wish(letter, day), "lane": letter, "day": day.isoformat()}
            for letter, day in short_of(lanes, today, left)
        ]

    def _ask(self, wishes: list[dict[str, str]]) -> None:
        now = self._clock.read()
        answer = self._line.send("nomor", {"wishes": wishes})
        if answer["seq"] > self.log.head()[0]:
            self.log.stop("the house knows more lines than this log has: it was put back")
        anchor = times.Anchor(now.boot, now.ticks, datetime.fromisoformat(answer["now"]))
        if not times.is_close(self.log.anchor(), anchor):
            self.log.note_anchor(anchor)
        self.log.note(
            zone=answer["zone"],
            point=answer["point"],
            follow=answer.get("follow", ""),
            lanes=json.dumps(answer["lanes"]),
        )
        for one in answer["blocks"]:
            day = date.fromisoformat(one["day"])
            self.log.add_block(Block(one["id"], one["lane"], day, one["first"], one["last"]))

    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.log.fact("zone", "Asia/Jakarta"))
