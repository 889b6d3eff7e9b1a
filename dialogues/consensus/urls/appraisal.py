"""Policy options and their appraisal."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
