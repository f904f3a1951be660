"""
The base of every event: a fact in the past tense that other apps may hear of.

Events live for years in tables and logs, so they carry identifiers, numbers, codes and moments
only, never anything a person wrote or is called. The classes refuse everything else.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from types import NoneType, UnionType
from typing import Any, ClassVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

CODE = re.compile(r"(?!\d{16}$)[A-Za-z0-9_.:/+-]{0,80}")
"""Codes have no spaces, and sixteen digits alone would be a population number."""

NAME = re.compile(r"[a-z_]+\.[a-z_]+")

_classes: dict[str, type["Event"]] = {}


class EventNotAllowed(TypeError):
    """An event class or one of its values is of a kind that events must not carry."""


class UnknownEvent(LookupError):
    """No event class of this name is installed."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """
    Something that happened.

    ``name`` is ``app.what_happened``; ``subject`` is what it is about: a handler hears the events
    of one subject in their order; ``office`` is the code of the office whose ledger records it.
    """

    name: ClassVar[str]
    subject: UUID
    office: str = ""

    def __init_subclass__(cls, **options: Any) -> None:
        """Register the class. :raises EventNotAllowed: its name is taken, or a field could hold free text."""
        super().__init_subclass__(**options)
        name = cls.__dict__.get("name", "")
        if not NAME.fullmatch(name):
            raise EventNotAllowed(f"{cls.__qualname__}.name must read like 'app.what_happened', not {name!r}.")
        for field, annotation in get_type_hints(cls).items():
            if get_origin(annotation) is not ClassVar:
                _kind(annotation, where=f"{cls.__qualname__}.{field}")
        taken = _classes.setdefault(name, cls)
        if (taken.__module__, taken.__qualname__) != (cls.__module__, cls.__qualname__):
            raise EventNotAllowed(f"Two events are named {name}: {taken.__qualname__} and {cls.__qualname__}.")
        _classes[name] = cls


_read: dict[type[Event], dict[str, tuple[type, bool]]] = {}


def encode(event: Event) -> dict[str, str | int | bool | None]:
    """Return the event's fields as JSON. :raises EventNotAllowed: a value is not what its field declares."""
    return {
        name: _encode(getattr(event, name), kind, where=f"{event.name}: {name}")
        for name, kind in _fields(type(event)).items()
    }


def decode(name: str, body: dict[str, Any]) -> Event:
    """
    Return the event again. Fields that the class no longer has are dropped; new ones take their default.

    :raises UnknownEvent: no installed class has this name.
    """
    try:
        kind = _classes[name]
    except KeyError:
        raise UnknownEvent(name) from None
    known = _fields(kind)
    return kind(**{field: _decode(value, known[field]) for field, value in body.items() if field in known})


def _fields(kind: type[Event]) -> dict[str, tuple[type, bool]]:
    """Return the plain type of each field and whether it may be None. Reading annotations costs more than an insert."""
    if kind not in _read:
        kinds = get_type_hints(kind)
        _read[kind] = {field.name: _kind(kinds[field.name]) for field in fields(kind)}
    return _read[kind]


def _kind(annotation: Any, *, where: str = "") -> tuple[type, bool]:
    """Return the plain type of an annotation and whether it may be None."""
    parts = get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)
    plain = [part for part in parts if part is not NoneType]
    if len(plain) != 1 or plain[0] not in (UUID, int, bool, str, date, datetime):
        raise EventNotAllowed(f"{where} is {annotation}; events carry UUID, int, bool, codes (str), date, datetime.")
    return plain[0], NoneType in parts


def _encode(value: Any, kind: tuple[type, bool], *, where: str) -> str | int | bool | None:
    plain, may_be_none = kind
    if value is None and may_be_none:
        return None
    # bool is an int and a datetime a date to Python, and a StrEnum is a str; only the last is harmless.
    fits = isinstance(value, str) if plain is str else type(value) is plain
    if not fits:
        raise EventNotAllowed(f"{where} must be {plain.__name__}, not {type(value).__name__}.")
    if plain is str:
        if not CODE.fullmatch(value):
            raise EventNotAllowed(f"{where} is not a code.")
        return str(value)
    if plain is datetime:
        if value.tzinfo is None:
            raise EventNotAllowed(f"{where} has no time zone.")
        return value.astimezone(UTC).isoformat()
    if plain is date:
        return value.isoformat()
    return str(value) if plain is UUID else value


def _decode(value: Any, kind: tuple[type, bool]) -> Any:
    plain, _ = kind
    if value is None or plain in (int, bool, str):
        return value
    read: Callable[[str], Any] = UUID if plain is UUID else plain.fromisoformat  # type: ignore[attr-defined]
    return read(value)
