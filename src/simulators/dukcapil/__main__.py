"""Run the civil registry: ``python -m simulators.dukcapil --port 8102 --secrets DIR``."""

import argparse
from pathlib import Path

from simulators.counter import Building, Faults, serve_until_told_to_stop
from simulators.dukcapil.window import Window, password_of
from simulators.register import Register
from simulators.wire import Gate, shared_key

KEY_NAME = "dukcapil.key"


def build(*, port: int, secrets: Path) -> Building:
    """Return the server, ready to serve; port 0 takes a free one."""
    key = shared_key(secrets, KEY_NAME)
    parts = {"register": Register(), "gate": Gate(key), "password": password_of(key), "faults": Faults()}
    return Building(("127.0.0.1", port), type("DukcapilWindow", (Window,), parts))


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="simulators.dukcapil", description=__doc__)
    parser.add_argument("--port", type=int, default=8102)
    parser.add_argument("--secrets", type=Path, required=True, help="folder of the shared keys")
    given = parser.parse_args()
    serve_until_told_to_stop(build(port=given.port, secrets=given.secrets), name="dukcapil")


if __name__ == "__main__":
    main()
