"""Pages of every kind, for the tests of the gate."""

from django.http import HttpResponse, JsonResponse
from django.urls import include, path
from django.views import View

from lintas.directory.people.gate import open_case
from lintas.directory.people.tests.factories import UUID
from lintas.foundation.access import Access, Audience, DataClass, Level, declares, machine, public

CASE = Access(audience=Audience.CASE_HOLDER, act="look", data=DataClass.PERSONAL, purpose="own_data")
DESK = Access(
    audience=Audience.OFFICER,
    act="check",
    data=DataClass.PERSONAL,
    purpose="document_check",
    roles=frozenset({"loket", "kasi"}),
)


def who(request, **kwargs):
    return JsonResponse(
        {
            "reader": [request.reader.kind, request.reader.id, request.reader.role],
            "officer": request.officer and request.officer.alias,
            "case": request.case and str(request.case.application_id),
        }
    )


@declares(CASE)
class AsClass(View):
    def get(self, request, reference):
        return who(request)


@public("open")
def enter(request, reference):
    open_case(request, reference, UUID(int=1), UUID(int=2), level=Level(request.GET.get("level", "full")))
    return who(request)


def undeclared(request):
    raise AssertionError("served without a declaration")


urlpatterns = [
    path("terbuka/", public("look")(lambda request: who(request))),
    path("mesin/", machine("notify")(lambda request: who(request))),
    path("tanpa/", undeclared),
    path("meja/", declares(DESK)(lambda request: who(request))),
    path(
        "meja/tanpa-peran/", declares(Access(Audience.OFFICER, "x", DataClass.INTERNAL))(lambda request: who(request))
    ),
    path("masuk/<str:reference>/", enter),
    path("kasus/<str:reference>/", AsClass.as_view()),
    path("kasus-tanpa-nomor/", declares(CASE)(lambda request: HttpResponse())),
    path("", include("lintas.config.urls")),
]
