"""Who gets what from letters, their texts, answers and runs: the host team, and nobody beyond it (see ``reading``)."""

READ = "page/405 team | 403 participants donor media"
KEEP = "page team | 403 participants donor media"
ROWS = {
    "letter_new": "pk=listed | page team",
    "letters": f" | {READ}",
    "letter": "pk=letter | page/405 team",
    "letter_retry": "pk=letter | 405/redirect team",
    "letter_pdf": "pk=letter | page/405 team",
    "letter_docx": "pk=letter | page/405 team",
    "letter_cancel": "pk=overdue_letter | page team",
    "letter_answer": "pk=letter | page team",
    "letter_scan": "pk=letter | page/405 team",
    "letter_seat": "pk=letter | page/redirect team",
    "letter_run_new": f" | {KEEP}",
    "letter_run": "pk=letter_run | page/405 team",
    "letter_run_retry": "pk=letter_run | 405/redirect team",
    "letter_run_pdf": "pk=letter_run | page/405 team",
    "letter_run_zip": "pk=letter_run | page/405 team",
    "letter_texts": f" | {READ}",
    "letter_text_edit": f"kind=thanks language=en | {KEEP}",
    "letter_text_reset": "kind='nomination' language=en | 405/redirect team | 403 participants donor media",
    "letterhead": f" | {KEEP}",
    "letterhead_logo": f" | {READ}",
}
