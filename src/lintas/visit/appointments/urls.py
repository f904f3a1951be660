"""Addresses of the public schedule."""

from django.urls import path

from lintas.visit.appointments import views

app_name = "appointments"
urlpatterns = [
    path("jadwal/", views.places, name="places"),
    path("jadwal/aturan/", views.waiting_rule, name="waiting-rule"),
    path("jadwal/<slug:slug>/", views.place, name="place"),
    path("jadwal/<slug:slug>/daftar-tunggu/", views.allotments, name="allotments"),
]
