"""The little work that a browser does before a place is chosen."""

from hashlib import sha256
from itertools import count

from simulators.population.pages import Form


def effort(form: Form) -> dict[str, str]:
    """Return the field that shows the work the form asks for; nothing when it asks for none."""
    if "zeros" not in form.data:
        return {}
    parts = (form.data["deed"], form.value("izin"), form.value("once"))
    task = sha256("".join(f"{len(part)}:{part}" for part in parts).encode()).digest()
    beyond = 1 << (256 - int(form.data["zeros"]))
    tried = map(str, count())
    return {"usaha": next(one for one in tried if int.from_bytes(sha256(task + one.encode()).digest(), "big") < beyond)}
