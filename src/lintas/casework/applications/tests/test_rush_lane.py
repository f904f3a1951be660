"""The lane serves the page's own form, keeps the page's promises, and leaves everything else to the page."""

import asyncio
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.http import HttpRequest
from django.test import Client

from lintas.casework.applications import operations
from lintas.casework.applications.models import Application
from lintas.casework.applications.rush import lane as lanes
from lintas.casework.applications.rush import permits
from lintas.casework.applications.rush.asked import is_form
from lintas.casework.applications.tests.phone import a_slot
from lintas.casework.applications.views.citizen import places as citizen_places
from lintas.directory.people import gate
from lintas.foundation.access import Level
from lintas.foundation.idempotency.models import Reply
from lintas.foundation.ledger.models import Entry
from lintas.visit.appointments import queries as appointments
from lintas.visit.appointments.models import Appointment, Slot

pytestmark = pytest.mark.only_on("postgresql", "the lane is for many writers; SQLite has one, and forms go to the page")


@dataclass
class Browser:
    """One person with a draft open, and the form of the slot step before them."""

    reference: str
    application_id: UUID
    session: str
    permit: str
    token: str = field(default_factory=lambda: uuid4().hex)

    @property
    def path(self) -> str:
        return f"/permohonan/{self.reference}/jadwal/"

    def form(self, slot_id: UUID, **changes: str) -> dict[str, str]:
        fixed = {"csrfmiddlewaretoken": self.token, "lalu": "", "izin": self.permit, "once": str(uuid4()), "usaha": "0"}
        return {**fixed, "slot": str(slot_id), **changes}

    def scope(self, body: bytes, **changes):
        names = {settings.SESSION_COOKIE_NAME: self.session, settings.CSRF_COOKIE_NAME: self.token}
        cookies = "; ".join(f"{name}={value}" for name, value in names.items())
        headers = {
            b"content-type": b"application/x-www-form-urlencoded",
            b"content-length": b"%d" % len(body),
            b"cookie": cookies.encode(),
            **changes.pop("headers", {}),
        }
        fixed = {"type": "http", "method": "POST", "path": self.path, "query_string": b""}
        return {**fixed, "headers": list(headers.items()), **changes}

    def by_the_page(self, form: dict[str, str]):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = self.session
        client.cookies[settings.CSRF_COOKIE_NAME] = self.token
        return client.post(self.path, urlencode(form), content_type="application/x-www-form-urlencoded")


PAGE = ("the page", {}, b"")


async def send(browser: Browser, form: dict[str, str], **changes):
    """Return status, headers and body of the answer; `PAGE` when the form was handed on whole."""
    body, sent, handed_on = urlencode(form).encode(), [], []
    messages = [{"type": "http.request", "body": body[:9], "more_body": True}]
    messages.append({"type": "http.request", "body": body[9:], "more_body": False})

    async def receive():
        return messages.pop(0)

    async def answer(message):
        sent.append(message)

    async def otherwise(scope, receive, send):
        handed_on.append((await receive())["body"])

    scope = browser.scope(body, **changes)
    if not lanes.is_for_lane(scope):
        return PAGE
    await lanes.lane(scope, receive, answer, otherwise=otherwise)
    if handed_on:
        assert handed_on == [body]
        return PAGE
    start, content = sent
    return start["status"], dict(start["headers"]), content["body"]


@pytest.fixture
def loop():
    """Run a story in an event loop of its own thread: a browser test may have left one in this."""

    async def close():
        await asyncio.get_running_loop().run_in_executor(lane()._worker, connections.close_all)

    with ThreadPoolExecutor(1) as apart:
        runner = asyncio.Runner()
        yield lambda story: apart.submit(runner.run, story).result()
        apart.submit(runner.run, close()).result()
        apart.submit(runner.close).result()


def lane() -> lanes.Lane:
    return lanes._lanes.setdefault(asyncio.get_running_loop(), lanes.Lane())


@pytest.fixture
def slot(transactional_db, house, now) -> Slot:
    return Slot.objects.get(id=a_slot(at=now))


@pytest.fixture
def newcomer(slot, house, now, time_is):
    def come() -> Browser:
        started = operations.start_application(service_key="passport.renew.standard", point_id=house.id, at=now)
        request = HttpRequest()
        request.session = import_module(settings.SESSION_ENGINE).SessionStore()
        gate.open_case(request, started.reference, started.application_id, started.person_id, level=Level.FULL)
        request.session.save()
        session = request.session.session_key
        permit = permits.permit_for(request.case, session_key=session, bits=0)
        return Browser(started.reference, started.application_id, session, permit)

    return come


class Looked(Exception):
    """The session was looked at."""


@pytest.fixture
def a_permit_is_enough(monkeypatch):
    """While it lasts, the gate must not look at what the browser holds."""

    def look(request, reference):
        raise Looked

    @contextmanager
    def lasts():
        with monkeypatch.context() as patch:
            patch.setattr(gate.sessions, "case_of", look)
            yield

    return lasts


def test_the_form_of_the_page_is_served_with_all_that_belongs_to_a_place(loop, newcomer, slot, now):
    siti = newcomer()

    status, headers, _ = loop(send(siti, siti.form(slot.id)))

    assert (status, headers[b"location"].decode()) == (302, f"/permohonan/{siti.reference}/periksa/")
    held = appointments.appointment_of(siti.application_id)
    assert (held.slot_id, held.state) == (slot.id, "held")
    assert held.held_until > now
    assert Entry.objects.filter(subject=siti.application_id, act="appointments.place_held").count() == 1
    slot.refresh_from_db()
    assert slot.taken == 1


def test_the_page_gives_its_form_a_permit_that_the_lane_takes(loop, newcomer, slot):
    siti = newcomer()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = siti.session
    page = client.get(siti.path).content.decode()
    siti.permit = page.partition('name="izin" value="')[2].partition('"')[0]

    assert loop(send(siti, siti.form(slot.id)))[0] == 302


def test_the_same_form_sent_again_to_the_page_gets_the_same_answer_and_takes_nothing_more(loop, newcomer, slot):
    siti = newcomer()
    form = siti.form(slot.id, lalu="check")
    _, headers, _ = loop(send(siti, form))

    again = siti.by_the_page(form)

    assert (again.status_code, again["Location"]) == (302, headers[b"location"].decode())
    assert loop(send(siti, form)) == PAGE  # it knows the answers to acts done before
    assert Appointment.objects.count() == Reply.objects.count() == 1


def test_the_same_key_with_another_session_is_refused_by_the_page(loop, newcomer, slot, now):
    siti = newcomer()
    form = siti.form(slot.id)
    loop(send(siti, form))
    other = {**form, "slot": str(a_slot(at=now, later=2))}

    assert loop(send(siti, other)) == PAGE
    assert siti.by_the_page(other).status_code == 422


def test_a_permit_is_of_no_use_in_another_browser_for_another_case_altered_or_old(loop, newcomer, slot, monkeypatch):
    siti, budi = newcomer(), newcomer()
    mine = siti.form(slot.id)

    assert loop(send(budi, mine)) == PAGE
    assert loop(send(siti, mine, path=budi.path)) == PAGE
    assert loop(send(siti, {**mine, "izin": siti.permit[:-1] + ("A" if siti.permit[-1] != "A" else "B")})) == PAGE
    said = siti.permit.split(".")
    for number, other in enumerate([budi.reference, budi.application_id.hex, uuid4().hex, "0" * 16, "ffffffff", ""]):
        forged = ".".join([*said[:number], other, *said[number + 1 :]])
        assert loop(send(siti, {**mine, "izin": forged})) == PAGE
    assert loop(send(siti, {**mine, "izin": "."})) == PAGE
    late = permits.time.time() + permits.LASTS.total_seconds() + 1
    monkeypatch.setattr(permits.time, "time", lambda: late)
    assert loop(send(siti, mine)) == PAGE
    assert not Appointment.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"method": "GET"},
        {"query_string": b"ganti=1"},
        {"path": "/permohonan/PYK-AAAA-AAAA/periksa/"},
        {"headers": {b"content-length": b"5000"}},
        {"headers": {b"content-length": b"x"}},
        {"headers": {b"content-type": b"multipart/form-data; boundary=x"}},
        {"headers": {b"cookie": b""}},
    ],
)
def test_what_is_not_plainly_the_form_goes_to_the_page(loop, newcomer, slot, changes):
    siti = newcomer()

    assert loop(send(siti, siti.form(slot.id), **changes)) == PAGE
    assert not Appointment.objects.exists()


@pytest.mark.parametrize("changes", [{"slot": "x"}, {"once": "x"}, {"izin": ""}, {"point": str(uuid4())}])
def test_a_form_with_other_contents_goes_to_the_page(loop, newcomer, slot, changes):
    siti = newcomer()

    assert loop(send(siti, siti.form(slot.id, **changes))) == PAGE
    assert not Appointment.objects.exists()


def test_a_draft_that_may_no_longer_choose_goes_to_the_page_and_its_key_stays_free(loop, newcomer, slot):
    siti = newcomer()
    Application.objects.filter(id=siti.application_id).update(state="cancelled")

    assert loop(send(siti, siti.form(slot.id))) == PAGE
    assert not Reply.objects.exists()


def test_a_new_code_ends_what_the_old_one_opened_at_once_here_too(loop, newcomer, slot):
    siti = newcomer()
    operations.renew_resume_code(application_id=siti.application_id)

    assert loop(send(siti, siti.form(slot.id))) == PAGE
    reply = siti.by_the_page(siti.form(slot.id))
    assert (reply.status_code, reply["Location"]) == (302, "/lanjutkan/")
    assert not Appointment.objects.exists()


def test_for_whom_nothing_is_left_hears_it_in_their_language_and_may_send_the_same_form_later(loop, newcomer, slot):
    Slot.objects.filter(id=slot.id).update(capacity=1, taken=1)
    siti = newcomer()
    form = siti.form(slot.id)

    status, _, page = loop(send(siti, form))

    assert status == 409
    assert "Jadwal ini baru saja penuh" in page.decode()
    names = {"bahasa": "en", settings.SESSION_COOKIE_NAME: siti.session, settings.CSRF_COOKIE_NAME: siti.token}
    cookies = "; ".join(f"{name}={value}" for name, value in names.items()).encode()
    assert "This time has just filled up" in loop(send(siti, form, headers={b"cookie": cookies}))[2].decode()
    Slot.objects.filter(id=slot.id).update(capacity=2)
    appointments.forget_full()
    assert loop(send(siti, form))[0] == 302


def test_who_has_the_last_place_is_never_told_from_memory_that_it_is_full(loop, newcomer, slot):
    Slot.objects.filter(id=slot.id).update(capacity=1)
    siti, budi = newcomer(), newcomer()
    form = siti.form(slot.id)
    loop(send(siti, form))

    assert loop(send(budi, budi.form(slot.id)))[0] == 409
    assert appointments.was_full_just_now(slot.id, subject=budi.application_id)
    assert loop(send(siti, form)) == PAGE


def test_of_many_at_once_each_gets_its_own_answer_and_nothing_is_oversold(loop, newcomer, slot):
    Slot.objects.filter(id=slot.id).update(capacity=12)
    crowd = [newcomer() for _ in range(30)]

    async def rush():
        return await asyncio.gather(*(send(one, one.form(slot.id)) for one in crowd))

    answers = loop(rush())

    assert Counter(status for status, _, _ in answers) == {302: 12, 409: 18}
    for browser, (status, headers, _) in zip(crowd, answers, strict=True):
        assert (appointments.appointment_of(browser.application_id) is not None) == (status == 302)
        assert status == 409 or browser.reference in headers[b"location"].decode()
    slot.refresh_from_db()
    assert slot.taken == slot.appointments.count() == Reply.objects.count() == 12


def test_a_group_that_waits_for_more_begins_when_as_many_as_before_are_there(loop, newcomer, slot, monkeypatch):
    siti, budi = newcomer(), newcomer()
    Slot.objects.filter(id=slot.id).update(capacity=2)
    monkeypatch.setattr(lanes, "PAUSE_SECONDS", 1000.0)

    async def rush():
        lane()._enough = 2
        first = asyncio.create_task(send(siti, siti.form(slot.id)))
        while not lane()._waiting:
            await asyncio.sleep(0)
        async with asyncio.timeout(20):
            return [await send(budi, budi.form(slot.id)), await first]

    assert [status for status, _, _ in loop(rush())] == [302, 302]


def test_when_the_room_is_taken_or_the_wait_too_long_one_is_told_to_come_back(loop, newcomer, slot, monkeypatch):
    siti = newcomer()
    monkeypatch.setattr(lanes, "PATIENCE_SECONDS", -1.0)
    assert loop(send(siti, siti.form(slot.id)))[0] == 503

    monkeypatch.setattr(lanes, "ROOM", 0)
    status, headers, page = loop(send(siti, siti.form(slot.id)))

    assert (status, headers[b"retry-after"]) == (503, b"5")
    assert "banyak orang" in page.decode()
    assert not Appointment.objects.exists()


def test_a_group_that_fails_is_left_to_the_page_and_the_next_one_works(loop, newcomer, slot, monkeypatch):
    siti = newcomer()
    with monkeypatch.context() as broken:
        broken.setattr(lanes, "choose_places", lambda choices: 1 / 0)
        assert loop(send(siti, siti.form(slot.id))) == PAGE

    assert loop(send(siti, siti.form(slot.id)))[0] == 302


def test_a_place_of_another_kind_is_left_to_the_page(loop, newcomer, slot):
    siti = newcomer()
    other = Slot.objects.exclude(service_class=slot.service_class).first()

    assert loop(send(siti, siti.form(other.id))) == PAGE
    assert not Appointment.objects.exists()


def test_the_page_itself_serves_a_form_with_a_permit_without_a_look_at_the_session(newcomer, slot, a_permit_is_enough):
    siti = newcomer()
    with a_permit_is_enough():
        reply = siti.by_the_page(siti.form(slot.id))

    assert (reply.status_code, reply["Location"]) == (302, f"/permohonan/{siti.reference}/periksa/")
    assert reply["Cache-Control"] == "no-store, private"
    assert appointments.appointment_of(siti.application_id).slot_id == slot.id


def test_the_page_looks_itself_when_the_permit_is_not_this_browsers_or_missing(newcomer, slot, a_permit_is_enough):
    siti, budi = newcomer(), newcomer()
    own, siti.session = siti.session, budi.session

    reply = siti.by_the_page(siti.form(slot.id))
    assert (reply.status_code, reply["Location"].partition("?")[0]) == (302, "/lanjutkan/")
    assert not Appointment.objects.exists()

    siti.session = own
    with pytest.raises(Looked), a_permit_is_enough():
        siti.by_the_page(siti.form(slot.id, izin=""))
    assert siti.by_the_page(siti.form(slot.id, izin="")).status_code == 302
    assert appointments.appointment_of(siti.application_id).slot_id == slot.id


def test_the_page_says_full_from_memory_with_the_way_back_and_without_asking_for_the_place(
    newcomer, slot, django_assert_num_queries
):
    Slot.objects.filter(id=slot.id).update(capacity=1, taken=1)
    siti, budi = newcomer(), newcomer()
    siti.by_the_page(siti.form(slot.id))

    with django_assert_num_queries(0):
        reply = budi.by_the_page(budi.form(slot.id))

    assert reply.status_code == 409
    assert 'href="./"' in reply.content.decode()
    assert "Jadwal ini baru saja penuh" in reply.content.decode()


def test_when_many_are_refused_at_once_only_some_are_shown_what_is_left(newcomer, slot, monkeypatch):
    Slot.objects.filter(id=slot.id).update(offered=False)
    siti = newcomer()
    with monkeypatch.context() as many:
        many.setattr(citizen_places, "_drawing", threading.BoundedSemaphore(1))
        citizen_places._drawing.acquire()
        reply = siti.by_the_page(siti.form(slot.id, izin=""))

    assert reply.status_code == 409
    assert "Kantor tutup pada jam itu" in reply.content.decode()
    assert "Jam pada" not in reply.content.decode()
    for _ in range(citizen_places.DRAWN_AT_ONCE + 1):
        assert "Jam pada" in siti.by_the_page(siti.form(slot.id, izin="")).content.decode()


@pytest.mark.parametrize(
    ("length", "is_it"),
    [("300", True), ("4096", True), ("4097", False), ("9" * 5_000, False), ("", False), ("²", False)],
)
def test_only_a_small_form_that_says_its_length_is_read_at_the_door(length, is_it):
    urlencoded, path = "application/x-www-form-urlencoded; charset=utf-8", "/permohonan/PYK-0000-0000/jadwal/"

    assert is_form(path, content_type=urlencoded, length=length) is is_it
    assert not is_form(path, content_type="multipart/form-data", length=length)
    assert not is_form(path + "x", content_type=urlencoded, length=length)
