"""What services cost, by the words of the tariff written out here."""

from datetime import date

import pytest

from lintas.directory.catalogue import queries

ON = date(2026, 11, 24)


@pytest.fixture
def bill(catalogue):
    def draw_up(key, answers=None, **options):
        policy = queries.policy_in_force(service_key=key, on=ON)
        return {line.fee_id: line.amount_idr for line in policy.fee_lines(answers or {}, on=ON, **options)}

    return draw_up


def test_a_passport_costs_what_its_booklet_costs(bill):
    assert bill("passport.new.adult", {"fee": "passport.elec.10y"}) == {"passport.elec.10y": 950_000}
    assert bill("passport.new.child", {"fee": "passport.nonelec.5y"}) == {"passport.nonelec.5y": 350_000}


def test_the_same_day_is_paid_on_top_and_only_when_wanted(bill):
    answers = {"fee": "passport.elec.5y", "passport.accelerated": "yes"}
    assert bill("passport.renew.standard", answers) == {"passport.elec.5y": 650_000, "passport.accelerated": 1_000_000}
    assert bill("passport.renew.standard", {**answers, "passport.accelerated": "no"}) == {"passport.elec.5y": 650_000}
    with pytest.raises(queries.UnknownQuestion):
        bill("passport.new.child", answers)


def test_a_lost_passport_costs_a_charge_unless_a_disaster_took_it(bill):
    book = {"fee": "passport.elec.5y"}
    assert bill("passport.replace.lost", book) == {"passport.elec.5y": 650_000, "passport.burden.lost": 1_000_000}
    assert bill("passport.replace.damaged", book) == {"passport.elec.5y": 650_000, "passport.burden.damaged": 500_000}
    assert bill("passport.replace.lost", {**book, "force_majeure": "no"})["passport.burden.lost"] == 1_000_000
    assert bill("passport.replace.lost", {**book, "force_majeure": "yes"}) == {"passport.elec.5y": 650_000}


def test_a_child_gets_no_ten_year_booklet(bill):
    with pytest.raises(queries.FeeNotOffered):
        bill("passport.new.child", {"fee": "passport.elec.10y"})
    with pytest.raises(queries.FeeNotOffered):
        bill("passport.replace.full", {"fee": "passport.elec.10y", "child_holder": "yes"})
    assert bill("passport.replace.full", {"fee": "passport.elec.10y", "child_holder": "no"})


def test_the_re_entry_permit_comes_with_a_stay_permit_of_the_same_length(bill):
    assert bill("itas.extend", {"fee": "itas.2y"}) == {"itas.2y": 5_000_000, "imk.2y": 2_000_000}
    assert bill("itap.extend", {"fee": "itap.unlimited"}) == {"itap.unlimited": 15_000_000, "imk.unlimited": 8_000_000}


def test_the_worked_example_of_the_senior_visa_comes_out(bill):
    lines = bill("visa.vitas", {"fee": "itas.5y", "visa.verification.cat2": "yes"})
    assert lines == {
        "visa.vitas": 500_000,
        "visa.verification.cat2": 2_000_000,
        "itas.5y": 7_000_000,
        "imk.5y": 3_500_000,
    }
    assert sum(lines.values()) == 13_000_000


def test_the_index_decides_which_visa_fees_there_are(bill):
    assert bill("visa.visit", {"visa_index": "C12"}) == {"visa.visit.single.180d": 2_000_000}
    assert bill("visa.visit", {"visa_index": "D1", "fee": "visa.visit.multi.5y"}) == {"visa.visit.multi.5y": 10_000_000}
    with pytest.raises(queries.FeeNotOffered):
        bill("visa.visit", {"visa_index": "C1", "fee": "visa.visit.multi.5y"})
    with pytest.raises(queries.FeeNotOffered):
        bill("itk.extend", {"visa_index": "C18"})  # cannot be extended
    assert bill("itk.extend", {"visa_index": "B1"}) == {"itk.30d": 500_000}


def test_a_group_pays_for_each_of_its_people_and_others_once(bill):
    assert bill("mobile.eazy", {"fee": "passport.elec.10y"}, applicants=30) == {"passport.elec.10y": 28_500_000}
    assert bill("passport.new.adult", {"fee": "passport.elec.10y"}, applicants=30) == {"passport.elec.10y": 950_000}


def test_what_is_free_has_no_lines_and_what_costs_nothing_has_one(bill):
    assert bill("passport.collect") == {}
    assert bill("passport.first.cpmi") == {"passport.cpmi.first": 0}


def test_without_a_choice_there_is_no_bill(bill):
    with pytest.raises(queries.FeeNotChosen) as refusal:
        bill("passport.new.adult")
    assert refusal.value.status == 400
    with pytest.raises(queries.FeeNotOffered):
        bill("passport.collect", {"fee": "passport.elec.5y"})
    with pytest.raises(queries.FeeNotOffered):
        bill("passport.new.adult", {"fee": "itas.1y"})


@pytest.mark.parametrize("method", ["checklist", "fee_options"])
def test_answers_to_what_is_not_asked_are_refused(catalogue, method):
    policy = queries.policy_in_force(service_key="passport.new.adult", on=ON)
    with pytest.raises(queries.UnknownQuestion):
        getattr(policy, method)({"purpose": "work"})
    with pytest.raises(queries.UnknownAnswer):
        getattr(policy, method)({"naturalised": "perhaps"})


def test_a_draft_keeps_the_answers_that_the_newer_rules_still_understand(catalogue):
    policy = queries.policy_in_force(service_key="passport.new.child", on=ON)
    old = {"dual_citizen": "yes", "who_attends": "grandmother", "moon": "full", "fee": "passport.elec.10y"}

    assert policy.fitting(old) == {"dual_citizen": "yes"}
    assert policy.fitting({"fee": "passport.elec.5y", "parents_married": "no"}) == {
        "fee": "passport.elec.5y",
        "parents_married": "no",
    }
