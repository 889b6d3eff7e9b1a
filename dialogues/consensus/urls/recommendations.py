"""Recommendations and the Roadmap."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
