"""Policy options and their appraisal."""

from django.urls import include, path

from dialogues.consensus.views import appraisal, ballots, conclusions, judging, options, reminding, results

OPTIONS = [
    path("", options.options, name="options"),
    path("add/", options.option_add, name="option_add"),
    path("propose/", options.option_propose, name="option_propose"),
    path("<str:letter>/", options.option, name="option"),
    path("<str:letter>/edit/", options.option_edit, name="option_edit"),
    path("<str:letter>/take-up/", options.option_take_up, name="option_take_up"),
    path("<str:letter>/withdraw/", options.option_withdraw, name="option_withdraw"),
]
APPRAISAL = [
    path("", appraisal.appraisal, name="appraisal"),
    path("close/", appraisal.appraisal_close, name="appraisal_close"),
    path("remind/", reminding.appraisal_remind, name="appraisal_remind"),
    path("reopen/", appraisal.appraisal_reopen, name="appraisal_reopen"),
    path("dots/", appraisal.dots_enter, name="dots_enter"),
    path("ballot/", ballots.appraisal_ballot, name="appraisal_ballot"),
    path("ballots/print/", ballots.ballots_print, name="ballots_print"),
    path("ballots/", ballots.ballots_job, name="ballots_job"),
    path("ballots.pdf", ballots.ballots_pdf, name="ballots_pdf"),
    path("results/", results.appraisal_results, name="appraisal_results"),
    path("weights/", results.appraisal_weights, name="appraisal_weights"),
    path("seats/<int:seat_id>/options/<str:letter>/", judging.appraisal_judge, name="appraisal_judge"),
    path("seats/<int:seat_id>/check/", judging.appraisal_check, name="appraisal_check"),
    path("seats/<int:seat_id>/enter/", judging.appraisal_enter, name="appraisal_enter"),
    path("opinions/<int:pk>/confirm/", judging.opinion_confirm, name="opinion_confirm"),
    path("concerns/open/", appraisal.concerns_open, name="concerns_open"),
    path("concerns/raise/", conclusions.concern_raise, name="concern_raise"),
    path("concerns/<int:pk>/share/", conclusions.concern_share, name="concern_share"),
    path("conclusion/", conclusions.conclusion, name="conclusion"),
    path("conclusion/write/", conclusions.conclusion_write, name="conclusion_write"),
    path("conclusion/accept/", conclusions.conclusion_accept, name="conclusion_accept"),
    path("conclusion/enter/", conclusions.conclusion_enter, name="conclusion_enter"),
    path("conclusion/acceptances/<int:pk>/confirm/", conclusions.acceptance_confirm, name="acceptance_confirm"),
]
urlpatterns = [
    path("challenges/<int:challenge_number>/options/", include(OPTIONS)),
    path("challenges/<int:challenge_number>/appraisals/open/", appraisal.appraisal_open, name="appraisal_open"),
    path("challenges/<int:challenge_number>/appraisals/<int:number>/", include(APPRAISAL)),
]
