"""Mounts every app's URLs; nothing else is decided here."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("accounts/", include("allauth.urls")),
    path("", include("inspired.core.urls")),
    path("", include("inspired.front.urls")),
    path("", include("dialogues.urls")),
    path("", include("dialogues.inputs.urls")),
    path("", include("dialogues.documents.urls")),
]
