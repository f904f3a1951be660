"""The papers of a case as cards: what is asked, what is there, what has to be put right."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lintas.casework.applications.presenters.citizen_pictures import picture_link
from lintas.casework.applications.queries import UNOPENED, CaseInfo, ItemInfo, Opened
from lintas.casework.applications.vocabulary import RETURN_REASONS
from lintas.casework.documents.queries import PaperInfo
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import Needed


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the documents that satisfy a requirement."""

    key: str
    text: str
    id: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class PageLine:
    """One page that is there (`ui.upload`)."""

    number: int
    src: str
    href: str
    remove: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class PaperCard:
    """One requirement. ``document`` is the only document that fits; empty when one of ``choices`` must be named."""

    key: str
    id: str
    title: str
    photo_title: str
    help: str
    document: str
    choices: tuple[Choice, ...]
    pages: tuple[PageLine, ...]
    errors: tuple[str, ...]
    is_open: bool
    was_returned: bool
    reason: str


def cards(
    case: CaseInfo,
    papers: tuple[PaperInfo, ...],
    *,
    session_key: str,
    errors: Mapping[str, str] | None = None,
    chosen: Mapping[str, str] | None = None,
    only_returned: bool = False,
    opened: Opened = UNOPENED,
) -> tuple[PaperCard, ...]:
    """
    Return the cards in the order of the policy.

    ``errors`` and ``chosen`` are sentences and documents by requirement, of an upload that was refused.
    ``only_returned`` leaves out what the office has accepted; ``opened`` are its reasons.
    """
    needs = {
        need.key: Needed(key=need.key, options=need.options, name=need.name)
        for need in catalogue.policy(case.policy_id).requirements
    }
    given = {paper.requirement: paper for paper in papers}
    return tuple(
        _card(
            case,
            item,
            needs[item.key],
            given.get(item.key),
            session_key=session_key,
            error=(errors or {}).get(item.key, ""),
            chosen=(chosen or {}).get(item.key, item.document),
            opened=opened,
        )
        for item in case.items
        if item.key in needs and not (only_returned and not was_returned(item))
    )


def was_returned(item: ItemInfo) -> bool:
    """Say whether the office gave the paper back, whether or not a new one has come since."""
    return item.state == "returned" or (item.state == "given" and item.reason is not None)


def card_id(requirement: str) -> str:
    """Return the id of the requirement's card on its page."""
    return f"berkas-{requirement.replace('.', '-')}"


def _card(
    case: CaseInfo,
    item: ItemInfo,
    need: Needed,
    paper: PaperInfo | None,
    *,
    session_key: str,
    error: str,
    chosen: str,
    opened: Opened,
) -> PaperCard:
    choices = need.options if len(need.options) > 1 else ()
    return PaperCard(
        key=item.key,
        id=card_id(item.key),
        title=str(need.name),
        photo_title=_photo_title(need, paper),
        help=_help(need),
        document="" if choices else need.options[0].key,
        choices=tuple(
            Choice(key=option.key, text=str(option.name), id=f"{item.key}-{option.key}", chosen=option.key == chosen)
            for option in choices
        ),
        pages=_pages(case, paper, session_key=session_key) if item.state != "returned" else (),
        errors=(error,) if error else (),
        is_open=item.state in ("expected", "returned", "given"),
        was_returned=item.state == "returned",
        reason=str(RETURN_REASONS.get(opened.text(item.reason), "")) if item.state == "returned" else "",
    )


def _photo_title(need: Needed, paper: PaperInfo | None) -> str:
    """Return what is photographed: the document that was named, else the requirement."""
    if len(need.options) == 1:
        return str(need.name)
    named = next((str(one.name) for one in need.options if paper and one.key == paper.document), str(need.name))
    return _("Foto: %(paper)s") % {"paper": named}


def _help(need: Needed) -> str:
    show = _("Foto seluruh halaman, terang dan tidak terpotong.")
    if any(option.original for option in need.options):
        return " ".join((show, _("Aslinya ditunjukkan saat Anda datang.")))
    return show


def _pages(case: CaseInfo, paper: PaperInfo | None, *, session_key: str) -> tuple[PageLine, ...]:
    if paper is None:
        return ()
    return tuple(
        PageLine(
            number=number,
            src=picture_link(case.reference, page.id, session_key=session_key, small=True),
            href=picture_link(case.reference, page.id, session_key=session_key),
            remove=str(page.id),
        )
        for number, page in enumerate(paper.pages, start=1)
    )
