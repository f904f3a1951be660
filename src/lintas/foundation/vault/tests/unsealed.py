"""The mechanism switched off, for the controls of promises about sealed columns."""

import pytest

from lintas.foundation.vault import opening, operations


def leave_columns_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every value go into its sealed column as it is, and be read from there."""
    monkeypatch.setattr(operations, "seal_value", lambda value, *, cell, secret: value.encode())
    monkeypatch.setattr(opening, "open_value", lambda sealed, *, cell, secret: bytes(sealed).decode())
