"""Lines of a day with one counter, as the forecaster reads them."""

import json

from lintas.visit.queueing.waiting.forecast import Forecaster
from lintas.visit.queueing.waiting.lines import read

DAY = {"e": "meta", "t": 0, "weekday": "Selasa", "counters": 1, "discipline": "priority first; else first come"}
TEN = 36_000


def told(kind, t, **fields):
    return json.dumps({"e": kind, "t": t, **fields})


def day(*lines, mean=600, sd=60, **head):
    services = {"paspor": {"mean": mean, "sd": sd}}
    opening = told("counter_open", TEN, counter="L1", svcs=["paspor"])
    return [json.dumps(DAY | {"services": services} | head), opening, *lines]


def arrive(ticket, t, *, prio=0, appt=None, svc="paspor"):
    return told("arrive", t, ticket=ticket, svc=svc, prio=prio, appt=appt)


def wait_of(ticket, lines, *, at):
    forecaster = Forecaster()
    for line in lines:
        forecaster.take(read(line))
    return forecaster.answer(read(told("query", at, ticket=ticket, q=1)))
