"""Sets of evaluative criteria."""

from django.urls import URLPattern, path

from dialogues.consensus.views import criteria

urlpatterns: list[URLPattern] = [
    path("criteria/<int:number>/", criteria.criteria_set, name="criteria_set"),
]
