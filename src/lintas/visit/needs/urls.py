"""The address of the open figure."""

from django.urls import path

from lintas.visit.needs import views

app_name = "needs"
urlpatterns = [path("bantuan/", views.met, name="met")]
