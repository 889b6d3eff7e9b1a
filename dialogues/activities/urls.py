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
    path(f"{MEETING}invite/", views.meeting_invite, name="meeting_invite"),
    path(f"{MEETING}seats/<int:seat_id>/", views.meeting_answer, name="meeting_answer"),
    path(f"{MEETING}date.ics", views.meeting_calendar, name="meeting_calendar"),
    path(f"{MEETING}room/", views.meeting_room, name="meeting_room"),
    path(f"{MEETING}room/take/", views.meeting_take, name="meeting_take"),
    path(f"{MEETING}held/", views.meeting_hold, name="meeting_hold"),
    path(f"{MEETING}confirm/", views.meeting_confirm, name="meeting_confirm"),
    path(f"{MEETING}sheet/", views.meeting_sheet, name="meeting_sheet"),
    path(f"{MEETING}sheet.xlsx", views.meeting_sheet_file, name="meeting_sheet_file"),
    path(f"{MEETING}upload/", views.meeting_upload, name="meeting_upload"),
    path(f"{MEETING}upload/take/", views.meeting_take_in, name="meeting_take_in"),
    path(f"{MEETING}scans/new/", views.meeting_scan_add, name="meeting_scan_add"),
    path(f"{MEETING}scans/<int:scan_id>/", views.meeting_scan, name="meeting_scan"),
    path(f"{MEETING}minutes/", views.meeting_minutes, name="meeting_minutes"),
    path(f"{MEETING}minutes/edit/", views.minutes_edit, name="minutes_edit"),
    path(f"{MEETING}minutes/lines/new/", views.minutes_item, name="minutes_item"),
    path(f"{MEETING}minutes/lines/<int:item_id>/remove/", views.minutes_item_remove, name="minutes_item_remove"),
    path(f"{MEETING}minutes/lines/<int:item_id>/done/", views.minutes_item_done, name="minutes_item_done"),
    path(f"{MEETING}minutes/circulate/", views.minutes_circulate, name="minutes_circulate"),
    path(f"{MEETING}minutes/back/", views.minutes_take_back, name="minutes_take_back"),
    path(f"{MEETING}minutes/close/", views.minutes_close, name="minutes_close"),
    path(f"{MEETING}minutes/seats/<int:seat_id>/", views.minutes_approve, name="minutes_approve"),
]
