"""Who gets what from records of tools, notes of bilateral meetings, papers of meetings and the balance (see ``reading``)."""

KEEP = "page team | 403 participants"
PAPERS = "page/405 team | 403 participants"
ROWS = {
    "activity_balance": " | page/405 insiders | 403 media",
    "activity_record": "pk=coaching | page/405 team participants",
    "activity_release": f"pk=event | {KEEP}",
    "record_edit": f"pk=coaching | {KEEP}",
    "record_row_add": f"pk=coaching part='goals | {KEEP}",
    "record_row_edit": f"pk=coaching part='goals row_id=goal | {KEEP}",
    "record_row_remove": "pk=coaching part='goals row_id=goal | page/redirect team | 403 participants",
    "bilateral_notes": "pk=bilateral | page/405 team | 403 participants",
    "bilateral_note_add": f"pk=bilateral | {KEEP}",
    "bilateral_note": "pk=note | page/405 team",
    "bilateral_note_edit": "pk=note | page team",
    "bilateral_note_forget": "pk=note_to_forget | page/redirect team",
    "bilateral_summary_edit": "pk=note | page team",
    "bilateral_summary_show": "pk=note | page/redirect team",
    "bilateral_summary_hide": "pk=note | 405/redirect team",
    "agreed_summary": "pk=summary | page/405 team own",
    "meeting_papers": f"pk=meeting | {PAPERS}",
    "meeting_paper": f"pk=meeting kind='sign_in | {PAPERS}",
    "meeting_paper_print": "pk=meeting kind='needs | 405/redirect team | 403 participants",
    "meeting_paper_job": f"pk=meeting kind='plates | {PAPERS}",
    "meeting_paper_pdf": "pk=paper | page/405 team",
    "meeting_allowances": f"pk=meeting | {KEEP}",
    "meeting_needs": "pk=meeting | page team own -watcher | 403 watcher",
}
