"""Published versions are final: the model refuses, and so does the database by itself."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, models, transaction

from lintas.directory.catalogue.models import Policy, PublishedIsFinal, TariffVersion


def plain(model):
    """Return a queryset that knows none of the model's refusals, as a stranger's SQL would."""
    return models.QuerySet(model)


@pytest.mark.parametrize("model", [Policy, TariffVersion])
def test_a_version_cannot_be_saved_updated_or_deleted_through_its_model(catalogue, model):
    row = model.objects.first()

    with pytest.raises(PublishedIsFinal):
        row.save()
    with pytest.raises(PublishedIsFinal):
        row.delete()
    with pytest.raises(PublishedIsFinal):
        model.objects.filter(id=row.id).update(confidence="M")
    with pytest.raises(PublishedIsFinal):
        model.objects.filter(id=row.id).delete()

    assert model.objects.filter(id=row.id, confidence=row.confidence).exists()


@pytest.mark.parametrize(
    ("model", "change"),
    [
        (Policy, {"document": {"requires": []}}),
        (Policy, {"content_hash": "0" * 64}),
        (Policy, {"number": 7}),
        (Policy, {"effective_from": date(2020, 1, 1)}),
        (Policy, {"confidence": "M"}),
        (Policy, {"published_by": "officer:x"}),
        (TariffVersion, {"amount": 1}),
        (TariffVersion, {"currency": "USD"}),
        (TariffVersion, {"effective_from": date(2025, 1, 1)}),
        (TariffVersion, {"basis": "AHU"}),
        (TariffVersion, {"name_id": "x"}),
    ],
)
def test_the_database_refuses_to_rewrite_a_version(catalogue, model, change):
    row = model.objects.filter(effective_to=None, confidence="V").first()
    before = plain(model).filter(id=row.id).values().get()

    with pytest.raises(IntegrityError, match="final"), transaction.atomic():
        plain(model).filter(id=row.id).update(**change)

    assert plain(model).filter(id=row.id).values().get() == before


def test_the_end_of_a_version_can_be_set_once_and_not_moved(catalogue):
    row = Policy.objects.filter(effective_to=None).first()

    Policy.objects.filter(id=row.id).update(effective_to=date(2030, 1, 1))

    for moved in (date(2031, 1, 1), None):
        with pytest.raises(IntegrityError, match="final"), transaction.atomic():
            Policy.objects.filter(id=row.id).update(effective_to=moved)


@pytest.mark.parametrize(
    ("begins", "ends"),
    [(date(2026, 1, 1), date(2026, 12, 31)), (date(2010, 1, 1), date(2025, 1, 1)), (date(2024, 12, 18), None)],
)
def test_the_database_refuses_versions_that_overlap(catalogue, begins, ends):
    other = Policy.objects.get(service__key="imk")
    if ends is None:
        Policy.objects.filter(id=other.id).update(effective_to=date(2026, 1, 1))

    with pytest.raises(IntegrityError, match="overlap"), transaction.atomic():
        plain(Policy).create(
            id=uuid4(), service=other.service, number=2, document={}, content_hash="0" * 64, confidence="V",
            effective_from=begins, effective_to=ends, published_at=other.published_at, published_by="x",
        )  # fmt: skip

    tariff = TariffVersion.objects.get(fee_id="epo", effective_to=None)
    with pytest.raises(IntegrityError, match=r"overlap|unique|UNIQUE"), transaction.atomic():
        plain(TariffVersion).create(
            id=uuid4(), fee_id="epo", name_id="x", name_en="x", amount=1, currency="IDR", basis="AHU", confidence="V",
            effective_from=tariff.effective_from + timedelta(days=9), effective_to=None, note="",
        )  # fmt: skip


def test_a_number_is_given_once_and_a_version_does_not_end_before_it_begins(catalogue):
    other = Policy.objects.get(service__key="imk")
    common = {"service": other.service, "document": {}, "content_hash": "0" * 64, "confidence": "V"}
    common |= {"published_at": other.published_at, "published_by": "x"}

    for wrong in (
        {"number": 1, "effective_from": date(2000, 1, 1), "effective_to": date(2000, 2, 1)},
        {"number": 2, "effective_from": date(2000, 1, 2), "effective_to": date(2000, 1, 1)},
        {"number": 0, "effective_from": date(2000, 1, 1), "effective_to": date(2000, 2, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            plain(Policy).create(id=uuid4(), **common, **wrong)


@pytest.mark.only_on("postgresql", "SQLite's test databases are emptied by DELETE")
def test_postgresql_refuses_to_delete_a_version(catalogue):
    with pytest.raises(IntegrityError, match="final"), transaction.atomic():
        plain(TariffVersion).filter(fee_id="epo").delete()
