"""
What pages load: few files, joined from the small ones that we write.

``styles/core`` and the components' ``style.css`` become ``core.css``, for every page; ``styles/work``
and the components' ``work.css`` and ``board.css`` become ``work.css``, for desks and boards; ``behaviour`` becomes
``enhance.js``; the woven edges in ``motifs`` become ``motifs.svg``. The joined files are kept beside the others so that a checkout serves pages at once;
a test tells when they are stale.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from lintas.ui import weaving

HERE = Path(__file__).parent
JOINED = HERE / "static" / "ui"


def joined() -> dict[str, str]:
    """Return the name and text of each file that pages load."""
    components = HERE / "components"
    return {
        "core.css": _styles(
            [
                *_texts((HERE / "styles/core").glob("*.css")),
                *_texts(components.glob("*/style.css")),
                weaving.rules(),
            ]
        ),
        "work.css": _styles(
            [
                *_texts((HERE / "styles/work").glob("*.css")),
                *_texts(components.glob("*/work.css")),
                *_texts(components.glob("*/board.css")),
            ]
        ),
        "motifs.svg": weaving.picture(),
        "enhance.js": _scripts(_texts((HERE / "behaviour").glob("*.js"))),
    }


def stale() -> list[str]:
    """Return the names of joined files that differ from what they are made of."""
    return [
        name
        for name, text in joined().items()
        if not (JOINED / name).exists() or (JOINED / name).read_text("utf-8") != text
    ]


def join() -> list[str]:
    """Write the joined files anew; return the names of those that changed."""
    changed = stale()
    texts = joined()
    for name in changed:
        (JOINED / name).write_text(texts[name], "utf-8")
    return changed


def _texts(paths: Iterable[Path]) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(paths)]


def _styles(texts: list[str]) -> str:
    text = "\n".join(texts)
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\s*\n\s*", "\n", text)
    text = re.sub(r"\s*([{};])\s*", r"\1", text).replace(";}", "}")
    return re.sub(r"}(?=[^}])", "}\n", text).strip() + "\n"


def _scripts(texts: list[str]) -> str:
    parts = []
    for text in texts:
        lines = [line.strip() for line in text.splitlines()]
        kept = "\n".join(line for line in lines if line and not line.startswith(("//", "*", "/*")))
        parts.append("(() => {\n" + kept + "\n})();")
    return '"use strict";\n' + "\n".join(parts) + "\n"
