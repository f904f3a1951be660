"""Cases walked to their end with random values in every personal place, to be looked for afterwards."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from lintas.casework.applications import operations, telling
from lintas.casework.applications.operations import capturing, interviewing, papers
from lintas.casework.applications.tests.walk import AGAINST, GUIDE, Walk
from lintas.directory.catalogue import queries as catalogue
from lintas.exchange.agencies import states as agencies


class Planter:
    """Makes random values and remembers them; ``codes`` are those that stand in the place of a code."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self.planted: list[str] = []
        self.codes: list[str] = []
        self.grounds: list[str] = []

    def word(self, size: int = 14) -> str:
        word = "".join(self._chance.choice("BCDFGHJKLMNPQRSTVWXZ") for _ in range(size))
        self.planted.append(word)
        return word

    def code(self) -> str:
        self.codes.append(self.word())
        return self.codes[-1]

    def ground(self) -> str:
        self.grounds.append(self.code())
        return self.grounds[-1]

    def nik(self) -> str:
        number = f"9999{self._chance.randrange(10**12):012}"
        self.planted.append(number)
        return number


class EveryWord(dict[str, str]):
    """A list of codes that knows every code."""

    def __contains__(self, code: object) -> bool:
        return True


def let_codes_be_random(planter: Planter, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Let the lists of reasons and answers know every code, so that one found anywhere cannot be there by chance.

    What another system answers is replaced by a planted code, but for an answer that lets the case pass.
    """
    fits, grounds = agencies.fits, catalogue.grounds

    def planted_or_clear(kind: agencies.Kind, result: agencies.Result) -> str:
        passes = result in (agencies.Result.MATCH, agencies.Result.CLEAR)
        return fits(kind, result) if passes else planter.code()

    def with_planted(service_key: str) -> Iterator[object]:
        yield from grounds(service_key)
        yield from (SimpleNamespace(code=code) for code in planter.grounds)

    monkeypatch.setattr(agencies, "fits", planted_or_clear)
    monkeypatch.setattr(catalogue, "grounds", with_planted)
    monkeypatch.setattr(capturing, "EXEMPTIONS", EveryWord())
    monkeypatch.setattr(interviewing, "DOUBTS", EveryWord())
    monkeypatch.setattr(papers, "RETURN_REASONS", EveryWord())
    monkeypatch.setattr(interviewing, "GUIDE", dict.fromkeys(GUIDE, ("", EveryWord())))


def walk_with(planter: Planter, house, now, serial: int) -> Walk:
    """Bring one case to its end, or to a refusal, with planted values in every personal place."""
    walk = submitted(planter, Walk(point=house, at=now), serial)
    walk.arrive().called_to("documents")
    operations.return_item(requirement=walk.case.items[0].key, reason=planter.code(), **walk.act_of("loket"))
    walk.accept_all().called_to("photo")
    operations.record_capture(
        core_reference=f"BIO-{serial}", photo_passes=True, fingers=7, exemption=planter.code(),
        **walk.act_of("biometrik"),
    )  # fmt: skip
    walk.called_to("interview")
    if serial % 2:
        refuse(planter, walk)
    else:
        hand_over(planter, walk, serial)
    return walk


def submitted(planter: Planter, walk: Walk, serial: int) -> Walk:
    names = ("full_name", "birth_place", "address", "mother_name", "father_name")
    walk.identity = {name: planter.word() for name in names}
    walk.identity |= {"nik": planter.nik(), "birth_date": "1990-05-17", "sex": "F", "village": "13.76.01.1001"}
    walk.start()
    said = {"application_id": walk.id, "by": walk.by, "at": walk.at}
    operations.save_answers(answers=walk.answers, reader=walk.reader, **said)
    operations.save_identity(values=walk.identity, **said)
    operations.save_contact(email=f"{planter.word()}@contoh.example", phone="", **said)
    for item in walk.case.items:
        walk.give(item.key, item.key, b"\xff\xd8\xff" + planter.word(60).encode())
    operations.choose_place(slot_id=walk.free_slot(), **said)
    operations.submit(declaration=True, reader=walk.reader, **said)
    code, ntpn = f"820261124{serial:06}", f"NTPN{serial:012}"
    walk.submit = lambda: walk
    walk.code(code).pay(number=code, ntpn=ntpn)
    walk.scheduled = lambda: walk
    return walk


def refuse(planter: Planter, walk: Walk) -> None:
    """Doubt, clear the doubt, find what is not clear in every check, defer, refuse."""
    said = {key: planter.code() for key in GUIDE}
    operations.doubt(findings=said, note=planter.word(40), reason=planter.code(), **walk.act_of("pewawancara"))
    operations.clear_doubt(note=planter.word(40), **walk.act_of("pemeriksa"))
    walk.check(identity="near", duplicate="review", watchlist="review")
    texts = {part: planter.word(50) for part in ("clause", "evidence", "remedy", "objection")}
    reasoning = replace(AGAINST, ground=planter.ground(), **texts)
    review_on = (walk.at + timedelta(days=30)).date()
    operations.defer(reasoning=reasoning, review_on=review_on, **walk.act_of("kasi"))
    operations.reject(reasoning=reasoning, **walk.act_of("kakanim"))


def hand_over(planter: Planter, walk: Walk, serial: int) -> None:
    said = {key: planter.code() for key in GUIDE}
    operations.pass_interview(
        findings=said, note=planter.word(40), declaration_signed=True, **walk.act_of("pewawancara")
    )
    telling.tell(application_id=walk.id, news="P17", once_key=f"k{serial}", at=walk.at)
    walk.check()
    operations.approve(**walk.act_of("adjudikator"))
    operations.print_book(book_number=walk.stock(f"X{serial:07}"), **walk.act_of("pencetak"))
    operations.pass_quality(**walk.act_of("pencetak"))
    operations.hand_over(
        relation="family", receiver=planter.word(30), proof_seen=True, signed=True, **walk.act_of("penyerah")
    )
