"""Recommendations and the Roadmap."""

from django.urls import URLPattern, path

from dialogues.consensus.views import recommendation_parts, recommendations, roadmap

urlpatterns: list[URLPattern] = [
    path("roadmap/", roadmap.roadmap, name="roadmap"),
    path("roadmap/begin/", roadmap.roadmap_begin, name="roadmap_begin"),
    path("roadmap/type/", roadmap.roadmap_edit, name="roadmap_edit"),
    path("recommendations/", recommendations.recommendations, name="recommendations"),
    path("recommendations/new/", recommendation_parts.recommendation_new, name="recommendation_new"),
    path("recommendations/<int:number>/", recommendations.recommendation, name="recommendation"),
    path("recommendations/<int:number>/move/", recommendations.recommendation_move, name="recommendation_move"),
    path("recommendations/<int:number>/agree/", recommendations.recommendation_agree, name="recommendation_agree"),
    path("recommendations/<int:number>/reopen/", recommendations.recommendation_reopen, name="recommendation_reopen"),
    path(
        "recommendations/<int:number>/withdraw/",
        recommendation_parts.recommendation_withdraw,
        name="recommendation_withdraw",
    ),
    path(
        "recommendations/<int:number>/parts/<slug:part>/",
        recommendation_parts.recommendation_part,
        name="recommendation_part",
    ),
]
