"""
``python -m kiosk enrol --house URL --kiosk ID --code CODE`` once, then ``python -m kiosk run``.

Options: ``--folder`` where the log lies; ``--mark`` a file on a second medium, such as a small USB stick, by which a
disk that was put back is noticed; ``--port`` of the page on this machine; ``--counters ADDRESS:PORT`` on the hall's
network, where the counters go on while the house is away.
"""

import argparse
import fcntl
import signal
import sys
import threading
import time
from pathlib import Path

from kiosk.box import Box
from kiosk.desks import open_desks
from kiosk.line import Away, Line, Refused, private_key
from kiosk.log import Log, Stopped
from kiosk.times import Clock
from kiosk.voices import fetch_voices
from kiosk.window import open_window

PORT = 8181

AWAKE_SECONDS = 0.2
"""
How long the main thread sleeps at a time. Were it to wait for the event itself, a signal that came in the instant
before would not wake it, and the handler of one in the midst of it would stand in front of the event's own lock.
"""


def main() -> int:
    """Do what the arguments say; 0 when it went well."""
    parser = argparse.ArgumentParser(prog="kiosk", description=__doc__)
    acts = parser.add_subparsers(dest="act", required=True)
    enrol, run = acts.add_parser("enrol"), acts.add_parser("run")
    for act in (enrol, run):
        act.add_argument("--folder", type=Path, default=Path("kiosk-data"))
    enrol.add_argument("--house", required=True)
    enrol.add_argument("--kiosk", required=True)
    enrol.add_argument("--code", required=True)
    run.add_argument("--mark", type=Path)
    run.add_argument("--port", type=int, default=PORT)
    run.add_argument("--counters", type=_address)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        with (options.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return show_key(options) if options.act == "enrol" else serve(options)
    except BlockingIOError:
        return _end("This folder is in use by a kiosk program already.")


def show_key(options: argparse.Namespace) -> int:
    """Show the house this box's key, once."""
    key = private_key(options.folder)
    line = Line(options.house, options.kiosk, key)
    try:
        line.send("daftar", {"code": options.code, "key": key.public_key().public_bytes_raw().hex()})
    except (Away, Refused) as problem:
        return _end(f"The house did not take this box: {problem}")
    log = Log(options.folder)
    log.note(house=options.house, kiosk=options.kiosk)
    log.close()
    return 0


def serve(options: argparse.Namespace) -> int:
    """Serve the page and meet the house until told to stop."""
    try:
        log = Log(options.folder, mark=options.mark)
    except Stopped as problem:
        return _end(f"This box must not give numbers: {problem}. Enrol it anew in an empty folder.")
    house, kiosk = log.fact("house"), log.fact("kiosk")
    if not house:
        return _end("This box is not enrolled yet: python -m kiosk enrol --house URL --kiosk ID --code CODE")
    line = Line(house, kiosk, private_key(options.folder))
    box, over = Box(log, line, Clock()), threading.Event()
    voices = options.folder / "voices"
    servers = [open_window(box, port=options.port, voices=voices)]
    if options.counters:
        address, port = options.counters
        servers.append(open_desks(box, address=address, port=port, folder=options.folder))
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: over.set())
    threading.Thread(target=box.keep_meeting, args=(over,), daemon=True).start()
    threading.Thread(target=fetch_voices, args=(line, voices, over), daemon=True).start()
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    while not over.is_set():
        time.sleep(AWAKE_SECONDS)
    for server in servers:
        server.shutdown()
    return 0


def _address(text: str) -> tuple[str, int]:
    address, _, port = text.rpartition(":")
    return address, int(port)


def _end(sentence: str) -> int:
    sys.stderr.write(sentence + "\n")
    return 1


if __name__ == "__main__":
    sys.exit(main())
