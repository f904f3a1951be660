"""The demonstration's officers: their names and passwords, from the file that `lintas serve` names."""

from dataclasses import dataclass, field
from pathlib import Path


class NoSuchOfficer(Exception):
    """The file of sign-ins has no officer of this role at this place."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """How one officer signs in."""

    username: str
    password: str = field(repr=False)


def read(path: Path) -> dict[tuple[str, str], list[SignIn]]:
    """Return the sign-ins by place and role; where a place has two officers of a role, both in order."""
    found: dict[tuple[str, str], list[SignIn]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            place, role, username, password = line.split("\t")
            found.setdefault((place, role), []).append(SignIn(username, password))
    return found
