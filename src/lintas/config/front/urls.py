"""Addresses of the front pages."""

from django.urls import path

from lintas.config.front import views

app_name = "front"
urlpatterns = [path("", views.home, name="home")]
