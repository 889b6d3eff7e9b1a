"""URLs of Consensus Building, one file for each step."""

from django.urls import include, path

from dialogues.consensus.urls import appraisal, challenges, checks, criteria, recommendations

steps = [*challenges.urlpatterns, *criteria.urlpatterns, *appraisal.urlpatterns, *recommendations.urlpatterns]
steps += checks.urlpatterns
urlpatterns = [path("dialogues/<slug:slug>/consensus/", include(steps))]
