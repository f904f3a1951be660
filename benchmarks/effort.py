"""
How long a browser works before a place is chosen: ``python -m benchmarks.effort`` lets the page's own worker do it often.

No cheap phone is here to be measured. Said is therefore how much slower than this machine's browser a phone may be to
be done within two seconds in half of all cases, and what a swarm pays here for each place it asks for.
"""

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from uuid import uuid4

import yaml
from playwright.sync_api import sync_playwright

from benchmarks.house import ROOT
from benchmarks.machine import commit, machine
from tests.browser import CANDIDATES, OPTIONS

SCRIPT = ROOT / "src/lintas/casework/applications/static/applications/effort.js"
PARAMETERS = ROOT / "src/lintas/directory/catalogue/data/parameters.yaml"
TIMES, MOST_SECONDS = 60, 2.0
WORK = """([parts, zeros]) => new Promise((done) => {
    const worker = new Worker("/effort.js");
    worker.onmessage = ({data}) => { worker.terminate(); done([performance.now() - began, Number(data.answer)]); };
    const began = performance.now();
    worker.postMessage({parts, zeros});
})"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves the script and tells nobody."""

    def log_message(self, *args: object) -> None:
        pass


def main() -> int:
    """Measure, and print a report."""
    [zeros] = [one["value"] for one in yaml.safe_load(PARAMETERS.read_text()) if one["name"] == "choice_effort"]
    program = next((path for name in CANDIDATES if (path := which(name))), None)
    if program is None:
        raise SystemExit("There is no Chromium here.")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(SCRIPT.parent)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=OPTIONS)
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/citizen.css")
        found = [page.evaluate(WORK, [["deed", str(uuid4()), str(uuid4())], zeros]) for _ in range(TIMES)]
        version = browser.version
        browser.close()
    server.shutdown()
    with TemporaryDirectory() as folder:
        facts = machine(Path(folder))
    seconds = sorted(took / 1000 for took, _ in found)
    rate = sum(tried for _, tried in found) / sum(seconds)
    print(f"# Work before a place is chosen, Lintas {commit()}\n")
    for name, fact in facts.items():
        print(f"- {name}: {fact}")
    print(f"- Chromium {version}, {zeros} zeros, {TIMES} times, in a worker of the page\n")
    print(
        f"Median {median(seconds):.2f} s, nine of ten within {quantiles(seconds, n=10)[8]:.2f} s; {rate:,.0f} trials a second."
    )
    usual = 0.6931 * 2**zeros / rate
    print(
        f"A phone {MOST_SECONDS / usual:.0f} times slower than this browser is done within {MOST_SECONDS:g} s in half of all cases."
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
