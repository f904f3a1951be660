"""Addresses that change how pages read; included at the root."""

from django.urls import path

from lintas.ui import views_aids

app_name = "aids"
urlpatterns = [
    path("bahasa/<slug:choice>/", views_aids.language, name="language"),
    path("bacaan/huruf/<slug:choice>/", views_aids.text, name="text"),
    path("bacaan/kontras/<slug:choice>/", views_aids.contrast, name="contrast"),
]
