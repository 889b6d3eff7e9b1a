"""URLs of home, the check of a document and the library."""

from django.urls import URLPattern, path

from inspired.front import views

VERSION = "library/<slug:slug>/<int:document_id>/<int:number>"

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("verify/", views.verify, name="verify"),
    path("library/", views.library, name="library"),
    path(f"{VERSION}/", views.library_version, name="library_version"),
    path(f"{VERSION}.pdf", views.library_pdf, name="library_pdf"),
]
