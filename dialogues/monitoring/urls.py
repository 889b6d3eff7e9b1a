"""URLs of monitoring."""

from django.urls import path

from dialogues.monitoring.views import commitments

urlpatterns = [path("dialogues/<slug:slug>/monitoring/", commitments.monitoring, name="monitoring")]
