"""Who wants to hear of what: the handlers of all apps, found at start in their ``handlers`` rooms."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from lintas.foundation.outbox.events import Event

Handler = TypeVar("Handler", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Registered:
    """A handler under the name by which its deliveries are kept, ``app.function``."""

    name: str
    run: Callable[..., Any]
    outside: bool


_by_name: dict[str, Registered] = {}
_by_event: dict[str, list[Registered]] = {}


class HandlerNameTaken(ValueError):
    """Two handlers of one app have the same name."""


class UnknownHandler(LookupError):
    """A delivery waits for a handler that is not installed."""


def handles(event: type[Event], *, outside: bool = False) -> Callable[[Handler], Handler]:
    """
    Let the function hear of every such event, at least once, in order per subject.

    It is called as ``handler(event, at=...)`` in one transaction with marking the delivery done.
    With ``outside`` it talks to another system: it runs without a transaction, may be repeated after
    it succeeded, and also gets ``delivery``, an id that stays the same when repeated.
    A handler keeps its name for as long as deliveries wait for it.

    :raises HandlerNameTaken: another handler of the app is called the same.
    """

    def register(handler: Handler) -> Handler:
        name = f"{handler.__module__.removesuffix('.handlers').rpartition('.')[2]}.{handler.__name__}"
        if name in _by_name:
            raise HandlerNameTaken(name)
        _by_name[name] = Registered(name=name, run=handler, outside=outside)
        _by_event.setdefault(event.name, []).append(_by_name[name])
        return handler

    return register


def handlers_of(event: str) -> tuple[Registered, ...]:
    """Return the handlers that hear of the event."""
    return tuple(_by_event.get(event, ()))


def handler(name: str) -> Registered:
    """Return the handler. :raises UnknownHandler: it is not installed."""
    try:
        return _by_name[name]
    except KeyError:
        raise UnknownHandler(name) from None
