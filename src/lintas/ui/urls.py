"""Addresses of the gallery."""

from django.urls import path

from lintas.ui.gallery import views

app_name = "ui"
urlpatterns = [
    path("", views.index, name="gallery"),
    path("halaman/<slug:name>/", views.page, name="page"),
    path("<slug:name>/", views.piece, name="piece"),
]
