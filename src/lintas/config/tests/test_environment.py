"""What the surroundings must say before a real office may start."""

import pytest

from lintas.config.environment import read_environment

APART = {
    "LINTAS_MODE": "production",
    "LINTAS_VAR_DIR": "/srv/lintas",
    "LINTAS_SECRETS_DIR": "/etc/lintas/secrets",
    "LINTAS_KEYS_DATABASE_URL": "postgres://keys.example/keys",
}


def test_production_starts_with_keys_apart_from_what_they_open():
    assert str(read_environment(APART).secrets_path) == "/etc/lintas/secrets"


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"LINTAS_KEYS_DATABASE_URL": ""}, "LINTAS_KEYS_DATABASE_URL"),
        ({"LINTAS_SECRETS_DIR": "/srv/lintas/secrets"}, "LINTAS_SECRETS_DIR"),
        ({"LINTAS_SECRETS_DIR": None}, "LINTAS_SECRETS_DIR"),
        ({"LINTAS_CLOCK_FILE": "/srv/lintas/clock"}, "LINTAS_CLOCK_FILE"),
    ],
)
def test_production_stops_with_a_sentence_that_names_what_to_set(wrong, named):
    given = {name: value for name, value in (APART | wrong).items() if value is not None}

    with pytest.raises(SystemExit, match=named):
        read_environment(given)


def test_a_demonstration_keeps_everything_in_one_folder():
    assert read_environment({"LINTAS_MODE": "demo", "LINTAS_VAR_DIR": "/srv/demo"}).secrets_path.name == "secrets"


def test_trusted_proxies_are_networks_and_none_unless_named():
    assert read_environment({"LINTAS_MODE": "demo"}).trusted_proxies == ()
    named = read_environment({"LINTAS_MODE": "demo", "LINTAS_TRUSTED_PROXIES": "10.0.0.5, 10.1.0.0/24,fd00::/64"})
    assert [str(network) for network in named.trusted_proxies] == ["10.0.0.5/32", "10.1.0.0/24", "fd00::/64"]


@pytest.mark.parametrize("wrong", ["proxy.example", "10.0.0.5/24", "10.0.0.5 10.0.0.6", "0.0.0.0/0", "10.0.0.5,::/0"])
def test_proxies_that_are_no_networks_or_everybody_stop_the_start(wrong):
    with pytest.raises(SystemExit, match="LINTAS_TRUSTED_PROXIES"):
        read_environment({"LINTAS_MODE": "demo", "LINTAS_TRUSTED_PROXIES": wrong})
