"""Whoever judged the person before does not decide on the case too (S18)."""

from dataclasses import replace

import pytest

from lintas.casework.applications import operations, rules
from lintas.casework.applications.tests.walk import AGAINST


def test_the_interviewer_cannot_adjudicate(walk):
    officer = walk.officer("pewawancara", "adjudikator")
    walk.interview(officer).check()

    with pytest.raises(operations.NotYourOwnInterview):
        operations.approve(application_id=walk.id, officer=officer, seen=None, at=walk.at)

    assert walk.state == "adjudication"


def test_the_examiner_cannot_adjudicate(walk):
    examiner = walk.officer("pemeriksa", "adjudikator")
    walk.interview().check(identity="near")
    operations.clear_doubt(
        application_id=walk.id, note="Ejaan lama, KTP benar.", officer=examiner, seen=None, at=walk.at
    )
    walk.check()

    with pytest.raises(operations.NotYourOwnInterview):
        operations.approve(application_id=walk.id, officer=examiner, seen=None, at=walk.at)


def test_who_lifted_a_deferral_cannot_adjudicate(walk):
    officer = walk.officer("kasi", "adjudikator")
    walk.defer()
    operations.resume_deferred(application_id=walk.id, note="Akta dibetulkan.", officer=officer, seen=None, at=walk.at)
    walk.check()

    with pytest.raises(operations.NotYourOwnInterview):
        operations.approve(application_id=walk.id, officer=officer, seen=None, at=walk.at)


@pytest.mark.parametrize("act", [operations.reject, operations.void])
def test_who_interviewed_cannot_end_the_case(walk, act):
    officer = walk.officer("pewawancara", "kakanim")
    walk.interview = interviewed_by(walk, officer)
    walk.defer()

    with pytest.raises(operations.NotYourOwnInterview):
        act(application_id=walk.id, reasoning=against(act), officer=officer, seen=None, at=walk.at)
    assert walk.state == "deferred"

    act(reasoning=against(act), **walk.act_of("kakanim"))
    assert walk.state in ("rejected", "cancelled")


def test_who_deferred_cannot_refuse(walk):
    officer = walk.officer("kasi", "kakanim")
    walk.defer(officer)

    with pytest.raises(operations.NotYourOwnInterview):
        operations.reject(application_id=walk.id, reasoning=AGAINST, officer=officer, seen=None, at=walk.at)


def test_control_without_the_rule_the_interviewer_ends_the_case(walk, monkeypatch):
    officer = walk.officer("pewawancara", "kakanim")
    walk.interview = interviewed_by(walk, officer)
    walk.defer()
    monkeypatch.setattr(rules, "four_eyes", lambda **said: True)

    operations.reject(application_id=walk.id, reasoning=AGAINST, officer=officer, seen=None, at=walk.at)

    assert walk.state == "rejected"


def against(act) -> operations.Reasoning:
    return AGAINST if act is operations.reject else replace(AGAINST, ground="withdrawn")


def interviewed_by(walk, officer):
    really = walk.interview
    return lambda: really(officer)
