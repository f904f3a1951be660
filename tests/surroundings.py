"""
What the tests live in: loaded by pytest before anything of Lintas is.

A throw-away folder for files and secrets, and the databases: SQLite files there, or the PostgreSQL
server named by ``LINTAS_TEST_DATABASE_URL``.
"""

import atexit
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

for name in [name for name in os.environ if name.startswith("LINTAS_") and not name.startswith("LINTAS_TEST_")]:
    del os.environ[name]

place = tempfile.mkdtemp(prefix="lintas-test-")
atexit.register(shutil.rmtree, place, ignore_errors=True)
Path(place, "aset").mkdir()  # the server of static files warns when its folder is missing

os.environ["DJANGO_SETTINGS_MODULE"] = "lintas.config.settings"
os.environ["LINTAS_MODE"] = "test"
os.environ["LINTAS_VAR_DIR"] = place
os.environ["LINTAS_LOG_LEVEL"] = "ERROR"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the browser driver runs a loop in the test's thread

settings.register_profile(
    "house",
    deadline=None,  # how busy the machine is says nothing about a property
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    derandomize=os.environ.get("CI") == "true",
    print_blob=True,  # what was drawn can be drawn again
)
settings.load_profile("house")

if os.environ.get("LINTAS_TEST_STORM") == "full":
    os.environ["PYTEST_TIMEOUT"] = "7200"  # seconds; storms of full size take their time, one of them an hour

server = os.environ.get("LINTAS_TEST_DATABASE_URL", "")
if server:
    os.environ["LINTAS_DATABASE_URL"] = server
    os.environ["LINTAS_KEYS_DATABASE_URL"] = server + "_keys"


def pytest_sessionfinish(session: Any) -> None:
    """With ``CI=true`` a test that was skipped fails the run: what cannot run there is missing there."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter and os.environ.get("CI") == "true" else []
    if skipped:
        reporter.write_line(f"CI skips nothing: {len(skipped)} skipped.", red=True)
        session.exitstatus = 1
