from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from lintas.foundation.idempotency import operations
from lintas.foundation.idempotency.door import fresh_key
from lintas.foundation.idempotency.models import Reply


def test_the_same_act_sent_again_happens_once_and_gets_the_same_reply(browser, effects):
    client, thing = browser(), uuid4()
    form = {"once": fresh_key(), "thing": thing}

    first, second = client.post("/act/", form), client.post("/act/", form)

    assert first.status_code == 302
    assert (second.status_code, second.headers["Location"]) == (302, first.headers["Location"])
    assert effects(thing) == 1


def test_another_key_is_another_act(browser, effects):
    client, thing = browser(), uuid4()

    first = client.post("/act/", {"once": fresh_key(), "thing": thing})
    second = client.post("/act/", {"once": fresh_key(), "thing": thing})

    assert first.headers["Location"] != second.headers["Location"]
    assert effects(thing) == 2


@pytest.mark.parametrize(
    "key", [None, "", "7", "not-a-key", "10e4d33c-e5e0-11f1-8d02-02fc00000001", "00000000-0000-0000-0000-000000000000"]
)
def test_without_a_random_key_nothing_happens(browser, effects, key):
    thing = uuid4()

    reply = browser().post("/act/", {"thing": thing} | ({} if key is None else {"once": key}))

    assert (reply.status_code, reply.content) == (400, b"idempotency.key_missing")
    assert effects(thing) == 0
    assert not Reply.objects.exists()


def test_the_key_may_come_in_the_header(browser, effects):
    client, thing, headers = browser(), uuid4(), {"Idempotency-Key": fresh_key()}

    replies = {client.post("/act/", {"thing": thing}, headers=headers).headers["Location"] for _ in range(3)}

    assert len(replies) == 1
    assert effects(thing) == 1


def test_the_key_with_another_body_is_refused_and_the_first_act_stands(browser, effects):
    client, thing, other, key = browser(), uuid4(), uuid4(), fresh_key()
    first = client.post("/act/", {"once": key, "thing": thing})

    reply = client.post("/act/", {"once": key, "thing": other})

    assert (reply.status_code, reply.content) == (422, b"idempotency.other_body")
    assert (effects(thing), effects(other)) == (1, 0)
    assert client.post("/act/", {"once": key, "thing": thing}).headers["Location"] == first.headers["Location"]


@pytest.mark.parametrize(
    "changed",
    [{"extra": ""}, {"thing": ["x", "y"]}, {"paper": SimpleUploadedFile("a.pdf", b"two")}],
    ids=["one more field", "a value more", "another file"],
)
def test_every_part_of_the_body_counts(browser, effects, changed):
    client, thing, key = browser(), uuid4(), fresh_key()
    form = {"once": key, "thing": thing, "paper": SimpleUploadedFile("a.pdf", b"one")}
    client.post("/act/", form)
    form["paper"].seek(0)

    assert client.post("/act/", form | changed).status_code == 422
    assert effects(thing) == 1


def test_the_address_counts_too(browser, effects):
    client, form = browser(), {"once": fresh_key(), "thing": uuid4()}
    client.post("/act/", form)

    assert client.post("/act/?for=another", form).status_code == 422


def test_the_same_file_is_the_same_body_and_a_new_form_token_does_not_matter(browser, effects):
    client, thing, key = browser(), uuid4(), fresh_key()

    replies = [
        client.post(
            "/act/",
            {"once": key, "thing": thing, "csrfmiddlewaretoken": token, "paper": SimpleUploadedFile("a.pdf", b"one")},
        )
        for token in ("one", "two")
    ]

    assert replies[0].headers["Location"] == replies[1].headers["Location"]
    assert effects(thing) == 1


@pytest.mark.parametrize("address", ["/refuse/", "/answer/"])
def test_a_refused_attempt_leaves_nothing_and_the_key_free(browser, effects, address):
    client, thing, key = browser(), uuid4(), fresh_key()

    refused = client.post(address, {"once": key, "thing": thing, "status": "422"})

    assert refused.status_code in (409, 422)
    assert effects(thing) == 0
    assert not Reply.objects.exists()
    assert client.post("/act/", {"once": key, "thing": thing}).status_code == 302
    assert effects(thing) == 1


def test_an_answer_that_we_could_not_repeat_is_refused_with_its_act(browser, effects):
    thing = uuid4()
    too_much = {"padding": operations.LARGEST_REPLY}

    for form in ({"streaming": "1"}, too_much):
        assert browser().post("/answer/", {"once": fresh_key(), "thing": thing} | form).status_code == 500

    assert effects(thing) == 0


def test_a_page_comes_back_with_its_headers(browser, effects):
    client, form = browser(), {"once": fresh_key(), "thing": uuid4()}

    first, second = client.post("/answer/", form), client.post("/answer/", form)

    assert second.content == first.content
    assert second.headers["Cache-Control"] == "no-store, private"
    assert second.headers["Content-Type"] == first.headers["Content-Type"]


def test_a_browser_that_missed_its_new_session_gets_it_with_the_repeated_reply(browser, effects, settings):
    client, form = browser(), {"once": fresh_key(), "thing": uuid4()}
    client.post("/answer/", form)
    del client.cookies[settings.SESSION_COOKIE_NAME]

    client.post("/answer/", form)

    assert client.get("/opened/").content == b"PSW-7K3M-Q2XD"


def test_another_browser_with_the_key_gets_no_reply_of_the_first(browser, effects):
    thing, form = uuid4(), {"once": fresh_key()}
    first = browser().post("/act/", form | {"thing": thing})

    second = browser().post("/act/", form | {"thing": thing})

    assert second.headers["Location"] != first.headers["Location"]


def test_a_browser_without_form_cookie_is_known_by_its_session(house, effects, client):
    thing = uuid4()
    form = {"once": fresh_key(), "thing": thing}

    replies = {client.post("/act/", form).headers["Location"] for _ in range(2)}

    assert len(replies) == 1
    assert effects(thing) == 1


def test_the_table_tells_neither_key_nor_reply(browser, effects, settings):
    client, key = browser(), fresh_key()
    client.post("/answer/", {"once": key, "thing": uuid4(), "name": "SITI CONTOH"})

    row = Reply.objects.get()
    stored = repr(Reply.objects.values_list().get()).encode() + bytes(row.sealed)
    for secret in (key, key.replace("-", ""), "SITI", "PSW-7K3M", client.cookies[settings.CSRF_COOKIE_NAME].value):
        assert secret.encode() not in stored


def test_other_methods_pass(browser, db, client):
    assert browser().get("/opened/").status_code == 200


def test_what_is_asked_is_declared_whatever_the_order_of_decorators():
    from lintas.foundation.idempotency.tests import pages

    for view in (pages.act_once, pages.answer):
        assert view.acts_once
        assert view.access.act.startswith("tests.")


def test_the_database_giving_up_on_a_lock_before_the_act_means_still_running(browser, effects, monkeypatch):
    thing = uuid4()

    def give_up(**facts):
        cause = Exception()
        cause.sqlstate = "55P03"
        raise OperationalError("database is locked") from cause

    monkeypatch.setattr(operations, "claim", give_up)

    reply = browser().post("/act/", {"once": fresh_key(), "thing": thing})

    assert (reply.status_code, reply.content) == (409, b"idempotency.still_running")
    assert effects(thing) == 0


def test_replies_are_kept_for_seven_days(db, now):
    from datetime import timedelta

    operations.claim(row=uuid4(), fingerprint="b" * 64, at=now)

    assert operations.forget_replies(at=now + timedelta(days=7)) == 0
    assert operations.forget_replies(at=now + timedelta(days=7, seconds=1)) == 1
