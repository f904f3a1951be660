"""Run the core passport system: ``python -m simulators.core --port 8103 --secrets DIR``."""

import argparse
from pathlib import Path

from simulators.core.window import Window
from simulators.counter import Building, Faults, serve_until_told_to_stop
from simulators.wire import Gate, shared_key

KEY_NAME = "core.key"


def build(*, port: int, secrets: Path) -> Building:
    """Return the server, ready to serve; port 0 takes a free one."""
    key = shared_key(secrets, KEY_NAME)
    parts = {"gate": Gate(key), "faults": Faults()}
    return Building(("127.0.0.1", port), type("CoreWindow", (Window,), parts))


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="simulators.core", description=__doc__)
    parser.add_argument("--port", type=int, default=8103)
    parser.add_argument("--secrets", type=Path, required=True, help="folder of the shared keys")
    given = parser.parse_args()
    serve_until_told_to_stop(build(port=given.port, secrets=given.secrets), name="core")


if __name__ == "__main__":
    main()
