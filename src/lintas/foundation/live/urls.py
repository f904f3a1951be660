"""Addresses of live pages. The stream, ``/live/stream``, is answered before Django: see `stream.py`."""

from django.urls import path

from lintas.foundation.live import views

app_name = "live"
urlpatterns = [path("poll", views.poll, name="poll")]
