"""Addresses of this app's pages."""

from django.urls import path

from lintas.foundation.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.shards, name="shards"),
    path("bukti/<uuid:entry_id>/", views.proof, name="proof"),
]
