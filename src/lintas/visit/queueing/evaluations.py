"""What of the queue can be measured: `lintas eval queue` foretells waits from a stream of events."""

from collections.abc import Mapping
from math import ceil, floor

from lintas.foundation.evaluations import Answerer, Unusable, evaluates
from lintas.visit.queueing.waiting.forecast import Forecaster, NotWaiting
from lintas.visit.queueing.waiting.lines import BrokenLine, read


@evaluates(
    name="queue",
    about=(
        "reads a day's events (meta, arrive, call, end, ...) and answers each query with the seconds still to wait, "
        'from what came before: {"q", "wait", "lo", "hi"}, the ends of an 80 %% interval'
    ),
)
def queue() -> Answerer:
    """Begin a run: nothing is known yet. The ends are rounded outwards, so that rounding costs nobody the interval."""
    forecaster = Forecaster()

    def answer(line: str) -> Mapping[str, object] | None:
        try:
            event = read(line)
            if event.kind != "query":
                forecaster.take(event)
                return None
            interval = forecaster.answer(event)
        except BrokenLine as broken:
            raise Unusable(str(broken)) from None
        except NotWaiting as unknown:
            raise Unusable(f"asks for the ticket {str(unknown)[:40]!r}, which is not in the line") from None
        return {
            "q": event.query,
            "wait": round(interval.wait, 1),
            "lo": floor(interval.low * 10) / 10,
            "hi": ceil(interval.high * 10) / 10,
        }

    return answer
