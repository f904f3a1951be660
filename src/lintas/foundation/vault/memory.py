"""A small, short memory for unwrapped keys: what is not asked for again is soon forgotten."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class ShortMemory(Generic[Value]):
    """Remember at most ``size`` values, each for ``life`` seconds."""

    def __init__(self, *, size: int, life: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._size, self._life, self._clock = size, life, clock
        self._values: OrderedDict[Hashable, tuple[float, Value]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: Hashable) -> Value | None:
        """Return the value, or None when it is unknown or forgotten."""
        with self._lock:
            until, value = self._values.get(name, (0.0, None))
            if value is None or until < self._clock():
                self._values.pop(name, None)
                return None
            self._values.move_to_end(name)
            return value

    def put(self, name: Hashable, value: Value) -> None:
        """Remember the value; the one that was not asked for the longest makes room."""
        with self._lock:
            self._values[name] = (self._clock() + self._life, value)
            self._values.move_to_end(name)
            while len(self._values) > self._size:
                self._values.popitem(last=False)

    def forget(self, name: Hashable) -> None:
        """Forget the value now."""
        with self._lock:
            self._values.pop(name, None)

    def __len__(self) -> int:
        return len(self._values)
