"""Addresses of this app's pages."""

from django.urls import path

from lintas.exchange.payments.views.attention import attention, refer, want_code
from lintas.exchange.payments.views.notices import take_notice

app_name = "payments"

urlpatterns = [
    path("hubung/simponi/pembayaran/", take_notice, name="take-notice"),
    path("petugas/uang/", attention, name="attention"),
    path("petugas/uang/kode/<uuid:bill_id>/minta-lagi/", want_code, name="want-code"),
    path("petugas/uang/<uuid:money_id>/diteruskan/", refer, name="refer"),
]
