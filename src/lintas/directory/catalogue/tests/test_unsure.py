"""What the office has to confirm, and what happens when it does."""

from datetime import date, timedelta

import pytest

from lintas.directory.catalogue import operations, queries
from lintas.directory.catalogue.models import Approval
from lintas.foundation.outbox.models import Event


def listed():
    return {unsure.item: unsure for unsure in queries.to_be_confirmed()}


def test_every_value_from_memory_or_proposed_is_in_the_list_and_no_other(catalogue):
    values = listed()

    assert {value.confidence for value in values.values()} == {"M", "P"}
    for item in (
        "parameter:slot_hold:all:2022-01-01",
        "parameter:passport_nonelectronic_available:all:2022-01-01",
        "tariff:itas.10y:2024-12-17",
        "tariff:epo:2019-05-03",
        "service:splp",
        "service:splp:time",
        "service:passport.data_change:time",
        "service:itk.to_itas:window",
        "ground:guarantor_invalid",
        "ground:duplicate:clause",
        "ground:prevention_list:said",
        "question:naturalised",
        "index:C3",
        "index:D1:extension",
        "rule:tariff_date",
        "source:PERMEN-35-2021",
        "wording:identity",
    ):
        assert item in values, item
    for item in (
        "parameter:billing_expiry_mpaspor:all:2022-01-01",
        "tariff:passport.elec.10y:2024-12-17",
        "service:passport.new.adult",
        "ground:negligent_loss:clause",
        "index:C1",
        "rule:ten_year",
    ):
        assert item not in values, item


def test_each_says_what_it_is_what_we_use_and_on_what_it_rests(catalogue):
    values = listed()
    time = values["service:splp:time"]
    assert (time.value.id, time.value.en) == ("1 hari kerja", "1 working day")
    assert time.source == "PP 31/2013"
    assert values["tariff:itas.10y:2024-12-17"].value.id == "IDR 7.000.000"
    assert all(value.what.id and value.what.en and value.value.id and value.value.en for value in values.values())


def test_the_questions_for_the_office_are_there_in_both_languages():
    questions = queries.questions_for_the_office()
    assert len(questions) == 14
    assert all(question.id.rstrip().endswith(("?", ".")) and question.en for question in questions)


def test_an_office_confirms_a_value_and_only_that_value(catalogue, now):
    unsure = listed()["parameter:reschedule_max:all:2022-01-01"]
    confirm = {"item": unsure.item, "office_code": "PDG", "decree": "SK 1/2026", "by": "officer:x", "at": now}

    operations.confirm_value(value_hash=unsure.value_hash, **confirm)
    operations.confirm_value(value_hash=unsure.value_hash, **confirm)

    (given,) = listed()[unsure.item].confirmed
    assert (given.office_code, given.decree, given.approved_at) == ("PDG", "SK 1/2026", now)
    assert Event.objects.filter(name="catalogue.value_confirmed").count() == 1

    operations.set_parameter(
        name="reschedule_max", office_code="", value="2", confidence="P", note="", effective_from=date(2026, 12, 1),
        by="officer:x", at=now + timedelta(days=1),
    )  # fmt: skip
    assert listed()["parameter:reschedule_max:all:2026-12-01"].confirmed == ()


@pytest.mark.parametrize(
    ("item", "value_hash"), [("parameter:nothing", ""), ("parameter:slot_hold:all:2022-01-01", "0" * 64)]
)
def test_what_is_not_in_the_list_or_has_changed_cannot_be_confirmed(catalogue, now, item, value_hash):
    with pytest.raises(operations.NothingToConfirm):
        operations.confirm_value(
            item=item, value_hash=value_hash, office_code="PDG", decree="SK", by="officer:x", at=now
        )
    assert not Approval.objects.exists()
