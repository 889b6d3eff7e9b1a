"""Sets of evaluative criteria."""

from django.urls import path

from dialogues.consensus.views import criteria, weighings

ONE = "criteria/<int:number>/"
CRITERION = f"{ONE}list/<slug:key>/"
SEAT = f"{ONE}seats/<int:seat_id>/"
urlpatterns = [
    path("criteria/begin/", criteria.criteria_begin, name="criteria_begin"),
    path(ONE, criteria.criteria_set, name="criteria_set"),
    path(f"{ONE}propose/", criteria.criterion_propose, name="criterion_propose"),
    path(f"{CRITERION}say/", criteria.criterion_note, name="criterion_note"),
    path(f"{CRITERION}keep/", criteria.criterion_keep, name="criterion_keep"),
    path(f"{CRITERION}leave-out/", criteria.criterion_leave_out, name="criterion_leave_out"),
    path(f"{ONE}weighing/", weighings.weighing_begin, name="weighing_begin"),
    path(f"{ONE}collect/", weighings.weighing_stop, name="weighing_stop"),
    path(f"{ONE}lock/", weighings.criteria_lock, name="criteria_lock"),
    path(f"{ONE}reopen/", weighings.criteria_reopen, name="criteria_reopen"),
    path(SEAT, weighings.criteria_weigh, name="criteria_weigh"),
    path(f"{SEAT}enter/", weighings.weighing_enter, name="weighing_enter"),
    path(f"{SEAT}confirm/", weighings.weighing_confirm, name="weighing_confirm"),
]
