"""URLs of working groups."""

from django.urls import include, path

from workinggroups.views import files, groups, members, prints, work

member_urls = [
    path("answer/", members.member_answer, name="member_answer"),
    path("people/", members.member_people, name="member_people"),
    path("leave/", members.member_leave, name="member_leave"),
    path("appoint/", members.member_appoint, name="member_appoint"),
]
group_urls = [
    path("", groups.group, name="group"),
    path("edit/", groups.group_edit, name="group_edit"),
    path("accept/", groups.group_accept, name="group_accept"),
    path("decline/", groups.group_decline, name="group_decline"),
    path("close/", groups.group_close, name="group_close"),
    path("reconvene/", groups.group_reconvene, name="group_reconvene"),
    path("print/", prints.group_print, name="group_print"),
    path("print/<int:pk>.pdf", prints.group_pdf, name="group_pdf"),
    path("members/invite/", members.member_invite, name="member_invite"),
    path("members/<int:pk>/", include(member_urls)),
    path("tasks/", work.tasks, name="tasks"),
    path("tasks/new/", work.task_add, name="task_add"),
    path("tasks/<int:pk>/", work.task_finish, name="task_finish"),
    path("files/", files.group_files, name="group_files"),
    path("files/new/", files.group_file_add, name="group_file_add"),
    path("files/<int:pk>/", files.group_file, name="group_file"),
    path("files/<int:pk>/edit/", files.group_file_edit, name="group_file_edit"),
    path("files/<int:pk>/remove/", files.group_file_remove, name="group_file_remove"),
    path("board/new/", work.board_note_add, name="board_note_add"),
    path("board/<int:pk>/take-down/", work.board_note_take_down, name="board_note_take_down"),
    path("outputs/new/", work.output_add, name="output_add"),
    path("outputs/<int:pk>/", work.output_edit, name="output_edit"),
    path("outputs/<int:pk>/drop/", work.output_drop, name="output_drop"),
]
urlpatterns = [
    path("dialogues/<slug:slug>/groups/", groups.groups, name="groups"),
    path("dialogues/<slug:slug>/groups/propose/", groups.group_propose, name="group_propose"),
    path("dialogues/<slug:slug>/groups/show/", groups.groups_show, name="groups_show"),
    path("dialogues/<slug:slug>/groups/new/", groups.group_open, name="group_open"),
    path("dialogues/<slug:slug>/groups/<int:group_id>/", include(group_urls)),
    path("dialogues/<slug:slug>/participants/<int:pk>/specialisation/", members.specialism, name="specialism"),
]
