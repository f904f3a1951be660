"""Addresses at which kiosks speak to the house, and the officers' list of them."""

from django.urls import path

from lintas.visit.kiosks.views import watch, wire

app_name = "kiosks"
urlpatterns = [
    path("petugas/anjungan/", watch.watch, name="watch"),
    path("petugas/anjungan/<uuid:act_id>/sudah-dilihat/", watch.settle, name="settle"),
    path("mesin/anjungan/<uuid:kiosk_id>/daftar/", wire.enrol, name="enrol"),
    path("mesin/anjungan/<uuid:kiosk_id>/catatan/", wire.merge, name="merge"),
    path("mesin/anjungan/<uuid:kiosk_id>/nomor/", wire.lease, name="lease"),
    path("mesin/anjungan/<uuid:kiosk_id>/ruang/", wire.hall, name="hall"),
]
