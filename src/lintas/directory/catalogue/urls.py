"""Addresses of this app's pages."""

from django.urls import path

from lintas.directory.catalogue.views import confirming, desk, public

app_name = "catalogue"
urlpatterns = [
    path("layanan/", public.services, name="services"),
    path("layanan/<str:key>/", public.service, name="service"),
    path("petugas/perlu-konfirmasi/", desk.unconfirmed, name="unconfirmed"),
    path("petugas/perlu-konfirmasi/nilai/", confirming.confirm, name="confirm"),
    path("petugas/kebijakan/", desk.policies, name="policies"),
]
