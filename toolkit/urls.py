"""URLs of toolkit, guide, readings and the pages about this site."""

from django.urls import URLPattern, path

from toolkit import views

urlpatterns: list[URLPattern] = [
    path("toolkit/", views.toolkit, name="toolkit"),
    path("toolkit/<int:number>-<slug:slug>/", views.tool, name="tool"),
    path("guide/", views.guide, name="guide"),
    path("guide/readings/", views.readings, name="readings"),
    path("guide/<slug:slug>/", views.guide_page, name="guide_page"),
    path("about/<slug:slug>/", views.about, name="about"),
]
