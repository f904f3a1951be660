"""
Ports for the servers of tests.

The system gives the local end of every outgoing connection a port of its own range, and while such a connection
lives nobody can listen there. A port from that range may be free when it is looked at and taken when the server
comes to it, or comes back to it after a kill. So the ports of tests lie below that range.
"""

import random
from pathlib import Path

from lintas.config.serving import is_free

LOWEST = 15_000
OUTGOING = Path("/proc/sys/net/ipv4/ip_local_port_range")
LOWEST_OUTGOING = 32_768
"""Where the system's own range begins by default, for systems that do not tell."""

_dice = random.SystemRandom()


def free_port(*, above: tuple[int, ...] = ()) -> int:
    """Return a port on which a server can listen, and others ``above`` it by so many."""
    highest = _lowest_outgoing() - max(above, default=0)
    for _ in range(200):
        port = _dice.randrange(min(LOWEST, highest // 2), highest)
        if all(is_free(port + more) for more in (0, *above)):
            return port
    raise AssertionError("No free ports.")


def _lowest_outgoing() -> int:
    try:
        return int(OUTGOING.read_text().split()[0])
    except FileNotFoundError:
        return LOWEST_OUTGOING
