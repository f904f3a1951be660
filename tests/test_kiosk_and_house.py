"""What the program on a kiosk and the house must agree on, though neither imports the other."""

import hashlib
import json
import random
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from kiosk import island
from kiosk.blocks import Block
from kiosk.codes import Mistyped, case_code
from kiosk.log import Log
from kiosk.times import Instant
from lintas.foundation.ids import new_reference
from lintas.visit.kiosks import reading, rules
from lintas.visit.queueing import rules as turns


def test_codes_of_cases_are_read_alike():
    for _ in range(200):
        code = new_reference("PYK")
        assert case_code(code.replace("-", " ").lower()) == code
        wrong = "0" if code[-1] != "0" else "1"
        with pytest.raises(Mistyped):
            case_code(code[:-1] + wrong)


def test_a_line_of_a_kiosks_log_is_read_and_hashed_alike(tmp_path):
    log = Log(tmp_path)
    day, nine = date(2026, 11, 24), datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    log.add_block(Block("a", "A", day, 1, 9))
    for press in "xyz":
        log.give(press=press, lane="A", day=day, hour=nine, now=Instant("b-0", 5, nine), reference="PYK-7K3M-Q2XD")
    texts, is_all = log.after(0, limit=9)
    message = json.dumps({"boot": "b-0", "ticks": 9, "all": is_all, "lines": texts}).encode()

    lines, _, _ = reading.log(message)
    last = rules.START
    for line in lines:
        assert line.before == last
        last = rules.line_hash(line.before, line.body)

    assert last == log.head()[1]
    assert rules.line_hash(rules.START, b"x") == hashlib.sha256(bytes(32) + b"x").digest()
    log.close()


RULE = {"A": (4, None), "P": (3, 2), "C": (2, None), "D": (2, None)}
NINE = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def somebody(chance, made):
    letter = chance.choice("APCD")
    place, since = (NINE + timedelta(minutes=chance.randint(0, 5)) for _ in range(2))
    return island.Standing(
        str(uuid4()), letter, 1, "documents", "waiting", chance.random() < 0.1, place, since, chance.randint(0, made)
    )


def test_counters_that_are_cut_off_call_by_the_rule_of_the_house():
    chance = random.Random(20261124)
    lanes = {letter: uuid4() for letter in RULE}
    reasons = set()
    for _ in range(3000):
        made = "".join(chance.choices("APCD", k=chance.randint(0, 30)))
        standing = {one.id: one for one in (somebody(chance, len(made)) for _ in range(chance.randint(0, 6)))}
        hall = island.Hall(rule=RULE, calls={"documents": made}, standing=standing)
        heads = {}
        for one in hall.line("documents"):
            heads.setdefault(one.letter, one)
        choice = turns.choose(
            [
                turns.Head(
                    ticket_id=one.id,
                    lane_id=lanes[one.letter],
                    letter=one.letter,
                    weight=RULE[one.letter][0],
                    limit=RULE[one.letter][1],
                    others_before=sum(RULE[letter][1] is None for letter in made[one.since_turn :]),
                    is_front=one.is_front,
                    place=(one.place_at, one.since, one.id),
                )
                for one in heads.values()
            ],
            latest=[lanes[letter] for letter in reversed(made)],
        )
        found = island.next_of(hall, "documents")
        reasons.add(choice and choice.reason)
        assert (found and found.place_at) == (choice and choice.head.place[0])
        assert (found and found.letter) == (choice and next(n for n, i in lanes.items() if i == choice.head.lane_id))
    # A box calls each number by itself: a family is taken apart before.
    assert reasons == {None, *turns.Reason} - {turns.Reason.PARTY}
    assert island.WINDOW == turns.WINDOW


def test_an_act_of_a_counter_is_read_as_it_was_written(tmp_path):
    log = Log(tmp_path)
    counter = island.Counter(str(uuid4()), "Loket 1", "documents")
    one = island.Standing(str(uuid4()), "A", 7, "documents", "waiting", False, NINE, NINE, 0)
    hall = island.Hall(counters=(counter,), stations={"photo": ("foto", "photo")}, standing={one.id: one})
    written = []
    for wish, station in [("call", ""), ("recall", ""), ("arrive", ""), ("transfer", "photo")]:
        act = island.act(hall, counter, wish=wish, ticket=one.id, station=station, hour=NINE)
        log.write_act(press=wish, act=act, day=NINE.date(), hour=NINE, now=Instant("b-0", 5, NINE))
        written += log.since(len(written), day=NINE.date())
        hall = island.play(hall, written[-1:], station_of={})
    texts, is_all = log.after(0, limit=9)
    lines, _, _ = reading.log(json.dumps({"boot": "b-0", "ticks": 9, "all": is_all, "lines": texts}).encode())

    assert [(line.action, str(line.ticket), line.number, line.station) for line in lines] == [
        ("call", one.id, "A 007", ""),
        ("recall", one.id, "A 007", ""),
        ("arrive", one.id, "A 007", ""),
        ("transfer", one.id, "A 007", "photo"),
    ]
    log.close()
