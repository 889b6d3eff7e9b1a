"""URLs of this app."""

from django.urls import URLPattern, path

from dialogues.convening.views.contacts import contact, contact_add, contact_edit, contact_move, contacts

CONTACTS = "dialogues/<slug:slug>/contacts/"

urlpatterns: list[URLPattern] = [
    path(CONTACTS, contacts, name="contacts"),
    path(f"{CONTACTS}add/", contact_add, name="contact_add"),
    path(f"{CONTACTS}<int:pk>/", contact, name="contact"),
    path(f"{CONTACTS}<int:pk>/edit/", contact_edit, name="contact_edit"),
    path(f"{CONTACTS}<int:pk>/move/", contact_move, name="contact_move"),
]
