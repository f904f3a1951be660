"""Addresses of this app's pages: the applicant's own, and the officers' desk."""

from lintas.casework.applications.urls_citizen import urlpatterns as citizen
from lintas.casework.applications.urls_desk import urlpatterns as desk

app_name = "applications"
urlpatterns = [*citizen, *desk]
