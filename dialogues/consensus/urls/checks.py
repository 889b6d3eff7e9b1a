"""Position checks."""

from django.urls import include, path

from dialogues.consensus.views import check_replies, checks, reminding

one = [
    path("", checks.check, name="check"),
    path("edit/", checks.check_edit, name="check_edit"),
    path("drop/", checks.check_drop, name="check_drop"),
    path("open/", checks.check_open, name="check_open"),
    path("remind/", reminding.check_remind, name="check_remind"),
    path("close/", checks.check_close, name="check_close"),
    path("outcome/", checks.check_outcome, name="check_outcome"),
    path("seats/<int:pk>/reply/", check_replies.check_reply, name="check_reply"),
    path("seats/<int:pk>/enter/", check_replies.check_enter, name="check_enter"),
    path("replies/<int:pk>/confirm/", check_replies.check_confirm, name="check_confirm"),
]
urlpatterns = [
    path("checks/", checks.checks, name="checks"),
    path("checks/new/", checks.check_prepare, name="check_prepare"),
    path("checks/<int:number>/", include(one)),
]
