"""Who gets what from the routes of recommendations and of the Roadmap (see ``reading``)."""

WRITE = "page team head | 403 participants -head donor"
ROWS: dict[str, str] = {
    "roadmap": " | page/405 team participants donor | 403 media",
    "roadmap_begin": " | page team | 403 participants donor media",
    "roadmap_edit": " | page team | 403 participants donor",
    "recommendations": " | page/405 team participants | redirect/405 donor | 403 media",
    "recommendation_new": f" | {WRITE} media",
    "recommendation": "number=1 | page/405 team participants | redirect/405 donor",
    "recommendation_part": f"number=1 part='who' | {WRITE}",
    "recommendation_move": "number=1 | 405/redirect team head | 403 participants -head donor",
    "recommendation_agree": "number=rdraft | 405/redirect team | 403 participants",
    "recommendation_reopen": "number=1 | 405/redirect team | 403 participants donor",
    "recommendation_withdraw": "number=1 | page team | 403 participants donor",
}
