"""The choice of the book: what is offered where, what it costs, and why one is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from lintas.casework.applications.queries import CaseInfo
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import FEE_CHOICE, FeeOption, PolicyInfo
from lintas.directory.offices import queries as offices
from lintas.ui import filters


@dataclass(frozen=True, slots=True)
class Books:
    """The books to choose from, a second line for each, and a sentence on those that are left out."""

    offered: tuple[FeeOption, ...]
    hints: Mapping[str, str]
    left_out: str


def books(case: CaseInfo, policy: PolicyInfo, *, on: date) -> Books:
    """Return the books offered at the case's point; without a point, those that any office has."""
    every = policy.fee_options({})
    lacking = {office: catalogue.unstocked_books(office_code=office, on=on) for office in _offices(case)}
    nowhere = frozenset.intersection(*lacking.values()) if lacking else frozenset()
    offered = tuple(book for book in every if book.book not in nowhere)
    known = policy.prices(frozenset(book.fee_id for book in offered), on)
    return Books(
        offered=offered,
        hints={
            book.fee_id: _hint(book, known[book.fee_id].amount_idr, lacking) for book in offered if book.fee_id in known
        },
        left_out=_left_out(case, [book for book in every if book.book in nowhere]),
    )


def chosen_book(case: CaseInfo, answers: Mapping[str, str]) -> FeeOption | None:
    """Return the book that the person has chosen, None before a choice or where the service has none."""
    every = catalogue.policy(case.policy_id).fee_options({})
    return next((book for book in every if book.book and book.fee_id == answers.get(FEE_CHOICE)), None)


def lacking(book: FeeOption | None, *, office_code: str, on: date) -> str:
    """Return the sentence that the office does not have the chosen book, empty when it does."""
    if book is None or book.book not in catalogue.unstocked_books(office_code=office_code, on=on):
        return ""
    return _("Tidak menyediakan buku pilihan Anda: %(book)s. Untuk datang ke sini, ubah dahulu pilihan bukunya.") % {
        "book": book.text
    }


def _offices(case: CaseInfo) -> set[str]:
    return {case.office_code} if case.office_code else {point.office_code for point in offices.points()}


def _hint(book: FeeOption, amount_idr: int, lacking: Mapping[str, frozenset[str]]) -> str:
    words = [filters.rupiah(amount_idr)]
    without = {office for office, kinds in lacking.items() if book.book in kinds}
    if without:
        names = sorted({point.name for point in offices.points() if point.office_code in without})
        words.append(_("tidak tersedia di %(places)s") % {"places": ", ".join(names)})
    return " · ".join(words)


def _left_out(case: CaseInfo, missing: list[FeeOption]) -> str:
    if not missing or case.point_id is None:
        return ""
    office = offices.point(id=case.point_id).office_name
    return _("%(office)s tidak lagi menyediakan: %(books)s.") % {
        "office": office,
        "books": "; ".join(str(book.text) for book in missing),
    }
