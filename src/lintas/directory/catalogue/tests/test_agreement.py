"""
Checklist, form and officer never differ: shown for every service, over every combination.

The expected answer is worked out here from the data files by a second reading of their grammar, in
the plainest way: it shares no code with the rules. A combination is one answer to each question
(or none) and, for each requirement that could apply, one of its papers or nothing.
"""

import itertools
import json
import math
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lintas.directory.catalogue import library, presenters
from lintas.directory.catalogue.rules.compiling import compile_policy
from lintas.directory.catalogue.rules.reading import read_policy

ON = date(2026, 11, 24)
TOO_MANY = 20_000
SERVICES = {service["key"]: service for service in library.services()}
DECIDES = {}
"""Condition to the question and answer that make it true, read anew from questions.yaml."""
for name, question in library.read("questions").items():
    if question["kind"] == "yes_no":
        DECIDES[name] = (name, "yes")
    for option, value in question.get("options", {}).items():
        if "condition" in value:
            DECIDES[value["condition"]] = (name, option)


def asked_by(service):
    """Return question to its possible answers, None for no answer, as far as the papers go."""
    asked = {}
    for item in service.get("requires", []):
        if isinstance(item, dict) and "when" in item:
            question, answer = DECIDES[item["when"]]
            asked.setdefault(question, [None, "no"] if answer == "yes" else [None]).append(answer)
    for question, answers in asked.items():
        neutral = [
            key
            for key, value in library.read("questions")[question].get("options", {}).items()
            if "condition" not in value
        ]
        answers += neutral
    return asked


def papers_of(service):
    """Return requirement key to the documents that satisfy it, None for nothing handed in."""
    found = {}
    for item in service.get("requires", []):
        if isinstance(item, str):
            found[item] = [None, item]
        elif "one_of" in item:
            found[item["key"]] = [None, *item["one_of"]]
        else:
            found[item["doc"]] = [None, item["doc"]]
    return found


def applies(item, answers):
    if isinstance(item, str) or "when" not in item:
        return True
    question, answer = DECIDES[item["when"]]
    return answers.get(question) == answer


def expected_needs(service, answers):
    return [
        item if isinstance(item, str) else item.get("key", item.get("doc"))
        for item in service.get("requires", [])
        if applies(item, answers)
    ]


def combinations_of(service):
    asked, papers = asked_by(service), papers_of(service)
    for chosen in itertools.product(*asked.values()):
        answers = {key: value for key, value in zip(asked, chosen, strict=True) if value is not None}
        for handed in itertools.product(*papers.values()):
            yield answers, {key: value for key, value in zip(papers, handed, strict=True) if value is not None}


def how_many(service):
    return math.prod(len(v) for v in asked_by(service).values()) * math.prod(
        len(v) for v in papers_of(service).values()
    )


def they_agree(policy, service, answers, given_papers):
    needs = expected_needs(service, answers)
    expected_missing = [key for key in needs if given_papers.get(key) not in papers_of(service)[key][1:]]

    page = [row.key for row in presenters.papers(policy, answers)]
    form = [needed.key for needed in policy.checklist(answers)]
    officer = policy.verdict(answers, given_papers)

    assert page == form == needs
    assert [needed.key for needed in officer.missing] == expected_missing
    assert [needed.key for needed in policy.verdict(answers, {}).missing] == needs
    assert set(officer.unknown) == set(given_papers) - set(needs)


def policy_of(service):
    document = json.loads(json.dumps(compile_policy(service, library.library())))
    return read_policy(
        document, id=uuid4(), version=1, effective_from=ON, content_hash="", sources={}, prices=lambda fees, on: {}
    )


@pytest.fixture(scope="module")
def policies():
    return {key: policy_of(service) for key, service in SERVICES.items()}


def test_every_service_is_either_counted_out_or_sampled():
    counted = {key: how_many(service) for key, service in SERVICES.items()}
    assert sum(number for number in counted.values() if number <= TOO_MANY) > 20_000
    assert {key for key, number in counted.items() if number > TOO_MANY} == SAMPLED


SAMPLED = {key for key, service in SERVICES.items() if how_many(service) > TOO_MANY}


@pytest.mark.parametrize("key", sorted(set(SERVICES) - SAMPLED))
def test_checklist_form_and_officer_agree_on_every_combination(policies, key):
    for answers, given_papers in combinations_of(SERVICES[key]):
        they_agree(policies[key], SERVICES[key], answers, given_papers)


@pytest.mark.parametrize("key", sorted(SAMPLED))
@settings(max_examples=2_000)
@given(data=st.data())
def test_checklist_form_and_officer_agree_on_samples_where_there_are_too_many(policies, key, data):
    service = SERVICES[key]
    drawn = {question: data.draw(st.sampled_from(answers)) for question, answers in asked_by(service).items()}
    handed = {need: data.draw(st.sampled_from(papers)) for need, papers in papers_of(service).items()}
    answers = {question: answer for question, answer in drawn.items() if answer is not None}
    they_agree(policies[key], service, answers, {need: paper for need, paper in handed.items() if paper is not None})


def test_a_paper_that_does_not_satisfy_its_requirement_is_missing_and_unknown(policies):
    policy = policies["passport.new.adult"]

    verdict = policy.verdict({}, {"identity": "ijazah", "kk": "kk", "birth_proof": "ijazah"})

    assert [needed.key for needed in verdict.missing] == ["identity"]
    assert verdict.unknown == ("identity",)
    assert not verdict.complete


@pytest.mark.parametrize("key", sorted(SAMPLED))
def test_where_papers_are_sampled_every_combination_of_answers_is_still_tried(policies, key):
    service, asked = SERVICES[key], asked_by(SERVICES[key])
    everything = {need: documents[-1] for need, documents in papers_of(service).items()}
    for chosen in itertools.product(*asked.values()):
        answers = {question: answer for question, answer in zip(asked, chosen, strict=True) if answer is not None}
        they_agree(policies[key], service, answers, {})
        they_agree(policies[key], service, answers, everything)


def test_nothing_is_complete_while_a_question_is_open(policies):
    policy = policies["passport.new.adult"]
    given_papers = {"identity": "ktp", "kk": "kk", "birth_proof": "akta_lahir"}
    all_no = {question.key: "no" for question in policy.questions()}

    assert set(policy.verdict({}, given_papers).unanswered) == {
        "evidence_lacks_data",
        "naturalised",
        "name_changed",
        "married",
    }
    assert not policy.verdict({}, given_papers).complete
    assert policy.verdict(all_no, given_papers).complete
