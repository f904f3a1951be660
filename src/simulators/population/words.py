"""What people read on the pages: references, codes, moments, and where their case stands."""

import re
from datetime import date, datetime, time
from urllib.parse import parse_qs, urlsplit

from simulators.population.hours import WIB
from simulators.population.pages import Missing, Page

STANDS = {
    "Permohonan ini masih draf": "draft",
    "Tinggal membayar": "awaiting_payment",
    "Waktu membayar sudah lewat": "expired",
    "Anda terjadwal": "scheduled",
    "Anda tidak hadir pada jadwal": "missed",
    "Permohonan ini gugur karena tidak hadir": "forfeited",
    "Anda terdaftar hadir": "checked_in",
    "Ada berkas yang perlu dilengkapi": "incomplete",
    "Dokumen lengkap": "capture",
    "Foto dan sidik jari selesai": "interview",
    "Permohonan Anda memerlukan pemeriksaan lanjutan": "deepened",
    "Data Anda sedang diperiksa": "verification",
    "Menunggu keputusan petugas": "adjudication",
    "Permohonan Anda ditangguhkan": "deferred",
    "Disetujui, paspor Anda sedang dicetak": "printing",
    "Paspor Anda sedang diuji": "quality",
    "Paspor Anda siap diambil": "ready",
    "Selesai. Paspor sudah diserahkan": "collected",
    "Permohonan Anda tidak dapat dikabulkan": "rejected",
    "Permohonan ini dibatalkan": "cancelled",
    "Paspor dibatalkan karena tidak diambil": "book_cancelled",
}
"""What the status page says first, and the state of the process that it means."""

REATTACHED = "reattached"
MONEY = {
    "Diterima untuk tagihan ini": "matched",
    "Dipakai untuk tagihan baru": REATTACHED,
    "Masuk setelah batas waktu": "late_held",
    "Masuk setelah tagihan ditarik": "after_withdrawal",
    "Dibayar dua kali": "duplicate",
    "Kurang dari tagihan": "short",
    "Lebih dari tagihan": "over",
    "Kode billing tidak dikenal": "unknown_code",
    "Diteruskan untuk pengembalian": "refund_referred",
}
"""What officers read beside a payment, and the state of the money that it means."""

_CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_BILLING = re.compile(r"\b(8\d{2}(?: ?\d{3}){4})\b")
_PAYMENT = re.compile(r"Rp\s?(\d{1,3}(?:\.\d{3})*),? (" + "|".join(map(re.escape, MONEY)) + ")")
_WAITING = re.compile(
    "(" + "|".join(map(re.escape, MONEY)) + r") Menunggu .{1,40}? Uang yang masuk Rp(\d{1,3}(?:\.\d{3})*)"
)
_HOUR = re.compile(r"\b(\d{1,2})[.:](\d{2})\b")


def reference(page: Page, *, other_than: str = "") -> str:
    """Return the number of the case to which the page leads. :raises Missing: it leads to none, or only to that one."""
    for link in page.links:
        if urlsplit(link).path.startswith("/permohonan/") and (found := reference_in(link)) != other_than:
            return found
    raise Missing(f"{page.address} ({page.status}, {page.title!r}): no case to go on with; {page.problems}")


def reference_at_the_desk(page: Page) -> str:
    """Return the number of the case that an officer's page leads to. :raises Missing: it leads to none."""
    for link in page.links:
        if urlsplit(link).path.startswith("/petugas/kasus/"):
            return reference_in(link)
    raise Missing(f"{page.address} ({page.status}, {page.title!r}): no case; {page.problems}")


def reference_in(address: str) -> str:
    """Return the number of the case in the address of one of its pages, a citizen's or an officer's."""
    parts = urlsplit(address).path.strip("/").split("/")
    return parts[2] if parts[0] == "petugas" else parts[1]


def resume_code(page: Page, *, beside: str) -> str:
    """Return the code to come back with, shown beside the reference. :raises Missing: the page shows none."""
    for found in _CODE.findall(page.text):
        if found != beside:
            return str(found)
    raise Missing(f"{page.address}: no resume code beside {beside}")


def billing_code(page: Page) -> str:
    """Return the billing code, empty while it is still being made."""
    found = _BILLING.search(page.text)
    return found[1].replace(" ", "") if found else ""


def money(page: Page) -> list[tuple[str, int]]:
    """Return the payments that an officer's page shows, each with the state it is in."""
    return [(MONEY[words], int(amount.replace(".", ""))) for amount, words in _PAYMENT.findall(page.text)]


def waiting_money(page: Page) -> list[tuple[str, int]]:
    """Return the payments on the page of money that needs attention, each with its state."""
    return [(MONEY[words], int(amount.replace(".", ""))) for words, amount in _WAITING.findall(page.text)]


def chosen_day(page: Page) -> date:
    """Return the day whose hours the page shows. :raises Missing: it shows no day."""
    for one in page.elements:
        if one.tag == "a" and one.attributes.get("aria-current") == "date":
            return date.fromisoformat(parse_qs(urlsplit(one.attributes["href"]).query)["hari"][0])
    raise Missing(f"{page.address} ({page.status}): no day is chosen; {page.problems}")


def at_hour(day: date, words: str) -> datetime:
    """Return the moment on the day that words such as "08.30 WIB, sisa 2" begin with. :raises Missing: they do not."""
    found = _HOUR.search(words)
    if found is None:
        raise Missing(f"no hour in {words!r}")
    return datetime.combine(day, time(int(found[1]), int(found[2])), tzinfo=WIB)


def state(page: Page) -> str:
    """Return the state that the status page tells. :raises Missing: its heading is none that we know."""
    headings = [page.said(one) for one in page.elements if one.tag == "h1"]
    for heading in headings:
        if heading in STANDS:
            return STANDS[heading]
    raise Missing(f"{page.address} ({page.status}): {headings} says no state we know")
