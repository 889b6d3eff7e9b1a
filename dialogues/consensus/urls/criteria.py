"""Sets of evaluative criteria."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
