"""URLs of monitoring."""

from django.urls import include, path

from dialogues.monitoring.views import commitments, correcting, following, interviews, letters, reports, traces

of_commitment = [
    path("", commitments.commitment, name="commitment"),
    path("answer/", commitments.commitment_answer, name="commitment_answer"),
    path("answers/<int:answer_id>/confirm/", commitments.commitment_confirm, name="commitment_confirm"),
    path("enter/", commitments.commitment_enter, name="commitment_enter"),
    path("letter/", letters.commitment_letter, name="commitment_letter"),
    path("answers/<int:answer_id>/scan/", letters.commitment_scan, name="commitment_scan"),
    path("report/", reports.report_new, name="report_new"),
    path("reports/<int:report_id>/confirm/", reports.report_confirm, name="report_confirm"),
    path("reports/<int:report_id>/file/", reports.report_file, name="report_file"),
]
pages = [
    path("", commitments.monitoring, name="monitoring"),
    path("ask/", commitments.commitments_ask, name="commitments_ask"),
    path("reports/ask/", reports.reports_ask, name="reports_ask"),
    path("publish/", commitments.commitments_publish, name="commitments_publish"),
    path("influence/", following.influence, name="influence"),
    path("influence/new/", following.influence_add, name="influence_add"),
    path("influence/<int:pk>/correct/", correcting.influence_correct, name="influence_correct"),
    path("influence/<int:pk>/withdraw/", correcting.influence_withdraw, name="influence_withdraw"),
    path("adaptations/<int:pk>/correct/", correcting.adaptation_correct, name="adaptation_correct"),
    path("adaptations/<int:pk>/withdraw/", correcting.adaptation_withdraw, name="adaptation_withdraw"),
    path("steps/<int:pk>/correct/", correcting.step_correct, name="step_correct"),
    path("steps/<int:pk>/withdraw/", correcting.step_withdraw, name="step_withdraw"),
    path("adaptations/", following.adaptations, name="adaptations"),
    path("adaptations/new/", following.adaptation_add, name="adaptation_add"),
    path("steps/", following.steps, name="steps"),
    path("steps/new/", following.step_add, name="step_add"),
    path("watchers/", following.watchers, name="watchers"),
    path("watchers/new/", following.watcher_add, name="watcher_add"),
    path("watchers/<int:pk>/end/", following.watcher_end, name="watcher_end"),
    path("timeline/", traces.timeline, name="timeline"),
    path("trace/", traces.trace, name="trace"),
    path("commitments/<int:pk>/", include(of_commitment)),
]
of_interview = [
    path("", interviews.interview, name="interview"),
    path("pass/", interviews.interview_pass, name="interview_pass"),
    path("answer/", interviews.interview_answer, name="interview_answer"),
    path("settle/", interviews.interview_settle, name="interview_settle"),
    path("withdraw/", interviews.interview_withdraw, name="interview_withdraw"),
]
of_media = [
    path("", interviews.interviews, name="interviews"),
    path("new/", interviews.interview_ask, name="interview_ask"),
    path("<int:pk>/", include(of_interview)),
]
urlpatterns = [
    path("dialogues/<slug:slug>/monitoring/", include(pages)),
    path("dialogues/<slug:slug>/interviews/", include(of_media)),
]
