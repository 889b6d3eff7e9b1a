"""Who gets what from the routes of documents, versions and rounds (see ``reading`` for how a row is read)."""

WRITE = "page team head | 403 participants -head donor"
TEAM = "page team | 403 participants donor"
HOST = "page host | 403 facilitator participants donor"
READ = "page/405 team participants donor"
DRAFT = "page/405 team participants | 403 donor"
ROWS = {
    "documents": " | page/405 insiders | 403 media",
    "document_new": " | 405/redirect team | 403 participants donor media",
    "document": " | page/405 team participants | redirect/405 donor",
    "summary_edit": f" | {WRITE}",
    "section_edit": f" | {WRITE}",
    "section_history": f" | {DRAFT}",
    "section_cite": f" | {WRITE}",
    "citation_remove": " | 405/redirect team head | 403 participants -head donor",
    "comments": " | page team participants | 403 donor",
    "comment_new": " | page seats -watcher | 403 team watcher government observer donor",
    "comments_open": f" | {TEAM}",
    "comments_extend": f" | {TEAM}",
    "comments_close": " | page/redirect team | 403 participants donor",
    "drafting_team": f" | {TEAM}",
    "drafter_remove": " | 405/redirect team | 403 participants donor",
    "document_compare": f" | {READ}",
    "document_docx": f" | {DRAFT}",
    "version_freeze": f" | {TEAM}",
    "document_reopen": f" | {TEAM}",
    "version_docx": f"number=1 | {READ}",
    "version_pdf": f"number=1 kind='draft' | {READ}",
    "version": f"number=1 | {READ}",
    "version_job": f"number=1 | {READ}",
    "version_retry": "number=1 | 405/redirect team | 403 participants donor",
    "version_adopt": f"number=1 | {HOST}",
    "version_withdraw": f"number=1 | {HOST}",
    "version_publish": "number=1 | 403 team participants donor",
    "version_unpublish": "number=1 | 403 team participants donor",
    "round_open": f"number=1 | {TEAM}",
    "round": "number=1 | page team participants donor",
    "round_answer": "number=1 | page own -watcher | 403 team watcher",
    "round_confirm": "number=1 | 405/redirect head | 403 team own -head",
    "round_announce": "number=1 | page team | 403 own",
    "round_letter": "number=1 | page team | 403 own",
    "round_extend": f"number=1 | {TEAM}",
    "round_remind": "number=1 | 405/redirect team | 403 participants donor",
    "round_close": "number=1 | page/redirect team | 403 participants donor",
    "signature_sheet": "number=1 | page team participants donor",
    "reservation_settle": " | page team | 403 neighbour",
}
