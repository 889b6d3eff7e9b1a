"""The page of the phase, challenges and their ranking."""

from django.urls import path

from dialogues.consensus.views import arranging, challenges, phase, rankings, reminding

ONE = "challenges/<int:number>/"
RANKING = "ranking/<int:number>/"
SEAT = f"{RANKING}seats/<int:seat_id>/"
urlpatterns = [
    path("", phase.consensus, name="consensus"),
    path("challenges/pick/", challenges.challenge_pick, name="challenge_pick"),
    path("challenges/new/", challenges.challenge_add, name="challenge_add"),
    path(ONE, challenges.challenge, name="challenge"),
    path(f"{ONE}edit/", challenges.challenge_edit, name="challenge_edit"),
    path(f"{ONE}leave-out/", challenges.challenge_leave_out, name="challenge_leave_out"),
    path(f"{ONE}put-on-table/", challenges.challenge_put_on_table, name="challenge_put_on_table"),
    path(f"{ONE}move/", arranging.challenge_move, name="challenge_move"),
    path("ranking/new/", rankings.ranking_open, name="ranking_open"),
    path(RANKING, rankings.ranking, name="ranking"),
    path(f"{RANKING}extend/", rankings.ranking_extend, name="ranking_extend"),
    path(f"{RANKING}remind/", reminding.ranking_remind, name="ranking_remind"),
    path(f"{RANKING}close/", rankings.ranking_close, name="ranking_close"),
    path(f"{RANKING}take-over/", arranging.ranking_take_over, name="ranking_take_over"),
    path(SEAT, rankings.ranking_answer, name="ranking_answer"),
    path(f"{SEAT}enter/", rankings.ranking_enter, name="ranking_enter"),
    path(f"{SEAT}confirm/", rankings.ballot_confirm, name="ballot_confirm"),
]
