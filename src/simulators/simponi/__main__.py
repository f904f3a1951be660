"""Run the billing system: ``python -m simulators.simponi --port 8101 --secrets DIR``."""

import argparse
from pathlib import Path

from simulators.counter import Building, serve_until_told_to_stop
from simulators.daytime import Daytime
from simulators.simponi.books import Books
from simulators.simponi.notices import Messenger, SimponiFaults
from simulators.simponi.window import Window
from simulators.wire import Gate, shared_key

KEY_NAME = "simponi.key"


def build(*, port: int, secrets: Path, notify_url: str, clock_url: str = "", journal: Path | None = None) -> Building:
    """Return the server, ready to serve; port 0 takes a free one."""
    key, faults, daytime = shared_key(secrets, KEY_NAME), SimponiFaults(), Daytime(clock_url)
    parts = {
        "books": Books(now=daytime.now, file=journal),
        "gate": Gate(key),
        "messenger": Messenger(url=notify_url, key=key, faults=faults),
        "daytime": daytime,
        "faults": faults,
    }
    return Building(("127.0.0.1", port), type("SimponiWindow", (Window,), parts))


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="simulators.simponi", description=__doc__)
    parser.add_argument("--port", type=int, default=8101)
    parser.add_argument("--secrets", type=Path, required=True, help="folder of the shared keys")
    parser.add_argument("--notify-url", default="", help="where Lintas takes payment notices")
    parser.add_argument("--clock-url", default="", help="an address that answers with the time (ISO 8601)")
    parser.add_argument("--journal", type=Path, default=None, help="file that keeps codes and payments over a restart")
    given = parser.parse_args()
    building = build(
        port=given.port,
        secrets=given.secrets,
        notify_url=given.notify_url,
        clock_url=given.clock_url,
        journal=given.journal,
    )
    serve_until_told_to_stop(building, name="simponi")


if __name__ == "__main__":
    main()
