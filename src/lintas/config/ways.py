"""The officers' menu: which pages there are, and whose work they belong to."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from lintas.directory.people.queries import OfficerInfo
from lintas.directory.people.states import AT_A_COUNTER, EVERY_ROLE, Role
from lintas.ui.addresses import address

HEADS = frozenset({Role.KASI.value, Role.KAKANIM.value})
COUNTER = frozenset({Role.LOKET.value})


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of a menu; ``current`` when the page itself is it."""

    href: str
    text: str
    current: bool = False


def ways_of(officer: OfficerInfo | None, request: HttpRequest) -> tuple[Link, ...]:
    """Return the menu of who is signed in, none for everybody else."""
    if officer is None:
        return ()
    return tuple(
        Link(href=(href := address(name)), text=text, current=href == request.path)
        for name, text, roles in _pages()
        if roles & officer.roles
    )


def _pages() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return the pages by address name, with whose they are."""
    return (
        ("applications:desk", _("Pekerjaan"), EVERY_ROLE),
        ("applications:arrivals", _("Kedatangan"), COUNTER),
        ("queueing:console", _("Loket"), AT_A_COUNTER),
        ("alarms:watch", _("Rekan"), HEADS),
        ("kiosks:watch", _("Anjungan"), HEADS | COUNTER),
        ("applications:stock", _("Persediaan"), HEADS | {Role.PENCETAK.value}),
        ("applications:days", _("Hari layanan"), HEADS),
        ("payments:attention", _("Uang"), HEADS | COUNTER),
        ("catalogue:policies", _("Aturan"), EVERY_ROLE),
        ("catalogue:unconfirmed", _("Perlu konfirmasi"), HEADS),
        ("applications:system", _("Sistem"), HEADS),
    )
