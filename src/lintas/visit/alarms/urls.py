"""Addresses of the silent call. Their words say nothing to who reads over a shoulder."""

from django.urls import path

from lintas.visit.alarms import views

app_name = "alarms"
urlpatterns = [
    path("petugas/rekan/", views.watch, name="watch"),
    path("petugas/rekan/isi/", views.standing, name="standing"),
    path("petugas/rekan/panggil/", views.press, name="press"),
    path("petugas/rekan/panggil/isi/", views.coming, name="coming"),
    path("petugas/rekan/latihan/", views.start_drill, name="start-drill"),
    path("petugas/rekan/latihan/selesai/", views.end_drill, name="end-drill"),
    path("petugas/rekan/<uuid:alarm_id>/", views.answer, name="answer"),
]
