import os
import subprocess
import sys
from pathlib import Path

from django.contrib.auth.hashers import check_password, identify_hasher, make_password

SOURCE = Path(__file__).parents[3]
QUICK = ["lintas.config.hashing.DemonstrationHasher"]
FULL = ["django.contrib.auth.hashers.ScryptPasswordHasher"]


def test_a_password_of_a_demonstration_is_hashed_anew_with_the_full_work_at_its_first_use_in_production(settings):
    settings.PASSWORD_HASHERS = QUICK
    kept = make_password("sandi-contoh")
    settings.PASSWORD_HASHERS = FULL
    renewed = []

    assert check_password("sandi-contoh", kept, setter=lambda password: renewed.append(make_password(password)))
    assert [identify_hasher(one).decode(one)["work_factor"] for one in (kept, *renewed)] == [2**10, 2**14]


def test_production_never_takes_the_quick_way(tmp_path):
    asked = "from django.conf import settings; print(*settings.PASSWORD_HASHERS)"
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(SOURCE),
        "LINTAS_MODE": "production",
        "LINTAS_VAR_DIR": str(tmp_path / "var"),
        "LINTAS_SECRETS_DIR": str(tmp_path / "secrets"),
        "LINTAS_KEYS_DATABASE_URL": "postgres://lintas@localhost/keys",
    }

    answer = subprocess.run(
        [sys.executable, "-c", asked], env=surroundings, capture_output=True, text=True, check=False
    )

    assert answer.stdout.split() == FULL, answer.stderr
