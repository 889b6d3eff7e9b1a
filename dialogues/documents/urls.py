"""URLs of documents, versions and rounds."""

from django.urls import include, path

from dialogues.documents.views import comments, drafting, living, outputs, recording, rounds, sections, texts, versions

version_urls = [
    path("", versions.version, name="version"),
    path("job/", versions.version_job, name="version_job"),
    path("retry/", versions.version_retry, name="version_retry"),
    path("adopt/", versions.version_adopt, name="version_adopt"),
    path("withdraw/", versions.version_withdraw, name="version_withdraw"),
    path("publish/", versions.version_publish, name="version_publish"),
    path("unpublish/", versions.version_unpublish, name="version_unpublish"),
    path("round/", rounds.round_open, name="round_open"),
]
round_urls = [
    path("", rounds.round, name="round"),
    path("answers/<int:invitee_id>/", rounds.round_answer, name="round_answer"),
    path("answers/<int:invitee_id>/confirm/", rounds.round_confirm, name="round_confirm"),
    path("answers/<int:invitee_id>/announce/", recording.round_announce, name="round_announce"),
    path("answers/<int:invitee_id>/letter/", recording.round_letter, name="round_letter"),
    path("extend/", rounds.round_extend, name="round_extend"),
    path("remind/", rounds.round_remind, name="round_remind"),
    path("close/", rounds.round_close, name="round_close"),
    path("sheet/", rounds.signature_sheet, name="signature_sheet"),
]
section_urls = [
    path("edit/", drafting.section_edit, name="section_edit"),
    path("history/", living.section_history, name="section_history"),
    path("sources/", sections.section_cite, name="section_cite"),
    path("sources/<int:citation_id>/remove/", sections.citation_remove, name="citation_remove"),
    path("move/", sections.section_move, name="section_move"),
    path("remove/", sections.section_remove, name="section_remove"),
]
comment_urls = [
    path("", comments.comments, name="comments"),
    path("new/", comments.comment_new, name="comment_new"),
    path("enter/", comments.comment_enter, name="comment_enter"),
    path("open/", comments.comments_open, name="comments_open"),
    path("extend/", comments.comments_extend, name="comments_extend"),
    path("close/", comments.comments_close, name="comments_close"),
]
output_urls = [
    path("", outputs.output, name="output"),
    path("ask/", outputs.output_ask, name="output_ask"),
    path("voice/", outputs.output_voice, name="output_voice"),
    path("close/", outputs.output_close, name="output_close"),
    path("take-back/", outputs.output_take_back, name="output_take_back"),
    path("submit/", outputs.output_submit, name="output_submit"),
    path("way/", outputs.output_way, name="output_way"),
    path("return/", outputs.output_return, name="output_return"),
]
document_urls = [
    path("", living.document, name="document"),
    path("summary/", living.summary_edit, name="summary_edit"),
    path("sections/", sections.sections, name="sections"),
    path("sections/<slug:key>/", include(section_urls)),
    path("output/", include(output_urls)),
    path("comments/", include(comment_urls)),
    path("team/", living.drafting_team, name="drafting_team"),
    path("team/<int:drafter_id>/remove/", living.drafter_remove, name="drafter_remove"),
    path("compare/", living.document_compare, name="document_compare"),
    path("draft.docx", living.document_docx, name="document_docx"),
    path("freeze/", versions.version_freeze, name="version_freeze"),
    path("reopen/", versions.document_reopen, name="document_reopen"),
    path("versions/<int:number>.docx", versions.version_docx, name="version_docx"),
    path("versions/<int:number>-<str:kind>.pdf", versions.version_pdf, name="version_pdf"),
    path("versions/<int:number>/", include(version_urls)),
    path("rounds/<int:number>/", include(round_urls)),
    path("answers/<int:answer_id>/scan/", recording.endorsement_scan, name="endorsement_scan"),
    path("reservations/<int:reservation_id>/", recording.reservation_settle, name="reservation_settle"),
]
urlpatterns = [
    path("dialogues/<slug:slug>/documents/", texts.documents, name="documents"),
    path("dialogues/<slug:slug>/documents/new/", living.document_new, name="document_new"),
    path("dialogues/<slug:slug>/documents/cite/<int:number>/", sections.section_pick, name="section_pick"),
    path("dialogues/<slug:slug>/groups/<int:group_id>/texts/new/", outputs.output_start, name="output_start"),
    path("dialogues/<slug:slug>/documents/<int:document_id>/", include(document_urls)),
]
