"""Addresses of the pages about places."""

from django.urls import path

from lintas.directory.offices.views import mine, places

app_name = "offices"
urlpatterns = [
    path("tempat/", places.points, name="points"),
    path("tempat/<slug:slug>/", places.point, name="point"),
    path("tempat/<slug:slug>/pilih/", places.choose, name="choose"),
    path("kantor-saya/", mine.mine, name="mine"),
]
