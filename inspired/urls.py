"""Mounts every app's URLs; nothing else is decided here."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("inspired.core.urls")),
    path("", include("inspired.front.urls")),
    path("", include("toolkit.urls")),
    path("", include("dialogues.urls")),
    path("", include("dialogues.convening.urls")),
    path("", include("dialogues.ledger.urls")),
    path("", include("workinggroups.urls")),
    path("", include("dialogues.activities.urls")),
    path("", include("dialogues.inputs.urls")),
    path("", include("dialogues.documents.urls")),
    path("", include("dialogues.consensus.urls")),
    path("", include("dialogues.monitoring.urls")),
]

handler400 = "inspired.core.views.bad_request"
handler403 = "inspired.core.views.refused"
handler404 = "inspired.core.views.not_found"
handler500 = "inspired.core.views.failed"
