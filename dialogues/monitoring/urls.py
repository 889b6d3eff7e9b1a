"""URLs of monitoring."""

from django.urls import include, path

from dialogues.monitoring.views import commitments, reports

of_commitment = [
    path("", commitments.commitment, name="commitment"),
    path("answer/", commitments.commitment_answer, name="commitment_answer"),
    path("answers/<int:answer_id>/confirm/", commitments.commitment_confirm, name="commitment_confirm"),
    path("enter/", commitments.commitment_enter, name="commitment_enter"),
    path("report/", reports.report_new, name="report_new"),
    path("reports/<int:report_id>/confirm/", reports.report_confirm, name="report_confirm"),
    path("reports/<int:report_id>/file/", reports.report_file, name="report_file"),
]
pages = [
    path("", commitments.monitoring, name="monitoring"),
    path("ask/", commitments.commitments_ask, name="commitments_ask"),
    path("reports/ask/", reports.reports_ask, name="reports_ask"),
    path("publish/", commitments.commitments_publish, name="commitments_publish"),
    path("commitments/<int:pk>/", include(of_commitment)),
]
urlpatterns = [path("dialogues/<slug:slug>/monitoring/", include(pages))]
