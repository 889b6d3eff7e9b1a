"""The page of the phase, challenges and their ranking."""

from django.urls import path

from dialogues.consensus.views import challenges

urlpatterns = [path("", challenges.consensus, name="consensus")]
