"""
The woven edges of the places, in one picture.

Each place has its own repeatable tile in ``motifs``, 14 units high. A page may show several places,
so the tiles lie in rows below each other in a single file: whatever a page shows, it asks for one.
"""

import math
import re
from pathlib import Path

ROOM = Path(__file__).parent / "motifs"
HEIGHT = 14
TILE = re.compile(r'<svg [^>]*\bviewBox="0 0 (?P<width>\d+) 14"[^>]*>(?P<drawing>.*)</svg>\s*', re.DOTALL)


def names() -> list[str]:
    """Return the names of the edges in the order of their rows."""
    return sorted(path.stem for path in ROOM.glob("*.svg"))


def picture() -> str:
    """Return the picture of all edges; it is as wide as the least width that every tile divides."""
    tiles = {name: _tile(name) for name in names()}
    width, height = math.lcm(*(tile_width for tile_width, _ in tiles.values())), HEIGHT * len(tiles)
    patterns = "\n".join(
        f'<pattern id="{name}" width="{tile_width}" height="{HEIGHT}" patternUnits="userSpaceOnUse">{drawing}</pattern>'
        for name, (tile_width, drawing) in tiles.items()
    )
    rows = "\n".join(
        f'<path fill="url(#{name})" d="M0 {HEIGHT * row}h{width}v{HEIGHT}H0z"/>' for row, name in enumerate(tiles)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
        f"{patterns}\n{rows}\n</svg>\n"
    )


def rules() -> str:
    """Return the styles that show one row of the picture, at whatever height the edge has."""
    found = names()
    size = f".motif {{ background-size: auto {len(found)}00%; }}\n"
    return size + "\n".join(
        f".motif--{name} {{ background-position-y: {100 * row / (len(found) - 1):g}%; }}"
        for row, name in enumerate(found)
    )


def _tile(name: str) -> tuple[int, str]:
    """:raises ValueError: the file is not a tile of the agreed height."""
    found = TILE.fullmatch((ROOM / f"{name}.svg").read_text("utf-8"))
    if found is None:
        raise ValueError(f"{name}.svg is not a tile {HEIGHT} units high.")
    return int(found["width"]), found["drawing"]
