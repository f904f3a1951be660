"""The plain page that every simulated system shows to people: unmistakably not the real one."""

from html import escape

_STYLE = """
body{margin:0;font:17px/1.5 system-ui,sans-serif;color:#16242b;background:#fbf9f4}
.banner{margin:0;background:#7a1f17;color:#fff;padding:.7rem 1rem;font-weight:700}
main{max-width:46rem;margin:0 auto;padding:1rem}
label{display:block;margin:.8rem 0 .2rem}
input[type=text],select{font:inherit;padding:.5rem;width:100%;max-width:22rem;box-sizing:border-box}
button{font:inherit;font-weight:700;margin-top:1rem;padding:.6rem 1.2rem;background:#0a5a5a;color:#fff;border:0}
.ok,.bad,article{background:#fff;border:1px solid #dcd6c8;padding:.8rem 1rem;margin:1rem 0}
.ok{border-left:6px solid #1d6b45}.bad{border-left:6px solid #a8261c}
table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid #dcd6c8}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font:15px/1.5 ui-monospace,monospace;margin:0}
small{color:#52646b}
"""


def page(*, title: str, content: str) -> str:
    """Return the whole page; ``content`` is HTML whose values the caller has escaped."""
    return (
        '<!doctype html><html lang="id"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(title)} (SIMULATOR)</title><style>{_STYLE}</style></head><body>"
        '<header class="banner">SIMULATOR: bukan sistem asli. Tidak ada uang atau orang sungguhan di sini.</header>'
        f"<main><h1>{escape(title)}</h1>{content}</main></body></html>"
    )
