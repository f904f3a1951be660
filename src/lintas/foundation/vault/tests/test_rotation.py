from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from lintas.foundation.vault import keys, opening, operations, roots, rotation
from lintas.foundation.vault.errors import RootKeyUnusable
from lintas.foundation.vault.models import PersonKey, RootKey
from lintas.foundation.vault.rules import wrapping


@pytest.fixture(autouse=True)
def own_secrets(settings, tmp_path):
    settings.SECRETS_DIR = tmp_path
    roots._recognised.cache_clear()


@pytest.fixture
def sealed(db):
    values = {}
    for _ in range(7):
        cell = operations.Cell(owner=uuid4(), table="t", column="c", row=uuid4())
        operations.open_owner(owner=cell.owner)
        values[cell] = operations.seal("x", cell=cell)
    return values


def forget_everything(sealed):
    roots._recognised.cache_clear()
    for cell in sealed:
        keys.forget(cell.owner)


def test_given_a_renewed_root_then_everything_opens_before_during_and_after(sealed, monkeypatch):
    index = operations.blind_index(kind="nik", value="9901015507900001")
    monkeypatch.setattr(rotation, "BATCH", 3)

    operations.add_root()
    forget_everything(sealed)
    assert {opening.unseal(value, cell=cell) for cell, value in sealed.items()} == {"x"}

    assert operations.rewrap() == 8
    assert operations.rewrap() == 0
    operations.retire_root(version=1)
    forget_everything(sealed)
    assert {opening.unseal(value, cell=cell) for cell, value in sealed.items()} == {"x"}
    assert operations.blind_index(kind="nik", value="9901015507900001") == index
    assert not roots.path_of(1).exists()
    assert not PersonKey.objects.exclude(root_id=2).exists()


def test_a_root_key_in_use_is_not_retired(sealed):
    operations.add_root()

    for version in (1, 2):
        with pytest.raises(operations.RootStillUsed):
            operations.retire_root(version=version)

    assert roots.path_of(1).exists()
    assert RootKey.objects.count() == 2


def test_given_a_key_destroyed_while_being_rewrapped_then_it_stays_destroyed(sealed, monkeypatch):
    operations.add_root()
    victim, wrap_for = next(iter(sealed)), keys.wrap_for

    def wrap_late(owner, secret, *, root):
        if owner == victim.owner:
            operations.shred(owner=owner)
        return wrap_for(owner, secret, root=root)

    monkeypatch.setattr(keys, "wrap_for", wrap_late)
    operations.rewrap()

    assert PersonKey.objects.get(owner=victim.owner).wrapped is None


def test_given_a_lost_root_key_then_it_is_never_quietly_made_anew(sealed):
    roots.path_of(1).unlink()
    forget_everything(sealed)

    with pytest.raises(RootKeyUnusable):
        operations.open_owner(owner=uuid4())

    assert not roots.path_of(1).exists()


def test_given_another_root_key_in_its_place_then_it_is_recognised_as_wrong(sealed):
    Path(roots.path_of(1)).write_bytes(bytes(32))
    forget_everything(sealed)

    with pytest.raises(RootKeyUnusable):
        opening.unseal(next(iter(sealed.values())), cell=next(iter(sealed)))


def test_a_key_wrapped_under_one_version_does_not_pass_as_another():
    wrapped = wrapping.wrap(bytes(32), root=bytes(32), root_version=1, name="n", subject=b"s", version=1)

    for change in ({"root_version": 2}, {"name": "m"}, {"subject": b"t"}, {"version": 2}, {"root": bytes(31) + b"x"}):
        with pytest.raises(operations.SealBroken):
            wrapping.unwrap(
                wrapped, **{"root": bytes(32), "root_version": 1, "name": "n", "subject": b"s", "version": 1} | change
            )


def test_the_command_leads_through_the_renewal(sealed):
    out = StringIO()

    call_command("vault", "add", stdout=out)
    with pytest.raises(CommandError, match="versi 1"):
        call_command("vault", "retire", "1", stdout=out)
    call_command("vault", "rewrap", stdout=out)
    call_command("vault", "retire", "1", stdout=out)

    assert "7 kunci" in out.getvalue()
    assert "versi 1 dimusnahkan" in out.getvalue()
