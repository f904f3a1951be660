"""What a person sees who pays a billing code in the demonstration."""

from datetime import datetime
from html import escape

from simulators.paper import page
from simulators.simponi.books import WIB, Payment

_WAYS = {
    "biasa": "Bayar penuh, tepat waktu",
    "kurang": "Bayar kurang Rp50.000",
    "lewat": "Bayar setelah batas waktu lewat",
    "dua-kali": "Bayar sekali lagi (dua kali)",
}


def form(*, code: str = "", problem: str = "") -> str:
    """Return the page that asks for a billing code."""
    ways = "".join(f'<option value="{way}">{escape(text)}</option>' for way, text in _WAYS.items())
    said = f'<p class="bad" role="alert">{escape(problem)}</p>' if problem else ""
    return page(
        title="Bank contoh: bayar kode billing",
        content=(
            f"{said}<p>Masukkan 15 angka kode billing dari Lintas. Pemberitahuan dikirim ke Lintas sesudahnya.</p>"
            '<form method="post" action="/bayar/"><label for="kode">Kode billing</label>'
            f'<input type="text" id="kode" name="kode" inputmode="numeric" value="{escape(code, quote=True)}" required>'
            f'<label for="cara">Cara membayar</label><select id="cara" name="cara">{ways}</select>'
            '<p><button type="submit">Bayar</button></p></form>'
        ),
    )


def receipt(*, code: str, payment: Payment) -> str:
    """Return the proof of one payment."""
    paid_at = datetime.fromisoformat(payment.paid_at).astimezone(WIB)
    amount = f"{payment.amount_idr:,}".replace(",", ".")
    rows = {
        "Kode billing": code,
        "NTPN": payment.ntpn,
        "NTB": payment.ntb,
        "Jumlah": f"Rp{amount}",
        "Waktu": f"{paid_at:%d-%m-%Y %H.%M} WIB",
    }
    table = "".join(f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>" for name, value in rows.items())
    return page(
        title="Bukti penerimaan negara (contoh)",
        content=f'<p class="ok" role="status">Pembayaran diterima.</p><table>{table}</table>'
        '<p><a href="/bayar/">Bayar kode lain</a></p>',
    )
