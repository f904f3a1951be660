"""What others ask the catalogue."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest

from lintas.directory.catalogue import operations, queries, remembering
from lintas.directory.catalogue.rules.values import UnreadableValue

ON = date(2026, 11, 24)


def test_a_service_that_does_not_exist_is_refused_with_a_way_on(catalogue):
    for ask in (
        lambda: queries.service("passport.gold"),
        lambda: queries.policy_in_force(service_key="passport.gold", on=ON),
        lambda: queries.grounds("passport.gold"),
    ):
        with pytest.raises(queries.UnknownService) as refusal:
            ask()
        assert refusal.value.status == 404
        assert "daftar layanan" in str(refusal.value)
    with pytest.raises(queries.UnknownPolicy):
        queries.policy(uuid4())


def test_before_its_first_day_a_service_is_not_in_force(catalogue):
    assert queries.policy_in_force(service_key="imk", on=date(2024, 12, 17)).version == 1
    with pytest.raises(queries.NotInForce):
        queries.policy_in_force(service_key="imk", on=date(2024, 12, 16))


def test_the_day_is_the_offices_day():
    assert queries.today(datetime(2026, 11, 23, 16, 59, tzinfo=UTC)) == date(2026, 11, 23)
    assert queries.today(datetime(2026, 11, 23, 17, 0, tzinfo=UTC)) == date(2026, 11, 24)


def test_the_tariff_is_that_of_the_day_the_code_is_created(catalogue):
    policy = queries.policy_in_force(service_key="passport.new.adult", on=ON)
    answers = {"fee": "passport.elec.10y"}

    (old,) = policy.fee_lines(answers, on=date(2024, 12, 16))
    (new,) = policy.fee_lines(answers, on=date(2024, 12, 17))

    assert (old.amount_idr, old.basis) == (650_000, "PP-28-2019")
    assert (new.amount_idr, new.basis, new.since) == (950_000, "PP-45-2024", date(2024, 12, 17))
    assert isinstance(new.amount_idr, int)


def test_on_a_day_without_a_price_in_rupiah_no_bill_is_drawn_up(catalogue):
    policy = queries.policy_in_force(service_key="visa.vitas", on=ON)

    with pytest.raises(queries.NoTariff):
        policy.fee_lines({"fee": "itas.1y"}, on=date(2020, 1, 1))  # 150 US dollars then


def test_parameters_come_in_their_types(catalogue):
    expected = {
        "billing_expiry_mpaspor": timedelta(hours=2),
        "slot_hold": timedelta(minutes=15),
        "reschedule_cutoff": timedelta(days=1),
        "reschedule_max": 1,
        "checkin_grace_after": timedelta(minutes=30),
        "call_repeat": 3,
        "passport_standard": queries.WorkingDays(3),
        "accelerated_pay_before": time(12, 0),
        "uncollected_cancel": queries.Months(1),
        "deferral_negligent": queries.Span(queries.Months(6), queries.Months(24)),
    }
    assert {name: queries.parameter(name, on=ON) for name in expected} == expected
    with pytest.raises(queries.UnknownParameter):
        queries.parameter("wishes", on=ON)
    with pytest.raises(queries.UnknownParameter):
        queries.parameter("slot_hold", on=date(2021, 12, 31))


def test_an_office_may_have_its_own_value_from_a_day_on(catalogue, now):
    set_it = {"name": "incomplete_deadline", "confidence": "V", "note": "", "by": "officer:x", "at": now}

    assert operations.set_parameter(office_code="PDG", value="P30D", effective_from=date(2026, 12, 1), **set_it)

    assert queries.parameter("incomplete_deadline", office_code="PDG", on=date(2026, 11, 30)) == timedelta(days=7)
    assert queries.parameter("incomplete_deadline", office_code="PDG", on=date(2026, 12, 1)) == timedelta(days=30)
    assert queries.parameter("incomplete_deadline", office_code="BDL", on=date(2026, 12, 1)) == timedelta(days=7)
    assert queries.parameter("incomplete_deadline", on=date(2026, 12, 1)) == timedelta(days=7)
    assert not operations.set_parameter(office_code="PDG", value="P30D", effective_from=date(2026, 12, 1), **set_it)


def test_a_parameter_is_not_set_for_the_past_nor_to_nonsense(catalogue, now):
    set_it = {"office_code": "", "confidence": "V", "note": "", "by": "officer:x", "at": now}

    with pytest.raises(operations.ParameterInThePast):
        operations.set_parameter(name="slot_hold", value="PT5M", effective_from=date(2026, 11, 23), **set_it)
    with pytest.raises(UnreadableValue):
        operations.set_parameter(name="slot_hold", value="soon", effective_from=ON, **set_it)
    with pytest.raises(queries.UnknownParameter):
        operations.set_parameter(name="wishes", value="3", effective_from=ON, **set_it)

    assert queries.parameter("slot_hold", on=ON) == timedelta(minutes=15)


def test_loading_again_keeps_what_an_office_set(catalogue, now):
    operations.set_parameter(
        name="reschedule_max",
        office_code="",
        value="2",
        confidence="V",
        note="",
        effective_from=ON,
        by="officer:x",
        at=now,
    )

    operations.load_catalogue(by="system:catalogue.load", at=now + timedelta(days=1))

    assert queries.parameter("reschedule_max", on=date(2026, 12, 1)) == 2


def test_where_only_electronic_books_are_issued_no_other_is_offered(catalogue):
    policy = queries.policy_in_force(service_key="passport.new.adult", on=ON)

    def offered(office):
        return [
            option.fee_id
            for option in policy.fee_options({}, without_books=queries.unstocked_books(office_code=office, on=ON))
        ]

    assert offered("BKL") == ["passport.elec.10y", "passport.elec.5y"]
    assert offered("PDG") == ["passport.elec.10y", "passport.elec.5y", "passport.nonelec.10y", "passport.nonelec.5y"]
    with pytest.raises(queries.FeeNotOffered):
        policy.fee_lines({"fee": "passport.nonelec.5y"}, on=ON, without_books={"nonelectronic"})


def test_grounds_carry_clause_remedy_and_a_neutral_wording(catalogue):
    grounds = {ground.code: ground for ground in queries.grounds("passport.new.child")}

    assert next(iter(grounds)) == "duplicate"
    assert "parents_missing" in grounds
    assert grounds["prevention_list"].neutral
    assert "pencegahan" not in grounds["prevention_list"].said.id
    assert grounds["prevention_list"].clause_confidence == "M"
    lost = {ground.code: ground for ground in queries.grounds("passport.replace.lost")}
    assert lost["negligent_loss"].clause == "Permenkumham 8/2014 Pasal 41"
    assert lost["negligent_loss"].clause_confidence == "V"
    assert all(ground.remedy.id and ground.remedy.en for ground in (*grounds.values(), *lost.values()))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("paspor hilang", "passport.replace.lost"),
        ("Perpanjang paspor", "passport.renew.standard"),
        ("perpanjang paspor anak", "passport.renew.child"),
        ("buat paspor bayi", "passport.new.child"),
        ("paspor rusak kena banjir", "passport.replace.damaged"),
        ("KITAS perpanjang", "itas.extend"),
        ("legalisir", "doc.attestation"),
        ("tki", "passport.first.cpmi"),
        ("lost passport", "passport.replace.lost"),
    ],
)  # fmt: skip
def test_people_find_services_in_their_own_words(catalogue, text, first):
    assert queries.find_services(text)[0].key == first


def test_a_search_that_says_nothing_shows_all_and_nonsense_nothing(catalogue):
    assert len(queries.find_services("  saya mau  ")) == 34
    assert queries.find_services("zzzz") == ()


def test_what_is_remembered_costs_no_query_and_a_change_is_seen_at_once(
    catalogue, now, django_assert_num_queries, monkeypatch
):
    # As in a process that did not itself change the catalogue.
    monkeypatch.setattr(remembering, "_is_changing", lambda: False)
    remembering.forget()
    with django_assert_num_queries(4):  # versions, the policy, its legal sources, tariffs
        policy = queries.policy_in_force(service_key="imk", on=ON)
        policy.fee_lines({"fee": "imk.1y"}, on=ON)
    with django_assert_num_queries(1):  # parameters
        assert queries.parameter("slot_hold", on=ON) == timedelta(minutes=15)
    with django_assert_num_queries(0):
        queries.policy_in_force(service_key="imk", on=ON).fee_lines({"fee": "imk.1y"}, on=ON)
        queries.parameter("slot_hold", on=ON)

    operations.set_parameter(
        name="slot_hold",
        office_code="",
        value="PT5M",
        confidence="V",
        note="",
        effective_from=ON,
        by="officer:x",
        at=now,
    )

    assert queries.parameter("slot_hold", on=ON) == timedelta(minutes=5)


def test_a_transaction_that_changed_the_catalogue_leaves_nothing_in_memory(catalogue, monkeypatch):
    with monkeypatch.context() as before:
        before.setattr(remembering, "_is_changing", lambda: False)
        queries.parameter("slot_hold", on=ON)
        assert remembering._kept

    remembering.changing()
    queries.parameter("slot_hold", on=ON)

    assert remembering._kept == {}
