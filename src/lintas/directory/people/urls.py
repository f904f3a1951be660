"""Addresses of this app's pages."""

from django.urls import path

from lintas.directory.people.views import sign_in, who_looked

app_name = "people"
urlpatterns = [
    path("petugas/masuk/", sign_in.sign_in, name="sign-in"),
    path("petugas/keluar/", sign_in.sign_out, name="sign-out"),
    path("petugas/sandi/", sign_in.change_password, name="password"),
    path("permohonan/<str:reference>/siapa-melihat/", who_looked.who_looked, name="who-looked"),
]
