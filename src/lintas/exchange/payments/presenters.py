"""How officers see money that needs attention."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lintas.exchange.payments.queries import HeldMoney, MissingCode, Reconciliation
from lintas.exchange.payments.states import MoneyState
from lintas.ui.filters import moment, rupiah

NEXT_STEP = {
    MoneyState.LATE_HELD: gettext_lazy(
        "Bila pemohon mengajukan lagi dengan biaya yang sama, uang ini langsung dipakai."
    ),
    MoneyState.AFTER_WITHDRAWAL: gettext_lazy(
        "Tanyakan kepada pemohon: dipakai untuk permohonan baru, atau diteruskan untuk pengembalian."
    ),
    MoneyState.DUPLICATE: gettext_lazy("Beri tahu pemohon, lalu teruskan untuk pengembalian bila diminta."),
    MoneyState.SHORT: gettext_lazy("Tagihan belum lunas. Hubungi pemohon; cocokkan jumlahnya dengan bukti bayar."),
    MoneyState.OVER: gettext_lazy("Tagihan belum lunas. Hubungi pemohon; cocokkan jumlahnya dengan bukti bayar."),
    MoneyState.UNKNOWN_CODE: gettext_lazy(
        "Periksa NTPN di SIMPONI. Mungkin milik kantor lain atau salah ketik di bank."
    ),
}
"""What an officer does about it."""


@dataclass(frozen=True, slots=True)
class HeldCard:
    """One payment as a card of the list; ``rows`` are for `ui.summary`."""

    id: UUID
    title: str
    state: str
    age: str
    next_step: str
    rows: tuple[Mapping[str, str], ...]


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The day's reconciliation as few figures, for `ui.facts`."""

    items: tuple[Mapping[str, str], ...]


def cards(held: tuple[HeldMoney, ...], *, at: datetime) -> tuple[HeldCard, ...]:
    """Return the cards in the given order."""
    return tuple(_card(item, at=at) for item in held)


@dataclass(frozen=True, slots=True)
class MissingRow:
    """A bill without a code, as a card of the list."""

    bill_id: UUID
    reference: str
    amount: str
    age: str
    since: str


def missing_codes(found: tuple[MissingCode, ...], *, at: datetime) -> tuple[MissingRow, ...]:
    """Return the bills without a code in the given order."""
    return tuple(
        MissingRow(
            bill_id=bill.bill_id,
            reference=bill.reference,
            amount=rupiah(bill.total_idr),
            age=age(bill.raised_at, at=at),
            since=moment(bill.raised_at),
        )
        for bill in found
    )


def day_facts(report: Reconciliation) -> DayFacts:
    """Return what came in on the day and what does not fit together."""
    counts = (
        (_("Uang tanpa permohonan"), len(report.paid_without_application)),
        (_("Permohonan tanpa uang"), len(report.application_without_payment)),
        (_("Jumlah berbeda"), len(report.amount_differs)),
    )
    everywhere = _("semua kantor")
    received = {"label": _("Diterima hari ini"), "value": rupiah(report.received_idr), "note": everywhere}
    return DayFacts(
        items=(
            received,
            *(
                {"label": label, "value": str(count), "note": everywhere, "kind": "late" if count else "plain"}
                for label, count in counts
            ),
        )
    )


def age(since: datetime, *, at: datetime) -> str:
    """Return for how long it has waited, in whole days, hours or minutes."""
    minutes = max(0, int((at - since).total_seconds() // 60))
    if minutes >= 2 * 24 * 60:
        return ngettext("%(count)d hari", "%(count)d hari", minutes // 1440) % {"count": minutes // 1440}
    if minutes >= 2 * 60:
        return ngettext("%(count)d jam", "%(count)d jam", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d menit", "%(count)d menit", minutes) % {"count": minutes}


def _card(item: HeldMoney, *, at: datetime) -> HeldCard:
    money = item.money
    owed = _("Tagihan %(amount)s") % {"amount": rupiah(item.total_idr)} if item.total_idr is not None else ""
    differs = item.total_idr is not None and item.total_idr != money.amount_idr
    rows = (
        {
            "key": _("Uang yang masuk"),
            "value": rupiah(money.amount_idr),
            "note": owed,
            "kind": "different" if differs else "plain",
        },
        {"key": _("Kode billing"), "value": item.code, "note": _("NTPN %(ntpn)s") % {"ntpn": money.ntpn}},
        {
            "key": _("Dibayar"),
            "value": moment(money.paid_at),
            "note": _("Kami terima %(moment)s") % {"moment": moment(money.received_at)},
        },
    )
    return HeldCard(
        id=money.id,
        title=item.reference or _("Tanpa permohonan"),
        state=money.label,
        age=age(money.received_at, at=at),
        next_step=str(NEXT_STEP[money.state]),
        rows=rows,
    )
