"""URLs of calls, answers and the table of inputs."""

from django.urls import path

from dialogues.inputs import views

INPUTS = "dialogues/<slug:slug>/inputs/"
CALL = f"{INPUTS}calls/<int:call_id>/"
ANSWER = f"{CALL}answers/<int:answer_id>/"

urlpatterns = [
    path(INPUTS, views.call_list, name="call_list"),
    path(f"{INPUTS}all/", views.inputs, name="inputs"),
    path(f"{INPUTS}all/review/", views.inputs_review, name="inputs_review"),
    path(f"{INPUTS}figures/", views.input_figures, name="input_figures"),
    path(f"{INPUTS}mine/", views.my_inputs, name="my_inputs"),
    path(f"{INPUTS}calls/new/", views.call_create, name="call_create"),
    path(CALL, views.call, name="call"),
    path(f"{CALL}edit/", views.call_edit, name="call_edit"),
    path(f"{CALL}open/", views.call_open, name="call_open"),
    path(f"{CALL}close/", views.call_close, name="call_close"),
    path(f"{CALL}remind/", views.call_remind, name="call_remind"),
    path(f"{CALL}extend/", views.call_extend, name="call_extend"),
    path(f"{CALL}reopen/", views.call_reopen, name="call_reopen"),
    path(f"{CALL}questions/new/", views.question_create, name="question_create"),
    path(f"{CALL}questions/<int:question_id>/", views.question_edit, name="question_edit"),
    path(f"{CALL}questions/<int:question_id>/move/", views.question_move, name="question_move"),
    path(f"{CALL}questions/<int:question_id>/remove/", views.question_remove, name="question_remove"),
    path(f"{CALL}seats/<int:seat_id>/", views.answer_edit, name="answer_edit"),
    path(f"{CALL}enter/", views.answer_enter, name="answer_enter"),
    path(f"{ANSWER}check/", views.answer_check, name="answer_check"),
    path(f"{ANSWER}receipt/", views.answer_receipt, name="answer_receipt"),
    path(f"{ANSWER}scan/", views.answer_scan, name="answer_scan"),
    path(f"{ANSWER}files/<int:response_id>/", views.answer_file, name="answer_file"),
]
