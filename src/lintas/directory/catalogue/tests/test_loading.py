"""Loading: new things are published, published ones are never altered."""

import copy
from datetime import date, timedelta

import pytest

from lintas.directory.catalogue import library, models, operations, queries
from lintas.directory.catalogue.rules.compiling import BrokenCatalogue, compile_policy, hash_of
from lintas.foundation.outbox.models import Event

BY = "system:catalogue.load"


def services_with(key, **changes):
    services = copy.deepcopy(library.services())
    next(service for service in services if service["key"] == key).update(changes)
    return services


@pytest.fixture
def catalogue(db, now):
    return operations.load_catalogue(by=BY, at=now)


def test_the_whole_catalogue_is_loaded(catalogue):
    assert catalogue == operations.Loaded(services=34, new_policies=34, new_tariffs=98, new_parameters=59)
    assert Event.objects.filter(name="catalogue.policy_published").count() == 34
    assert Event.objects.filter(name="catalogue.policy_took_effect").count() == 34


def test_loading_again_finds_nothing_to_do(catalogue, now):
    before = list(models.Policy.objects.values_list("id", "content_hash", "effective_to"))

    again = operations.load_catalogue(by=BY, at=now + timedelta(days=3))

    assert again == operations.Loaded(services=34, new_policies=0, new_tariffs=0, new_parameters=0)
    assert list(models.Policy.objects.values_list("id", "content_hash", "effective_to")) == before


def test_a_changed_rule_makes_a_new_version_and_leaves_the_old_one_as_it_was(catalogue, now):
    key = "passport.renew.standard"
    old = queries.policy_in_force(service_key=key, on=date(2026, 11, 24))

    loaded = operations.load_catalogue(
        by=BY, at=now, services=services_with(key, requires=["ktp", "paspor_lama", "kk"])
    )

    new = queries.policy_in_force(service_key=key, on=date(2026, 11, 24))
    assert loaded.new_policies == 1
    assert (new.version, new.effective_from) == (2, date(2026, 11, 24))
    assert [needed.key for needed in new.checklist({})] == ["ktp", "paspor_lama", "kk"]
    assert queries.policy(old.id) == old
    assert [needed.key for needed in queries.policy(old.id).checklist({})] == ["ktp", "paspor_lama"]
    assert queries.policy_in_force(service_key=key, on=date(2026, 11, 23)).id == old.id
    assert models.Policy.objects.get(id=old.id).effective_to == date(2026, 11, 23)


def test_two_changes_on_one_day_take_effect_one_day_after_the_other(catalogue, now):
    key = "passport.renew.standard"
    operations.load_catalogue(by=BY, at=now, services=services_with(key, requires=["ktp"]))

    operations.load_catalogue(by=BY, at=now, services=services_with(key, requires=["paspor_lama"]))

    days = (
        models.Policy.objects.filter(service__key=key).order_by("number").values_list("effective_from", "effective_to")
    )
    assert list(days) == [
        (date(2024, 12, 17), date(2026, 11, 23)),
        (date(2026, 11, 24), date(2026, 11, 24)),
        (date(2026, 11, 25), None),
    ]


def test_a_rule_for_a_later_day_is_published_now_and_takes_effect_then(catalogue, now):
    key, begins = "passport.collect", date(2027, 1, 1)

    operations.load_catalogue(
        by=BY, at=now, services=services_with(key, requires=["bukti_bayar"], effective_from=begins)
    )

    assert queries.policy_in_force(service_key=key, on=date(2026, 12, 31)).version == 1
    assert queries.policy_in_force(service_key=key, on=begins).version == 2
    took_effect = Event.objects.filter(name="catalogue.policy_took_effect", body__service_key=key, body__version=2)
    assert not took_effect.exists()
    assert operations.announce_policies(by="system:x", at=now) == 0
    assert operations.announce_policies(by="system:x", at=now + timedelta(days=60)) == 1
    assert took_effect.count() == 1


def test_a_changed_price_from_the_same_day_is_refused(catalogue, now):
    shelves = copy.deepcopy(library.library())
    shelves["tariffs"]["epo"]["versions"][-1]["amount"] = 1

    with pytest.raises(operations.TariffIsPublished) as refusal:
        operations.load_catalogue(by=BY, at=now, shelves=shelves)

    assert "epo" in str(refusal.value)
    assert models.TariffVersion.objects.get(fee_id="epo", effective_to=None).amount == 100_000


def test_a_price_before_a_published_one_is_refused(catalogue):
    with pytest.raises(operations.TariffOutOfOrder):
        operations.publish_tariff(
            fee_id="epo", name={"id": "x", "en": "x"}, amount=1, currency="IDR", effective_from=date(2020, 1, 1),
            effective_to=None, basis="PP-28-2019", confidence="V",
        )  # fmt: skip


def test_a_new_price_ends_the_old_one_on_the_day_before(catalogue):
    operations.publish_tariff(
        fee_id="epo", name={"id": "x", "en": "x"}, amount=150_000, currency="IDR", effective_from=date(2027, 1, 1),
        effective_to=None, basis="PP-45-2024", confidence="V",
    )  # fmt: skip

    assert queries.prices(frozenset({"epo"}), date(2026, 12, 31))["epo"].amount_idr == 100_000
    assert queries.prices(frozenset({"epo"}), date(2027, 1, 1))["epo"].amount_idr == 150_000


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"requires": ["tidak_ada"]}, "documents"),
        ({"requires": [{"doc": "ktp", "when": "never"}]}, "never"),
        ({"fees": {"add": ["free.lunch"]}}, "tariffs"),
        ({"process": "nowhere"}, "processes"),
    ],
)
def test_data_that_contradict_themselves_are_refused_with_a_sentence(change, says):
    service = next(s for s in services_with("imk", **change) if s["key"] == "imk")

    with pytest.raises(BrokenCatalogue, match=says):
        compile_policy(service, library.library())


def test_every_condition_and_every_service_key_of_the_data_is_known():
    for service in library.services():
        document = compile_policy(service, library.library())
        assert document["conf"] in "VMDP"
        assert all(source in {s["key"] for s in library.read("sources")} for source in document["legal"])
        assert all(code in library.read("grounds") for code in document["grounds"])
    keys = [service["key"] for service in library.services()]
    assert len(keys) == len(set(keys)) == 34


def test_the_hash_does_not_depend_on_the_order_of_keys():
    assert hash_of({"a": 1, "b": [1, 2]}) == hash_of({"b": [1, 2], "a": 1})
    assert hash_of({"a": 1, "b": [1, 2]}) != hash_of({"a": 1, "b": [2, 1]})


def test_the_standard_times_of_policies_and_parameters_agree(catalogue):
    on = date(2026, 11, 24)
    for key, parameter in [
        ("passport.new.adult", "passport_standard"),
        ("mobile.eazy", "eazy_standard"),
        ("doc.attestation", "legalisation_standard"),
        ("itas.extend", "stay_permit_standard"),
    ]:
        policy = queries.policy_in_force(service_key=key, on=on)
        assert queries.parameter(parameter, on=on) == queries.WorkingDays(policy.standard_days)
