"""Everything the person has said, on one page, each part with its way back; and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lintas.casework.applications.presenters import citizen_needs
from lintas.casework.applications.presenters.citizen_papers import card_id
from lintas.casework.applications.presenters.citizen_start import Price
from lintas.casework.applications.presenters.citizen_steps import Draft, address
from lintas.casework.applications.queries import village_words
from lintas.casework.documents.queries import PaperInfo
from lintas.directory.catalogue import queries as catalogue
from lintas.directory.catalogue.queries import FEE_CHOICE, AnswerRefused, FeeRefused
from lintas.directory.offices import queries as offices
from lintas.directory.people.identity import mask_nik
from lintas.ui import filters
from lintas.visit.needs.queries import Told


@dataclass(frozen=True, slots=True)
class Row:
    """One answer (`ui.summary`)."""

    key: str
    value: str
    href: str
    note: str = ""
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class Block:
    """Answers that belong together."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Fees:
    """What is to be paid; ``trouble`` says why it cannot be said yet."""

    rows: tuple[Price, ...]
    total_idr: int
    trouble: str


def blocks(
    draft: Draft,
    *,
    answers: Mapping[str, str],
    known: Mapping[str, str],
    contacts: Mapping[str, str],
    papers: tuple[PaperInfo, ...],
    told: Told,
) -> tuple[Block, ...]:
    """Return all that the person has said, in the order of the steps."""
    return (
        Block(_("Yang Anda ajukan"), _answer_rows(draft, answers)),
        Block(_("Pemohon"), _identity_rows(draft, known)),
        Block(_("Kontak"), _contact_rows(draft, contacts)),
        Block(_("Berkas"), _paper_rows(draft, papers)),
        Block(_("Bantuan saat datang"), _needs_rows(draft, told)),
        Block(_("Tempat dan waktu"), _place_rows(draft)),
    )


def fees(draft: Draft, answers: Mapping[str, str], *, on: date) -> Fees:
    """Return the bill as it will be raised."""
    policy = catalogue.policy(draft.case.policy_id)
    lacking = catalogue.unstocked_books(office_code=draft.case.office_code, on=on)
    try:
        lines = policy.fee_lines(answers, on=on, without_books=lacking)
    except (AnswerRefused, FeeRefused) as refusal:
        return Fees(rows=(), total_idr=0, trouble=str(refusal))
    sources = catalogue.legal_sources()
    rows = tuple(
        Price(
            text=str(line.text),
            amount_idr=line.amount_idr,
            note=sources[line.basis].cite if line.basis in sources else "",
        )
        for line in lines
    )
    return Fees(rows=rows, total_idr=sum(row.amount_idr for row in rows), trouble="")


def _answer_rows(draft: Draft, answers: Mapping[str, str]) -> tuple[Row, ...]:
    policy = catalogue.policy(draft.case.policy_id)
    href = _back_to("questions", draft)
    rows = [Row(key=_("Jenis permohonan"), value=str(draft.service), href="")]
    for question in policy.questions():
        chosen = next((str(one.text) for one in question.options if one.key == answers.get(question.key)), "")
        rows.append(_row(str(question.text), chosen, href))
    books = {book.fee_id: str(book.text) for book in policy.fee_options({})}
    if books:
        rows.append(_row(_("Buku paspor"), books.get(answers.get(FEE_CHOICE, ""), ""), href))
    return tuple(rows)


def _identity_rows(draft: Draft, known: Mapping[str, str]) -> tuple[Row, ...]:
    href = _back_to("identity", draft)
    born = known.get("birth_date", "")
    place = village_words(known.get("village", ""))
    is_elsewhere = "identity" in draft.case.filled and not place
    sexes = {"F": _("Perempuan"), "M": _("Laki-laki")}
    return (
        _row(_("Nama lengkap"), known.get("full_name", ""), href),
        _row(_("NIK"), mask_nik(known["nik"]) if known.get("nik") else "", href),
        _row(_("Tanggal lahir"), filters.date_only(date.fromisoformat(born)) if born else "", href),
        _row(_("Tempat lahir"), known.get("birth_place", ""), href),
        _row(_("Jenis kelamin"), sexes.get(known.get("sex", ""), ""), href),
        _row(_("Alamat"), known.get("address", ""), href),
        _row(_("Desa atau kelurahan"), place or (_("Di daerah lain") if is_elsewhere else ""), href),
    )


def _contact_rows(draft: Draft, contacts: Mapping[str, str]) -> tuple[Row, ...]:
    href = _back_to("contact", draft)
    none = _("Tidak diisi")
    return (
        Row(key=_("Nomor ponsel"), value=contacts.get("sms") or none, href=href),
        Row(key=_("Alamat email"), value=contacts.get("email") or none, href=href),
    )


def _paper_rows(draft: Draft, papers: tuple[PaperInfo, ...]) -> tuple[Row, ...]:
    needs = {need.key: need for need in catalogue.policy(draft.case.policy_id).requirements}
    given = {paper.requirement: paper for paper in papers}
    rows = []
    for item in draft.case.items:
        paper, need = given.get(item.key), needs[item.key]
        count = len(paper.pages) if paper else 0
        said = ngettext("%(num)s halaman", "%(num)s halaman", count) % {"num": count} if count else ""
        name = next((str(one.name) for one in need.options if paper and one.key == paper.document), "")
        rows.append(
            Row(
                key=str(need.name),
                value=said or _("Belum diunggah"),
                href=f"{_back_to('papers', draft)}#{card_id(item.key)}",
                note=name if name != str(need.name) else "",
                kind="plain" if said else "missing",
            )
        )
    return tuple(rows)


def _needs_rows(draft: Draft, told: Told) -> tuple[Row, ...]:
    href = _back_to("needs", draft)
    said = _("Tidak ada") if "needs" in draft.case.filled else _("Tidak diisi")
    rows = citizen_needs.check_rows(draft, told)
    return tuple(Row(key, value, href, kind=kind) for key, value, kind in rows) or (Row(_("Bantuan"), said, href),)


def _place_rows(draft: Draft) -> tuple[Row, ...]:
    href = _back_to("place", draft)
    point = offices.point(id=draft.case.point_id) if draft.case.point_id else None
    when = filters.moment(draft.held.starts_at, draft.zone) if draft.held else ""
    missing = _("Waktunya sudah lewat, pilih lagi") if draft.lost else _("Belum dipilih")
    return (
        Row(
            key=_("Tempat"),
            value=point.name if point else _("Belum dipilih"),
            href=f"{address('place', draft.case)}?ganti=1",
            note=point.office_name if point else "",
            kind="plain" if point else "missing",
        ),
        Row(key=_("Waktu"), value=when or missing, href=href, kind="plain" if when else "missing"),
    )


def _row(key: str, value: str, href: str) -> Row:
    return Row(key=key, value=value or _("Belum diisi"), href=href, kind="plain" if value else "missing")


def _back_to(step: str, draft: Draft) -> str:
    return f"{address(step, draft.case)}?lalu=check"
