"""
What the surroundings tell us: every variable read once, typed, in one place.

A wrong or missing value stops the start with one sentence that names it and says what to do.
"""

import os
import sys
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Literal
from urllib.parse import unquote, urlsplit

from pydantic import BaseModel, Field, ValidationError, field_validator, model_validator

ROOT = Path(__file__).resolve().parents[3]
PREFIX = "LINTAS_"
CONNECTIONS = 40
"""To each PostgreSQL database from one process, at most."""

RECONNECT_SECONDS = 10
"""
After how long the pool begins anew to look for a database that is away. It waits twice as long after each attempt: with
its own five minutes a database that was away for an hour was not noticed for up to two minutes, so for four seconds.
"""


class Environment(BaseModel, frozen=True, extra="forbid"):
    """The variables named ``LINTAS_...``, without the prefix and in lower case."""

    mode: Literal["demo", "production", "test"]
    var_dir: Path = ROOT / "var"
    secrets_dir: Path | None = None
    database_url: str = ""
    keys_database_url: str = ""
    allowed_hosts: str = "localhost,127.0.0.1,[::1]"
    public_url: str = "http://localhost:8000"
    trusted_proxies: tuple[IPv4Network | IPv6Network, ...] = ()
    """
    Addresses or networks, parted by commas, of the proxies that stand before this house and end encryption. Only
    they are believed about who called (``X-Forwarded-For``); each must append to that header whom it saw. Without
    it everybody behind a proxy shares its address, and so its limits.
    """
    clock_file: Path | None = None
    simponi_url: str = "http://127.0.0.1:8101"
    dukcapil_url: str = "http://127.0.0.1:8102"
    core_url: str = "http://127.0.0.1:8103"
    sms_url: str = "http://127.0.0.1:8104"
    smtp_host: str = "127.0.0.1"
    smtp_port: int = Field(default=8105, ge=1, le=65535)
    postbox_url: str = "http://127.0.0.1:8104"
    pictures_at_once: int = Field(default=2, ge=1, le=4)
    """
    Uploaded files that one process cleans at once: each may take 512 MiB and a whole processor. With those that may
    wait (`documents.cleaning.turns`) they take at most twelve of the threads that make pages (`serving.THREADS`).
    """
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    @field_validator("database_url", "keys_database_url")
    @classmethod
    def _known_engine(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in {"sqlite", "postgres", "postgresql"}:
            raise ValueError("must begin with sqlite:// or postgres://")
        return value

    @field_validator("trusted_proxies", mode="before")
    @classmethod
    def _networks(cls, value: str) -> tuple[IPv4Network | IPv6Network, ...]:
        try:
            networks = tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        except ValueError as problem:
            raise ValueError(f"{problem}; write addresses or networks such as 10.0.0.5, 10.1.0.0/24") from None
        if any(network.prefixlen == 0 for network in networks):
            raise ValueError("must not hold every address there is: then anybody could name their own")
        return networks

    @model_validator(mode="after")
    def _only_a_demonstration_moves_its_clock(self) -> "Environment":
        if self.mode == "production" and self.clock_file is not None:
            raise ValueError("LINTAS_CLOCK_FILE must not be set in production: the office lives in real time")
        return self

    @model_validator(mode="after")
    def _keys_lie_apart_from_what_they_open(self) -> "Environment":
        if self.mode != "production":
            return self
        if not self.keys_database_url:
            raise ValueError("LINTAS_KEYS_DATABASE_URL must be set in production: one backup must not open itself")
        if self.secrets_dir is None or self.secrets_dir.resolve().is_relative_to(self.var_dir.resolve()):
            raise ValueError("LINTAS_SECRETS_DIR must be set in production, to a folder outside LINTAS_VAR_DIR")
        return self

    @property
    def secrets_path(self) -> Path:
        """The folder of generated secrets; kept outside version control and outside data backups."""
        return self.secrets_dir or self.var_dir / "secrets"


def read_environment(variables: Mapping[str, str] = os.environ) -> Environment:
    """Return the typed environment; end the process with a plain sentence when it cannot be used."""
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in variables.items()
        if name.startswith(PREFIX) and not name.startswith(PREFIX + "TEST_")
    }
    try:
        return Environment.model_validate(given)
    except ValidationError as problem:
        sys.exit("\n".join(_sentence(error) for error in problem.errors()))


def _sentence(error: Mapping[str, object]) -> str:
    where = error["loc"]
    name = PREFIX + str(where[0]).upper() if isinstance(where, tuple) and where else "The environment"
    if error["type"] == "missing":
        return f"{name} is not set. Set it to demo, production or test."
    if error["type"] == "extra_forbidden":
        return f"{name} is not a setting of Lintas. Remove it or correct its name."
    return f"{name}: {error['msg']}."


def database(url: str, *, fallback: Path) -> dict[str, object]:
    """Return Django's description of the database at ``url``; an empty one means SQLite in ``fallback``."""
    parts = urlsplit(url)
    if parts.scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": parts.path.lstrip("/"),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "OPTIONS": {
                "pool": {
                    "min_size": 2,
                    "max_size": CONNECTIONS,
                    "timeout": 10,
                    "reconnect_timeout": RECONNECT_SECONDS,
                },
                "options": "-c lock_timeout=3s -c statement_timeout=10s",
            },
        }
    return {
        "ENGINE": "lintas.foundation.sqlite",
        "NAME": parts.path or str(fallback),
        # Said outright: for a backend that is not Django's own, tests side by side would take files.
        "TEST": {"NAME": ":memory:"},
        # Each thread keeps its connection: to open one and set its pragmas costs more than most pages ask.
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": 20,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
    }
