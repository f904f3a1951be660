"""
A house with its reference data, quickly: loaded once from the data files, then written as it was.

Loading reads and checks every file; a suite does it once per process. Afterwards most of the time would go
into making statements of the rows, so that is done once as well and only the statements are repeated.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import connection, models, transaction

from lintas.directory.catalogue import operations as catalogue
from lintas.directory.catalogue import remembering
from lintas.directory.offices import operations as offices
from lintas.directory.offices import queries
from lintas.visit.appointments import operations as appointments
from lintas.visit.queueing import operations as queueing

Rows = list[tuple[type[models.Model], list[Any]]]
Statements = list[tuple[str, Any]]

_loaded: dict[tuple[datetime, tuple[str, ...]], Rows] = {}
_written: dict[tuple[datetime, tuple[str, ...]], Statements] = {}


def _load_appointments(at: datetime) -> None:
    appointments.load_schedules()
    appointments.make_slots(at=at)


ROOMS: dict[str, Callable[[datetime], Any]] = {
    "offices": lambda at: offices.load_offices(),
    "catalogue": lambda at: catalogue.load_catalogue(by="system:test", at=at),
    "appointments": _load_appointments,
    "queueing": lambda at: queueing.load_lanes(),
}
"""How the data of each room are loaded, first those that others point to."""


def furnish(at: datetime, *, rooms: tuple[str, ...] = tuple(ROOMS)) -> None:
    """Fill the empty database with offices, catalogue, schedules with the slots open at the moment, and lanes, or some."""
    forget()
    wanted = at, rooms
    if wanted in _written:
        _repeat(_written[wanted])
    elif wanted in _loaded:
        _written[wanted] = _write(_loaded.pop(wanted))
    else:
        for room in rooms:
            ROOMS[room](at)
        _loaded[wanted] = [(model, list(model._default_manager.all())) for model in _models(rooms)]
    forget()


def forget() -> None:
    """Let nothing be remembered of another test's database."""
    remembering.forget()
    queries.forget()


def _write(rows: Rows) -> Statements:
    """Write the rows; return the statements that did."""
    statements: Statements = []

    def keep(execute: Callable[..., Any], sql: str, values: Any, many: bool, context: dict[str, Any]) -> Any:
        if sql.startswith("INSERT"):
            statements.append((sql, values))
        return execute(sql, values, many, context)

    with connection.execute_wrapper(keep):
        for model, of_model in rows:
            model._default_manager.bulk_create(of_model)
    return statements


def _repeat(statements: Statements) -> None:
    with transaction.atomic(savepoint=False), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def _models(rooms: Sequence[str]) -> list[type[models.Model]]:
    """Return the models of the rooms with those first that others point to."""
    waiting = [model for room in rooms for model in apps.get_app_config(room).get_models(include_auto_created=True)]
    ordered: list[type[models.Model]] = []
    while waiting:
        ready = [model for model in waiting if not _needs(model) & (set(waiting) - {model})]
        ordered += ready
        waiting = [model for model in waiting if model not in ready]
    return ordered


def _needs(model: type[models.Model]) -> set[type[models.Model]]:
    return {field.related_model for field in model._meta.concrete_fields if field.related_model is not None}
