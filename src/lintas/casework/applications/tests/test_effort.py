"""A little work before a place is chosen: of use once, in one browser, for one deed; and nobody is shut out without it."""

import re
from itertools import count
from random import Random
from uuid import uuid4

import pytest
from django.conf import settings

from lintas.casework.applications import operations
from lintas.casework.applications.rush import asked, effort, permits
from lintas.casework.applications.tests.phone import Phone, a_slot
from lintas.directory.offices import queries as offices
from lintas.directory.people.gate import CaseAccess
from lintas.foundation.access import Level
from lintas.visit.appointments.models import Appointment

BITS = 16
SPLICES = 1_000


def worked(permit: str, key: str, *, bits: int = BITS) -> str:
    return next(one for one in map(str, count()) if effort.is_shown(one, permit=permit, key=key, bits=bits))


@pytest.fixture
def slot_id(house, now, time_is):
    return a_slot(at=now)


@pytest.fixture
def newcomer(house, now):
    """Somebody with a draft and the form of the slot step before them, as fields and cookies."""

    def come() -> tuple[str, dict[str, list[str]], dict[str, str]]:
        started = operations.start_application(service_key="passport.renew.standard", point_id=house.id, at=now)
        session, token, key = uuid4().hex, uuid4().hex, str(uuid4())
        case = CaseAccess(started.reference, started.application_id, started.person_id, Level.FULL, ("x",))
        permit = permits.permit_for(case, session_key=session, bits=BITS)
        fields = {"slot": [str(uuid4())], "once": [key], "izin": [permit], "usaha": [worked(permit, key)]}
        cookies = {settings.SESSION_COOKIE_NAME: session, settings.CSRF_COOKIE_NAME: token}
        return f"/permohonan/{started.reference}/jadwal/", fields, cookies

    return come


def test_the_work_that_was_asked_for_is_known_again(newcomer):
    path, fields, cookies = newcomer()

    assert asked.asked_by_permit(path, fields, cookies).has_worked
    fields["slot"] = [str(uuid4())]  # another hour is the same act, as long as none was given
    assert asked.asked_by_permit(path, fields, cookies).has_worked


@pytest.mark.parametrize("answer", ["", "0" * 17, "nein", "-1"])
def test_what_is_no_answer_is_not_taken_for_one(answer):
    assert not effort.is_shown(answer, permit="a.b", key="c", bits=24)


def test_no_part_lends_another_its_letters():
    assert effort.task(permit="ab", key="c") != effort.task(permit="a", key="bc")


def spliced(people, chance: Random):
    """Yield forms of which something belongs to another browser, another act or another case, or was changed."""
    for number in range(SPLICES):
        (path, fields, cookies), (other_path, theirs, their_cookies) = chance.sample(people, 2)
        permit = fields["izin"][0]
        at = chance.randrange(len(permit))
        changed = permit[:at] + ("0" if permit[at] != "0" else "1") + permit[at + 1 :]
        yield (
            (path, {**fields, "once": [str(uuid4())]}, cookies),
            (path, {**fields, "once": theirs["once"]}, cookies),
            (path, {**fields, "usaha": theirs["usaha"]}, cookies),
            (path, {**theirs, "once": fields["once"]}, cookies),
            (path, fields, their_cookies),
            (other_path, fields, cookies),
            (path, {**fields, "izin": [changed]}, cookies),
        )[number % 7]


def taken(forms) -> int:
    found = [asked.asked_by_permit(*form) for form in forms]
    return sum(one is not None and one.has_worked for one in found)


def test_s22_work_that_was_done_for_something_else_is_worth_no_more_than_guessing(newcomer):
    """S22: 1,000 splices; that chance lets four of them fit a task of 16 bits happens once in hundreds of millions."""
    assert taken(spliced([newcomer() for _ in range(12)], Random(22))) <= 3


def test_s22_control_work_that_is_bound_to_nothing_is_worth_everything(newcomer, monkeypatch):
    monkeypatch.setattr(effort, "task", lambda *, permit, key: bytes(32))
    path, fields, cookies = newcomer()

    forms = [(path, {**fields, "once": [str(uuid4())]}, cookies) for _ in range(SPLICES)]

    assert taken(forms) == SPLICES


class Form:
    """The form of the slot step as a page has it, and the work of a browser with a script."""

    def __init__(self, phone: Phone) -> None:
        phone.begin()
        phone.step("jadwal", follow=False, point=str(offices.point(slug="payakumbuh").id))
        page = phone.see("jadwal").content.decode()
        self.hidden = {name: re.findall(rf'name="{name}" value="([^"]*)"', page)[-1] for name in ("once", "izin")}
        [self.bits] = map(int, re.findall(r'data-zeros="(\d+)"', page))
        [self.deed] = re.findall(r'data-deed="([^"]+)"', page)

    def worked(self) -> dict[str, str]:
        return {**self.hidden, "usaha": worked(self.hidden["izin"], self.hidden["once"], bits=self.bits)}


@pytest.fixture
def empty_pot(monkeypatch):
    monkeypatch.setattr(effort.pot, "take", lambda: False)


def test_who_worked_gets_a_place_in_a_rush_once_however_often_the_form_is_sent(phone, slot_id, empty_pot):
    form = Form(phone)
    assert form.deed == effort.DEED

    replies = [phone.post(phone.page("jadwal"), follow=False, slot=slot_id, **form.worked()) for _ in range(20)]

    assert {(reply.status_code, reply["Location"]) for reply in replies} == {(302, phone.page("periksa"))}
    assert Appointment.objects.count() == 1


@pytest.mark.parametrize("lacking", ["usaha", "izin"])
def test_who_shows_no_work_in_a_rush_hears_when_to_come_again_and_loses_nothing(phone, slot_id, empty_pot, lacking):
    fields = {**Form(phone).worked(), lacking: ""}

    reply = phone.post(phone.page("jadwal"), slot=slot_id, **fields)

    assert (reply.status_code, reply["Retry-After"]) == (429, "60")
    assert "Tunggu satu menit, lalu pilih lagi" in phone.said
    assert not Appointment.objects.exists()
    assert phone.see("jadwal").status_code == 200


def test_without_a_script_nobody_notices_on_an_ordinary_day(phone, slot_id):
    form = Form(phone)

    reply = phone.post(phone.page("jadwal"), follow=False, slot=slot_id, **form.hidden)

    assert reply.status_code == 302
    assert Appointment.objects.get().slot_id == slot_id


def test_the_pot_gives_so_many_a_minute_and_fills_again(monkeypatch):
    at = [100.0]
    monkeypatch.setattr(effort.time, "monotonic", lambda: at[0])
    pot = effort.Pot(60)

    assert sum(pot.take() for _ in range(100)) == 60
    at[0] += 10
    assert sum(pot.take() for _ in range(100)) == 10
    at[0] += 3_600
    assert sum(pot.take() for _ in range(100)) == 60
