"""The postbox: what it takes, what it refuses, and how much it remembers."""

import smtplib
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from threading import Thread

import pytest

from simulators.counter import Building
from simulators.postbox import letters as room
from simulators.postbox.__main__ import build
from simulators.postbox.letters import Letter, Letters
from simulators.postbox.mail import MOST_BYTES, PostOffice

AT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def letter(number: int, text: str = "halo") -> Letter:
    return Letter("sms", "+6281200000001", "", text, str(number), AT)


@pytest.fixture(scope="module")
def postbox(tmp_path_factory) -> Iterator[tuple[Building, PostOffice]]:
    building, office = build(port=0, smtp_port=0, secrets=tmp_path_factory.mktemp("secrets"))
    Thread(target=building.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield building, office
    building.shutdown()
    building.server_close()
    office.close()


def mail(subject: str = "Salam", text: str = "Isi\n..titik\n.\nakhir") -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "lintas@lintas.example", "siti@contoh.example", subject
    message.set_content(text)
    return message


def test_the_newest_is_first_and_a_copy_is_dropped():
    box = Letters()

    assert [box.put(letter(1)), box.put(letter(2)), box.put(letter(1))] == [True, True, False]
    assert [found.key for found in box.to("+62812")] == ["2", "1"]
    assert box.to("siti@") == []


def test_memory_is_bounded_in_number_and_in_size(monkeypatch):
    monkeypatch.setattr(room, "MOST_LETTERS", 3)
    box = Letters()
    for number in range(10):
        box.put(letter(number))
    assert [found.key for found in box.to()] == ["9", "8", "7"]

    monkeypatch.setattr(room, "MOST_CHARACTERS", 100)
    box.put(letter(11, "x" * 80))
    assert [found.key for found in box.to()] == ["11"]


def test_a_mail_arrives_word_for_word(postbox):
    building, office = postbox
    with smtplib.SMTP("127.0.0.1", office.port, timeout=5) as line:
        line.send_message(mail())

    [found] = building.RequestHandlerClass.letters.to("siti@contoh.example")
    assert (found.subject, found.text) == ("Salam", "Isi\n..titik\n.\nakhir\n")


def test_a_mailbox_that_does_not_exist_and_too_large_a_mail_are_refused(postbox):
    _, office = postbox
    with smtplib.SMTP("127.0.0.1", office.port, timeout=5) as line:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            line.sendmail("lintas@lintas.example", "siti@contoh.invalid", "x")
        line.ehlo()
        line.mail("lintas@lintas.example")
        line.rcpt("siti@contoh.example")
        code, _ = line.data((b"x" * 900 + b"\r\n") * (MOST_BYTES // 900 + 1))
        assert code == 552


def test_commands_out_of_order_are_refused_and_the_line_stays_up(postbox):
    _, office = postbox
    with smtplib.SMTP("127.0.0.1", office.port, timeout=5) as line:
        assert line.docmd("RCPT", "TO:<a@contoh.example>")[0] == 503
        assert line.docmd("DATA")[0] == 503
        assert line.docmd("VRFY", "x")[0] == 502
        assert line.docmd("MAIL", "FROM:nobody")[0] == 501
        assert line.rset()[0] == 250


def test_an_unsigned_sms_is_refused(postbox):
    building, _ = postbox
    url = f"http://127.0.0.1:{building.server_address[1]}/sms"
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(url, b'{"id": "1", "to": "+6281200000001", "text": "x"}', timeout=5)

    with refusal.value as answer:
        assert (answer.code, answer.read()) == (401, b"")


def test_a_request_that_is_too_large_is_refused_before_it_is_read(postbox):
    building, _ = postbox
    request = urllib.request.Request(
        f"http://127.0.0.1:{building.server_address[1]}/sms", b"x", {"Content-Length": str(2**40)}
    )
    with pytest.raises(urllib.error.HTTPError) as refusal:
        urllib.request.urlopen(request, timeout=5)

    with refusal.value as answer:
        assert answer.code == 413
