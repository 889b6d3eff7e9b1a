"""URLs of the ledger: entries are named by their number inside their dialogue."""

from django.urls import path

from dialogues.ledger import views

urlpatterns = [
    path("dialogues/<slug:slug>/inputs/ledger/", views.ledger, name="ledger"),
    path("dialogues/<slug:slug>/inputs/<int:number>/", views.entry, name="entry"),
    path("dialogues/<slug:slug>/inputs/<int:number>/decide/", views.entry_decide, name="entry_decide"),
    path("dialogues/<slug:slug>/inputs/<int:number>/confirm/", views.entry_confirm, name="entry_confirm"),
    path("dialogues/<slug:slug>/inputs/<int:number>/object/", views.entry_object, name="entry_object"),
    path("dialogues/<slug:slug>/inputs/<int:number>/translate/", views.entry_translate, name="entry_translate"),
]
