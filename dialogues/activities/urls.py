"""URLs of activities and their meetings."""

from django.urls import path

from dialogues.activities import views

ACTIVITIES = "dialogues/<slug:slug>/activities/"
ONE = f"{ACTIVITIES}<int:pk>/"
MEETING = f"{ACTIVITIES}meetings/<int:pk>/"

urlpatterns = [
    path(ACTIVITIES, views.activities, name="activities"),
    path(f"{ACTIVITIES}new/", views.activity_add, name="activity_add"),
    path(f"{ACTIVITIES}propose/", views.activity_propose, name="activity_propose"),
    path(f"{ACTIVITIES}recording/", views.activity_recording, name="activity_recording"),
    path(ONE, views.activity, name="activity"),
    path(f"{ONE}edit/", views.activity_edit, name="activity_edit"),
    path(f"{ONE}accept/", views.activity_accept, name="activity_accept"),
    path(f"{ONE}decline/", views.activity_decline, name="activity_decline"),
    path(f"{ONE}held/", views.activity_hold, name="activity_hold"),
    path(f"{ONE}cancel/", views.activity_cancel, name="activity_cancel"),
    path(f"{ONE}resume/", views.activity_resume, name="activity_resume"),
    path(f"{ONE}meetings/new/", views.meeting_add, name="meeting_add"),
    path(MEETING, views.meeting, name="meeting"),
    path(f"{MEETING}edit/", views.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}agenda/", views.meeting_agenda, name="meeting_agenda"),
    path(f"{MEETING}change/", views.meeting_change, name="meeting_change"),
]
