"""In which state a bill, its code and each payment can be, and what may follow what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from lintas.foundation.errors import DomainError


class ActionNotAllowed(DomainError):
    """The action leads nowhere from the present state."""

    code = "payments.action_not_allowed"
    text = _("Tindakan ini tidak bisa dilakukan karena statusnya “%(state)s”. Muat ulang halaman dan periksa lagi.")


class BillState(TextChoices):
    """Where a bill stands."""

    ASKED = "asked", _("Kode billing sedang dibuat")
    OPEN = "open", _("Menunggu pembayaran")
    SETTLED = "settled", _("Lunas")
    LAPSED = "lapsed", _("Lewat batas waktu")
    WITHDRAWN = "withdrawn", _("Tagihan ditarik")


class BillAction(TextChoices):
    """What can be done with a bill."""

    ISSUE = "issue"
    SETTLE = "settle"
    LAPSE = "lapse"
    WITHDRAW = "withdraw"


BILL_AFTER = {
    (BillState.ASKED, BillAction.ISSUE): BillState.OPEN,
    (BillState.ASKED, BillAction.SETTLE): BillState.SETTLED,
    (BillState.ASKED, BillAction.WITHDRAW): BillState.WITHDRAWN,
    (BillState.OPEN, BillAction.SETTLE): BillState.SETTLED,
    (BillState.OPEN, BillAction.LAPSE): BillState.LAPSED,
    (BillState.OPEN, BillAction.WITHDRAW): BillState.WITHDRAWN,
}
STILL_OWED = frozenset({BillState.ASKED, BillState.OPEN})


class CodeState(TextChoices):
    """Where a billing code stands; it follows its bill."""

    ASKED = "asked", _("Diminta dari SIMPONI")
    ISSUED = "issued", _("Berlaku")
    PAID = "paid", _("Sudah dibayar")
    EXPIRED = "expired", _("Tidak berlaku lagi")
    WITHDRAWN = "withdrawn", _("Ditarik")


CODE_OF = {
    BillState.ASKED: CodeState.ASKED,
    BillState.OPEN: CodeState.ISSUED,
    BillState.SETTLED: CodeState.PAID,
    BillState.LAPSED: CodeState.EXPIRED,
    BillState.WITHDRAWN: CodeState.WITHDRAWN,
}


class MoneyState(TextChoices):
    """Where money is that arrived. Each payment is in exactly one of these."""

    MATCHED = "matched", _("Diterima untuk tagihan ini")
    REATTACHED = "reattached", _("Dipakai untuk tagihan baru")
    LATE_HELD = "late_held", _("Masuk setelah batas waktu")
    AFTER_WITHDRAWAL = "after_withdrawal", _("Masuk setelah tagihan ditarik")
    DUPLICATE = "duplicate", _("Dibayar dua kali")
    SHORT = "short", _("Kurang dari tagihan")
    OVER = "over", _("Lebih dari tagihan")
    UNKNOWN_CODE = "unknown_code", _("Kode billing tidak dikenal")
    REFUND_REFERRED = "refund_referred", _("Diteruskan untuk pengembalian")


class MoneyAction(TextChoices):
    """What can be done with money that arrived; into which state it came first is decided by `rules.placement`."""

    CREDIT = "credit"
    REFER = "refer"


APPLIED = frozenset({MoneyState.MATCHED, MoneyState.REATTACHED})
"""The money has paid a bill."""

NEEDS_ATTENTION = frozenset(
    {
        MoneyState.LATE_HELD,
        MoneyState.AFTER_WITHDRAWAL,
        MoneyState.DUPLICATE,
        MoneyState.SHORT,
        MoneyState.OVER,
        MoneyState.UNKNOWN_CODE,
    }
)
"""The state has the money, no bill is paid by it, and somebody must decide."""

CREDITABLE = NEEDS_ATTENTION - {MoneyState.UNKNOWN_CODE}
"""We know whose money it is, so it can pay that person's next bill of the same amount."""

MONEY_AFTER = {(state, MoneyAction.CREDIT): MoneyState.REATTACHED for state in CREDITABLE} | {
    (state, MoneyAction.REFER): MoneyState.REFUND_REFERRED for state in NEEDS_ATTENTION
}

WHAT_HAPPENS = {
    MoneyState.MATCHED: _("Uang Anda sudah masuk ke kas negara dan melunasi tagihan ini."),
    MoneyState.REATTACHED: _(
        "Uang dari pembayaran Anda sebelumnya dipakai untuk tagihan yang baru. Anda tidak perlu membayar lagi."
    ),
    MoneyState.LATE_HELD: _(
        "Uang Anda tercatat dan aman, tetapi masuk setelah kode billing berakhir. Ajukan lagi dengan biaya yang sama: "
        "uang ini langsung dipakai dan Anda tidak perlu membayar lagi."
    ),
    MoneyState.AFTER_WITHDRAWAL: _(
        "Uang Anda tercatat dan aman, tetapi masuk setelah tagihannya ditarik. Ajukan lagi dengan biaya yang sama: "
        "uang ini langsung dipakai. Untuk pengembalian, hubungi kantor dengan membawa NTPN."
    ),
    MoneyState.DUPLICATE: _(
        "Tagihan ini sudah lunas sebelum uang ini masuk. Uang Anda tercatat dan aman. Uang ini dapat dipakai untuk "
        "permohonan Anda berikutnya dengan biaya yang sama, atau hubungi kantor untuk pengembalian lewat kas negara."
    ),
    MoneyState.SHORT: _(
        "Jumlah yang masuk kurang dari tagihan, jadi tagihan belum lunas. Uang Anda tercatat dan aman. "
        "Hubungi kantor dengan membawa NTPN."
    ),
    MoneyState.OVER: _(
        "Jumlah yang masuk lebih dari tagihan, jadi tagihan belum bisa dilunasi. Uang Anda tercatat dan aman. "
        "Hubungi kantor dengan membawa NTPN."
    ),
    MoneyState.UNKNOWN_CODE: _(
        "Uang ini masuk dengan kode billing yang bukan dari kami. Bawa bukti bayar dengan NTPN ke kantor."
    ),
    MoneyState.REFUND_REFERRED: _(
        "Uang Anda diteruskan ke proses pengembalian di kas negara. Proses itu di luar kantor imigrasi; "
        "simpan bukti bayar dengan NTPN."
    ),
}
"""What the payer reads when asking "what happens to my money?"."""


def bill_after(state: str, action: BillAction) -> BillState:
    """Return where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    try:
        return BILL_AFTER[BillState(state), action]
    except KeyError:
        raise ActionNotAllowed(state=BillState(state).label) from None


def money_after(state: str, action: MoneyAction) -> MoneyState:
    """Return where the action leads. :raises ActionNotAllowed: it leads nowhere from here."""
    try:
        return MONEY_AFTER[MoneyState(state), action]
    except KeyError:
        raise ActionNotAllowed(state=MoneyState(state).label) from None
