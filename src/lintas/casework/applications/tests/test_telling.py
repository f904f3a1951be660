import re

import pytest
from django.utils import translation

from lintas.casework.applications import telling, wording
from lintas.casework.applications.states import TRANSITIONS
from lintas.exchange.messaging.rules import safe_for_sms

SILENT = {"P16", "P23", "P26", "P27", "P28"}


@pytest.fixture
def sent(monkeypatch) -> list[dict]:
    """What was handed to the messengers."""
    taken: list[dict] = []
    monkeypatch.setattr(telling.messaging, "send", lambda **message: taken.append(message))
    return taken


def test_every_step_has_words_besides_those_the_process_keeps_silent():
    assert {row.id for row in TRANSITIONS} - set(wording.WORDING) == SILENT


def test_the_words_name_the_facts_of_the_case(walk, sent):
    walk.submit().code()

    telling.tell(application_id=walk.id, news="P01", once_key="k", at=walk.at)

    (message,) = sent
    assert walk.started.reference in message["body"]
    assert "Rp950.000" in message["body"]
    assert "820261124000001" in message["body"]


def test_a_returned_paper_is_named_with_its_reason(walk, sent):
    walk.arrive().incomplete()

    telling.tell(application_id=walk.id, news="P12", once_key="k", at=walk.at)

    assert "KTP" in sent[0]["body"]
    assert "buram" in sent[0]["body"]
    assert "KTP" not in sent[0]["sms"].replace(walk.started.reference, ""), "a reference may read so by chance"


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("news", ["P02", "visit", "leave_home"])
def test_who_is_told_to_come_is_given_the_number_to_say_since_no_message_carries_a_picture(news, language):
    with translation.override(language):
        said = str(wording.WORDING[news].sms)

    assert "%(nomor)s" in said
    assert "QR" not in said


def test_every_news_of_a_finished_case_can_be_said_in_both_languages_and_safely_by_sms(walk, sent):
    walk.hand_over()
    for language in ("id", "en"):
        with translation.override(language):
            for news in wording.WORDING:
                telling.tell(application_id=walk.id, news=news, once_key=news, at=walk.at)
    for message in sent:
        assert not re.search(r"%\(", message["body"] + message["sms"] + message["subject"])
        assert safe_for_sms(message["sms"]), message["sms"]
        assert "SITI" not in message["sms"]
        assert walk.identity["nik"] not in message["sms"]
