"""URLs of the shared floor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
