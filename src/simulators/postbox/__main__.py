"""Run the postbox: ``python -m simulators.postbox --port 8104 --smtp-port 8105 --secrets DIR``."""

import argparse
import random
from pathlib import Path

from simulators.counter import Building, Faults, serve_until_told_to_stop
from simulators.daytime import Daytime
from simulators.postbox.letters import Letters, read_mail
from simulators.postbox.mail import PostOffice
from simulators.postbox.window import Window
from simulators.wire import Gate, shared_key

KEY_NAME = "sms.key"


def build(*, port: int, smtp_port: int, secrets: Path, clock_url: str = "") -> tuple[Building, PostOffice]:
    """Return the page's server and the running mail server; port 0 takes a free one."""
    letters, faults, daytime = Letters(), Faults(), Daytime(clock_url)
    office = PostOffice(
        port=smtp_port,
        take=lambda to, raw: letters.put(read_mail(raw, to=to, at=daytime.now())),
        is_down=lambda: random.random() < faults.unavailable,
    )
    parts = {"letters": letters, "gate": Gate(shared_key(secrets, KEY_NAME)), "daytime": daytime, "faults": faults}
    return Building(("127.0.0.1", port), type("PostboxWindow", (Window,), parts)), office


def main() -> None:
    """Read the arguments and serve."""
    parser = argparse.ArgumentParser(prog="simulators.postbox", description=__doc__)
    parser.add_argument("--port", type=int, default=8104, help="SMS gateway, mailbox page, faults")
    parser.add_argument("--smtp-port", type=int, default=8105)
    parser.add_argument("--secrets", type=Path, required=True, help="folder of the shared keys")
    parser.add_argument("--clock-url", default="", help="an address that answers with the time (ISO 8601)")
    given = parser.parse_args()
    building, office = build(
        port=given.port, smtp_port=given.smtp_port, secrets=given.secrets, clock_url=given.clock_url
    )
    serve_until_told_to_stop(building, name="postbox", more=f" smtp {office.port}")


if __name__ == "__main__":
    main()
