"""The dossier's vectors and samples; every identity in them is invented."""

import json
from datetime import date
from pathlib import Path

import pytest
import yaml

from lintas.directory.people import identity

DATA = Path(__file__).parent / "data"
VECTORS = yaml.safe_load((DATA / "vectors.yaml").read_text())
TODAY = VECTORS["today"]
NIK_SAMPLES = [json.loads(line) for line in (DATA / "nik.jsonl").read_text().splitlines()]
NAME_SAMPLES = [json.loads(line) for line in (DATA / "names.jsonl").read_text().splitlines()]


def test_the_files_hold_what_they_should():
    assert date(2026, 11, 21) == TODAY
    assert (len(VECTORS["nik"]), len(VECTORS["phone"]), len(NIK_SAMPLES), len(NAME_SAMPLES)) == (16, 9, 16, 20)


@pytest.mark.parametrize("vector", VECTORS["nik"], ids=lambda vector: vector["value"])
def test_nik(vector, db):
    demonstration = vector["value"].startswith("99")

    if not vector["ok"] and vector.get("level") != "warning":
        with pytest.raises(identity.NikImpossible):
            identity.parse_nik(vector["value"], on=TODAY, demonstration=demonstration)
        return
    nik = identity.parse_nik(vector["value"], on=TODAY, demonstration=demonstration)

    assert nik.value == vector.get("normalised", vector["value"])
    if "birth" in vector:
        assert (nik.sex, nik.birth, nik.region) == (vector["sex"], vector["birth"], vector["region"])
    assert bool(identity.oddities(nik)) == (vector.get("level") == "warning")
    if vector.get("test_mode_only"):
        with pytest.raises(identity.NikImpossible, match="hanya contoh"):
            identity.parse_nik(vector["value"], on=TODAY, demonstration=False)


@pytest.mark.parametrize("vector", VECTORS["nik_century"], ids=lambda vector: vector["value"])
def test_century_of_a_nik(vector):
    nik = identity.parse_nik(vector["value"], on=TODAY, demonstration=True)

    assert list(nik.births) == vector["candidates"]
    assert nik.birth == vector["candidates"][-1]


@pytest.mark.parametrize("vector", VECTORS["kk"], ids=lambda vector: vector["value"])
def test_family_card(vector):
    if vector["ok"]:
        assert identity.parse_family_card(vector["value"], on=TODAY).registered_on == date(2018, 11, 20)
    else:
        with pytest.raises(identity.FamilyCardImpossible):
            identity.parse_family_card(vector["value"], on=TODAY)


@pytest.mark.parametrize("vector", VECTORS["phone"], ids=lambda vector: vector["value"])
def test_phone(vector):
    if vector.get("ok") is False:
        with pytest.raises(identity.PhoneImpossible):
            identity.normalise_phone(vector["value"])
        return

    e164 = identity.normalise_phone(vector["value"])

    assert e164 == vector["e164"]
    assert identity.is_mobile(e164) == (vector["kind"] == "mobile")
    if vector["kind"] == "fixed":
        with pytest.raises(identity.PhoneCannotReceive):
            identity.mobile_only(vector["value"])


@pytest.mark.parametrize("vector", VECTORS["names"], ids=lambda vector: vector["civil"])
def test_name_in_the_form_of_comparison(vector):
    expected = vector.get("normalised") or vector.get("passport") or vector["mrz"].replace("<", " ")

    assert identity.normalise_name(vector["civil"]) == expected


@pytest.mark.parametrize("vector", VECTORS["name_compare"], ids=lambda vector: f"{vector['a']}~{vector['b']}")
def test_two_names(vector):
    assert identity.compare_names(vector["a"], vector["b"]).result == vector["result"]
    assert identity.compare_names(vector["b"], vector["a"]).result == vector["result"]


@pytest.mark.parametrize("sample", NAME_SAMPLES, ids=lambda sample: sample["id"])
def test_name_sample(sample):
    match = identity.compare_names(sample["a"], sample["b"])

    assert (match.result != "different") == (sample["label"] == "same")
    assert (match.score >= 0.75) == (sample["label"] == "same")


@pytest.mark.parametrize("vector", VECTORS["passport_number"], ids=lambda vector: vector["value"])
def test_passport_number(vector):
    if not vector["ok"]:
        with pytest.raises(identity.PassportNumberImpossible):
            identity.parse_passport_number(vector["value"])
        return

    number = identity.parse_passport_number(vector["value"])

    assert number.value == vector.get("normalised", vector["value"])
    assert number.usual == (vector.get("level") != "warning")


@pytest.mark.parametrize("vector", VECTORS["mrz_td3_valid"], ids=lambda vector: vector["name"])
def test_zone(vector):
    zone = identity.parse_zone(*vector["lines"], on=TODAY)

    for name in ("number", "birth", "sex", "expiry", "primary", "secondary"):
        if name in vector:
            assert getattr(zone, name) == vector[name]


@pytest.mark.parametrize("vector", VECTORS["mrz_td3_invalid"], ids=lambda vector: vector["why"])
def test_zone_that_cannot_be(vector):
    with pytest.raises(identity.ZoneUnreadable):
        identity.parse_zone(*vector["lines"], on=TODAY)


REASONS = {
    "date": "people.nik_date",
    "length": "people.nik_length",
    "non_digit": "people.nik_letters",
    "serial": "people.nik_serial",
}


@pytest.mark.parametrize(
    "sample", [sample for sample in NIK_SAMPLES if sample["kind"] == "nik"], ids=lambda sample: sample["id"]
)
def test_nik_sample(sample):
    expected = sample["expect"]
    if expected["reason"] in REASONS:
        with pytest.raises(identity.NikImpossible) as refusal:
            identity.parse_nik(sample["input"], on=TODAY, demonstration=False)
        assert refusal.value.code == REASONS[expected["reason"]]
        return

    # A province that is not in today's list is a warning here, never a refusal: codes change, people stay.
    nik = identity.parse_nik(sample["input"], on=TODAY, demonstration=False)

    assert nik.value == expected["normalized"]
    assert nik.region.replace(".", "") == expected["district_code"]
    if expected["valid"]:
        assert {"M": "L", "F": "P"}[nik.sex] == expected["gender"]
        assert nik.birth.isoformat() == expected["birth_date"]
        assert {birth.isoformat() for birth in nik.births} == set(expected["birth_date_alternatives"])


@pytest.mark.parametrize(
    "sample", [sample for sample in NIK_SAMPLES if sample["kind"] == "cross"], ids=lambda sample: sample["id"]
)
def test_nik_beside_the_card(sample, db):
    nik = identity.parse_nik(sample["input"], on=TODAY, demonstration=False)
    card = sample["ktp"]

    found = identity.oddities(
        nik, birth=date.fromisoformat(card["birth_date"]), sex={"L": "M", "P": "F"}[card["gender"]]
    )

    codes = {oddity.code for oddity in found} - {"nik_region_unknown"}
    assert codes == {f"nik_{name.removesuffix('_date')}_differs" for name in sample["expect"]["mismatch"]}


@pytest.mark.parametrize(
    "sample", [sample for sample in NIK_SAMPLES if sample["kind"] == "kk"], ids=lambda sample: sample["id"]
)
def test_family_card_sample(sample):
    # A date inside the number that does not exist is a warning, as the dossier says.
    card = identity.parse_family_card(sample["input"], on=TODAY)

    assert (card.registered_on is not None) == sample["expect"]["valid"]
