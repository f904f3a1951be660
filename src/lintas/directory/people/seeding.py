"""The officers of a demonstration: enough at each point that four eyes are never the same two."""

import os
import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from lintas.directory.offices import queries as offices
from lintas.directory.people import operations
from lintas.directory.people.models import Account
from lintas.directory.people.states import Role

TWICE = (Role.LOKET, Role.PEWAWANCARA, Role.ADJUDIKATOR)
"""Roles of which a point has two, so that one can look at what the other did."""

BY = "system:people.seed_officers"
HEADING = "# Sign-ins of this demonstration: service point, role, name, password. Made anew when the data folder is.\n"


def seed_officers(*, path: Path, at: datetime) -> int:
    """
    Make those officers that are not there yet and write their sign-ins to ``path``, readable by the owner alone.

    Return how many were made; a second run makes none. Passwords are random and kept nowhere else.
    """
    wanted = [
        (point, role, number)
        for point in offices.points()
        for role in Role
        for number in ((1, 2) if role in TWICE else (1,))
    ]
    there = set(Account.objects.values_list("username", flat=True))
    missing = [each for each in wanted if _username(*each) not in there]
    passwords = [secrets.token_urlsafe(15) for _ in missing]
    with ThreadPoolExecutor() as hashing:  # slow on purpose, and outside of Python's lock
        hashes = list(hashing.map(make_password, passwords))
    lines = [
        _make(*each, password=password, hashed=hashed, at=at)
        for each, password, hashed in zip(missing, passwords, hashes, strict=True)
    ]
    if lines:
        _append(path, lines)
    return len(lines)


def _username(point: offices.PointInfo, role: Role, number: int) -> str:
    return f"{role}{'' if number == 1 else number}.{point.slug}"


def _make(point: offices.PointInfo, role: Role, number: int, *, password: str, hashed: str, at: datetime) -> str:
    username = _username(point, role, number)
    place = list(Role).index(role) * 2 + number
    officer_id = operations.create_officer(
        username=username,
        password=password,
        hashed=hashed,
        alias=f"Petugas {point.prefix}-{place:02d}",
        staff_number=f"CONTOH-{point.prefix}-{place:02d}",
        by=BY,
        at=at,
    )
    operations.assign_role(
        officer_id=officer_id,
        role=role,
        office_id=point.office_id,
        point_id=point.id,
        from_on=timezone.localdate(at).replace(month=1, day=1),
        by=BY,
        at=at,
    )
    return f"{point.slug}\t{role}\t{username}\t{password}\n"


def _append(path: Path, lines: list[str]) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a") as file:
        if file.tell() == 0:
            file.write(HEADING)
        file.writelines(lines)
