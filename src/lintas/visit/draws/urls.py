"""Addresses of the public draws."""

from django.urls import path

from lintas.visit.draws import views

app_name = "draws"
urlpatterns = [
    path("undian/", views.calendar, name="calendar"),
    path("undian/periksa-undian.py", views.script, name="script"),
    path("kalender/", views.releases, name="releases"),
    path("kalender/tempat.ics", views.releases_file, name="releases-file"),
    path("kalender/tempat.json", views.releases_data, name="releases-data"),
    path("undian/<uuid:draw_id>/", views.draw, name="draw"),
    path("undian/<uuid:draw_id>/peserta.jsonl", views.entries, name="entries"),
    path("undian/<uuid:draw_id>/catatan.jsonl", views.transcript, name="transcript"),
]
