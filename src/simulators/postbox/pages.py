"""The mailbox as people see it in the demonstration."""

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from simulators.paper import page
from simulators.postbox.letters import Letter

_LINK = re.compile(r"https?://[^\s<>\"']+")
_WIB = ZoneInfo("Asia/Jakarta")
_KINDS = {"email": "Email", "sms": "SMS"}


def mailbox(letters: Sequence[Letter], *, address: str, plain: bool) -> str:
    """Return the page of messages; ``plain`` shows them exactly as they arrived."""
    shown = "".join(_letter(letter, plain=plain) for letter in letters) or "<p>Belum ada pesan.</p>"
    other = urlencode({"to": address} if plain else {"to": address, "polos": "1"})
    return page(
        title="Kotak pesan contoh",
        content=(
            "<p>Email dan SMS yang dikirim Lintas dalam peragaan ini. Yang terbaru di atas.</p>"
            '<form method="get" action="/" role="search"><label for="to">Alamat email atau nomor telepon</label>'
            f'<input type="text" id="to" name="to" value="{escape(address, quote=True)}">'
            '<p><button type="submit">Tampilkan</button></p></form>'
            f'<p><a href="/?{escape(other, quote=True)}">{"Tampilan rapi" if plain else "Tampilan polos"}</a></p>{shown}'
        ),
    )


def _letter(letter: Letter, *, plain: bool) -> str:
    when = f"{letter.at.astimezone(_WIB):%d-%m-%Y %H.%M.%S} WIB"
    head = f"<small>{_KINDS[letter.kind]} kepada {escape(letter.to)}, {when}</small>"
    subject = f"<h2>{escape(letter.subject)}</h2>" if letter.subject else ""
    if plain:
        return f"<article>{head}{subject}<pre>{escape(letter.text)}</pre></article>"
    parts = re.split(r"\n\s*\n", letter.text.replace("\r\n", "\n").strip())
    body = "".join(f"<p>{_linked(part)}</p>" for part in parts)
    return f"<article>{head}{subject}{body}</article>"


def _linked(text: str) -> str:
    out, end = [], 0
    for link in _LINK.finditer(text):
        address = link[0].rstrip(".,;:!?)")
        out.append(escape(text[end : link.start()]))
        out.append(f'<a href="{escape(address, quote=True)}" rel="noreferrer">{escape(address)}</a>')
        end = link.start() + len(address)
    out.append(escape(text[end:]))
    return "".join(out).replace("\n", "<br>")
