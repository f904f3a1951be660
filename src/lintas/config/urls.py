"""The addresses of the house. Each room names its own in full, or below its prefix."""

from django.urls import include, path

from lintas.config.rooms import room

handler400 = "lintas.config.edge.misunderstood"
handler403 = "lintas.config.edge.closed"
handler404 = "lintas.config.edge.not_found"
handler500 = "lintas.config.edge.broken"

urlpatterns = [
    room("lintas.config.front.urls"),
    room("lintas.config.demonstration"),
    room("lintas.directory.offices.urls"),
    room("lintas.directory.people.urls"),
    room("lintas.directory.catalogue.urls"),
    room("lintas.exchange.messaging.urls"),
    room("lintas.exchange.payments.urls"),
    room("lintas.exchange.agencies.urls"),
    room("lintas.visit.appointments.urls"),
    room("lintas.visit.needs.urls"),
    room("lintas.visit.draws.urls"),
    room("lintas.visit.queueing.urls"),
    room("lintas.visit.alarms.urls"),
    room("lintas.visit.kiosks.urls"),
    room("lintas.casework.documents.urls"),
    room("lintas.casework.applications.urls"),
    path("live/", include("lintas.foundation.live.urls")),
    path("buku-besar/", include("lintas.foundation.ledger.urls")),
    room("lintas.ui.urls_aids"),
    path("galeri/", include("lintas.ui.urls")),
]
