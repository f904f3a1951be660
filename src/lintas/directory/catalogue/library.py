"""The data files of the catalogue, read once per process."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def read(name: str) -> Any:
    """Return the content of ``data/<name>.yaml``. Don't change what is returned."""
    return yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe loader)


SERVICE_FILES = ("passport", "collection-and-mobile", "documents", "visa", "stay-permit")


def services() -> list[dict[str, Any]]:
    """Return all services in the order of the list."""
    return [service for name in SERVICE_FILES for service in read(f"services/{name}")]


@cache
def library() -> dict[str, Any]:
    """Return what policies are compiled from, by shelf."""
    papers, shared = read("documents"), read("processes")
    return {
        "documents": papers["documents"],
        "alternatives": papers["alternatives"],
        "questions": read("questions"),
        "tariffs": {fee["key"]: fee for fee in read("tariffs")},
        "indices": read("visa-indices"),
        **shared,
    }
