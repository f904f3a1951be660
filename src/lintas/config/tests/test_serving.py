"""What one process may hold open at once, and where the parts of a house may listen."""

import socket
from pathlib import Path

from lintas.config.environment import database
from lintas.config.serving import AT_ONCE, ONE_PORT, THREADS, Ports
from lintas.foundation.live.hub import MOST_FOLLOWERS
from tests.ports import free_port

LIVE_TAIL = 1


def test_no_page_waits_for_a_connection():
    described = database("postgres://lintas@127.0.0.1/lintas", fallback=Path("unused"))

    assert described["OPTIONS"]["pool"]["max_size"] >= THREADS + LIVE_TAIL


def test_streams_leave_room_for_pages():
    assert MOST_FOLLOWERS + 1_000 <= AT_ONCE
    assert ONE_PORT[ONE_PORT.index("--backpressure") + 1] == str(AT_ONCE)


def test_a_port_is_taken_by_a_server_and_by_the_near_end_of_a_connection():
    ports = Ports(free_port(above=(101, 102, 103, 104, 105)))
    assert ports.taken() == []

    with socket.create_server(("127.0.0.1", ports.core)) as server, socket.socket() as caller:
        caller.bind(("127.0.0.1", ports.smtp))
        caller.connect(server.getsockname())

        assert ports.taken() == [ports.core, ports.smtp]
