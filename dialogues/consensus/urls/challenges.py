"""The page of the phase, challenges and their ranking."""

from django.urls import path

from dialogues.consensus.views import challenges, rankings

urlpatterns = [
    path("", challenges.consensus, name="consensus"),
    path("challenges/<int:number>/", challenges.challenge, name="challenge"),
    path("ranking/<int:number>/", rankings.ranking, name="ranking"),
]
