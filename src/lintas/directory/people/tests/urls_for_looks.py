"""The pages of the house and one that lets a browser into a case."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import include, path

from lintas.directory.people.gate import open_case
from lintas.foundation.access import Level, public


@public("open")
def enter(request, reference, person_id):
    open_case(request, reference, UUID(int=0xCA5E), person_id, level=Level.FULL)
    return HttpResponse()


urlpatterns = [path("masuk/<str:reference>/<uuid:person_id>/", enter), path("", include("lintas.config.urls"))]
