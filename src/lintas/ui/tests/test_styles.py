"""The styles keep what the design promises: contrast, weight, freshness, nothing from elsewhere."""

import gzip
import re

import pytest

from lintas.ui import assets, weaving

CORE = (assets.HERE / "styles/core/10-tokens.css").read_text()
BODY = 7.0
EVERYTHING = 4.5
GRAPHICS = 3.0

ON_PAPER = [("text", BODY), ("muted", EVERYTHING), ("action", EVERYTHING), ("danger", EVERYTHING), ("done", EVERYTHING)]
PAIRS = [
    *((front, back, least) for back in ("page", "page-deep", "card") for front, least in ON_PAPER),
    ("text", "quiet", BODY),
    ("text", "next-soft", BODY),
    ("text", "danger-soft", BODY),
    ("text", "done-soft", BODY),
    ("muted", "quiet", EVERYTHING),
    ("muted", "next-soft", EVERYTHING),
    ("muted", "danger-soft", EVERYTHING),
    ("on-quiet", "quiet", BODY),
    ("on-action", "action", EVERYTHING),
    ("on-action", "action-strong", EVERYTHING),
    ("on-next", "next-bright", BODY),
    ("next-text", "next-soft", EVERYTHING),
    ("next-text", "card", EVERYTHING),
    ("next-text", "page", EVERYTHING),
    ("danger", "danger-soft", EVERYTHING),
    ("done", "done-soft", EVERYTHING),
    ("action", "quiet", EVERYTHING),
    ("action", "next-soft", EVERYTHING),
    ("on-state", "state", BODY),
    ("on-state-muted", "state", BODY),
    ("on-state-muted", "state-deep", BODY),
    ("on-state-next", "state", EVERYTHING),
    ("on-state-next", "state-deep", EVERYTHING),
    ("line-strong", "card", GRAPHICS),
    ("line-strong", "page", GRAPHICS),
    ("next", "card", GRAPHICS),
    ("focus-edge", "page", GRAPHICS),
]
ON_BOARDS = [("#ffffff", "#071f21"), ("#cfe3e0", "#0f3133"), ("#a9c7c4", "#071f21"), ("#1d1503", "#e9c67a")]


def tokens(theme: str) -> dict[str, str]:
    blocks = {"light": r":root \{(.*?)\n\}", "high": r'\n\[data-contrast="tinggi"\] \{(.*?)\n\}'}
    found = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", re.search(blocks["light"], CORE, re.DOTALL)[1]))
    if theme == "high":
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", re.search(blocks["high"], CORE, re.DOTALL)[1]))
    return found


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(front: str, back: str) -> float:
    light, dark = sorted((luminance(front), luminance(back)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_of_contrast_is_that_of_the_guidelines():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", ["light", "high"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_colours_that_meet_can_be_told_apart(theme, front, back, least):
    colours = tokens(theme)

    assert contrast(colours[front], colours[back]) >= (least if theme == "light" else min(least + 1, BODY))


@pytest.mark.parametrize(("front", "back"), ON_BOARDS)
def test_boards_are_read_from_far_away(front, back):
    assert contrast(front, back) >= BODY


def test_the_joined_files_are_fresh():
    assert assets.stale() == [], "Run: python -m lintas join_assets"


@pytest.mark.parametrize(("name", "most"), [("core.css", 12_000), ("work.css", 6_000), ("enhance.js", 6_000)])
def test_files_stay_light(name, most):
    assert len(gzip.compress((assets.JOINED / name).read_bytes(), 9)) <= most


@pytest.mark.parametrize("tile", sorted(weaving.ROOM.glob("*.svg")), ids=lambda tile: tile.stem)
def test_every_woven_edge_is_one_small_tile(tile):
    assert tile.stat().st_size < 1000


def test_each_place_has_its_woven_edge():
    assert weaving.names() == ["besurek", "mentawai", "ombak", "songket", "tapis", "tapis-tengah"]


def test_all_woven_edges_come_in_one_light_picture():
    assert len(gzip.compress(weaving.picture().encode(), 9)) <= 1_500
    assert weaving.picture().count("<pattern ") == weaving.rules().count(".motif--") == 6


def test_every_row_of_the_picture_ends_where_its_tile_does():
    widths = [int(width) for width in re.findall(r'<pattern id="[\w-]+" width="(\d+)"', weaving.picture())]
    whole = int(re.search(r'<svg [^>]*width="(\d+)"', weaving.picture())[1])

    assert [whole % width for width in widths] == [0] * 6


def test_styles_use_only_tokens_that_exist():
    known = set(re.findall(r"(--[\w-]+):", "".join(assets.joined().values())))

    assert set(re.findall(r"var\((--[\w-]+)", "".join(assets.joined().values()))) - known == set()


def test_nothing_is_loaded_from_elsewhere():
    names_the_format = 'xmlns="http://www.w3.org/2000/svg"'
    for text in assets.joined().values():
        text = text.replace(names_the_format, "")
        assert not re.search(r"https?://|@import|//[a-z]+\.", text)
