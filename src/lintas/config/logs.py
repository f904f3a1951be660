"""How a line of the log looks; what people wrote never stands in it."""

import logging
import traceback
from pathlib import Path
from types import TracebackType


class Discreet(logging.Formatter):
    """
    Tells of an exception its class and the places it went through, and leaves its message out.

    Messages repeat values: a database's names the whole row it refused, a parser's what was typed (R8).
    """

    def formatException(  # noqa: N802 (the name that logging calls)
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """Return one line for each exception of the chain, the first cause last."""
        failure, told = ei[1], []
        while failure is not None:
            places = [
                f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
                for frame in traceback.extract_tb(failure.__traceback__)
            ]
            told.append(" > ".join([*places, type(failure).__name__]))
            failure = failure.__cause__ or failure.__context__
        return "\n".join(told)
