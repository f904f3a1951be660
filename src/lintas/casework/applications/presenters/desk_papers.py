"""One paper at the desk: its pages, what the policy wants of it, and what was decided."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from lintas.casework.applications import queries
from lintas.casework.applications.presenters.desk_case import PAPER
from lintas.casework.applications.vocabulary import RETURN_REASONS
from lintas.casework.documents import queries as documents
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import Document

Link = Callable[[UUID], str]
"""Makes the short-lived address of a page's picture."""


@dataclass(frozen=True, slots=True)
class PageView:
    """The page of the paper that is shown."""

    src: str
    alt: str
    caption: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """Another page of the paper."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True, slots=True)
class PaperView:
    """The paper on the tab. ``wants_original`` when the policy asks to see the original."""

    key: str
    title: str
    document: str
    page: PageView | None
    others: tuple[PageLink, ...]
    wants_original: bool
    accepted_documents: tuple[str, ...]
    decided: str
    decided_kind: str
    is_open: bool


def paper(
    case: queries.CaseInfo,
    papers: Collection[documents.PaperInfo],
    key: str,
    *,
    opened: queries.Opened,
    page: int,
    link: Link,
) -> PaperView | None:
    """Return the paper of the requirement, None when the case has no such one."""
    item = next((item for item in case.items if item.key == key), None)
    need = next((need for need in catalogue.policy(case.policy_id).requirements if need.key == key), None)
    if item is None or need is None:
        return None
    given = next((paper for paper in papers if paper.requirement == key), None)
    chosen = _document(need.options, given.document if given else item.document)
    pages = given.pages if given else ()
    shown = next((one for one in pages if one.number == page), pages[0] if pages else None)
    title = str(need.name)
    decided, kind = _decided(item, opened)
    return PaperView(
        key=key,
        title=title,
        document=str(chosen.name) if chosen else "",
        page=_page(shown, title, len(pages), link) if shown else None,
        others=_others(case, key, pages, shown),
        wants_original=chosen.original if chosen else any(option.original for option in need.options),
        accepted_documents=tuple(str(option.name) for option in need.options),
        decided=decided,
        decided_kind=kind,
        is_open=item.state in ("expected", "given"),
    )


def _document(options: tuple[Document, ...], key: str) -> Document | None:
    return next((option for option in options if option.key == key), options[0] if len(options) == 1 else None)


def _page(page: documents.PageInfo, title: str, count: int, link: Link) -> PageView:
    caption = _("%(title)s, halaman %(number)s dari %(count)s") % {
        "title": title,
        "number": page.number,
        "count": count,
    }
    return PageView(src=link(page.id), alt=caption, caption=caption, width=page.width, height=page.height)


def _others(
    case: queries.CaseInfo,
    key: str,
    pages: tuple[documents.PageInfo, ...],
    shown: documents.PageInfo | None,
) -> tuple[PageLink, ...]:
    if len(pages) < 2:
        return ()
    here = reverse("applications:case", kwargs={"reference": case.reference})
    return tuple(
        PageLink(text=str(page.number), href=f"{here}?lembar={PAPER}{key}&halaman={page.number}", current=page == shown)
        for page in pages
    )


def _decided(item: queries.ItemInfo, opened: queries.Opened) -> tuple[str, str]:
    if item.state == "accepted":
        return (_("Diterima, asli dilihat") if item.original_seen else _("Diterima")), "done"
    if item.state == "returned":
        reason = opened.text(item.reason)
        return _("Dikembalikan: %(reason)s") % {"reason": RETURN_REASONS.get(reason, reason)}, "late"
    if item.state == "expected":
        return _("Tidak diunggah; periksa dokumen yang dibawa"), "next"
    return _("Belum diputuskan"), "neutral"
