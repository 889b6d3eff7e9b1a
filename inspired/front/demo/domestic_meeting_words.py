"""What the activities of the main story are for, and what was said in their meetings."""

from __future__ import annotations

from typing import Any

from dialogues.activities.states.activities import Tool
from dialogues.states import Phase
from inspired.core.models.audit import Tier

FOCUS: dict[str, Any] = {
    "tool": Tool.WORKSHOPS,
    "title": "Focus group with workers who live in",
    "phase": Phase.ASSESSMENT,
    "purpose": "Hear from those whom the first survey missed what a working day is, before anybody writes about it.",
    "output": "Chapter on evidence of the analysis",
    "is_necessary": "No figure tells when a live-in worker’s day ends. Without their own account the chapter would guess.",
    "builds_trust": "They sit among themselves in the morning; employers and officials join after lunch and listen first.",
    "joint_knowledge": "The group agrees on five findings, word by word, and the university writes them down as agreed.",
    "place": "House of the unions, main island",
}
OPTIONS: dict[str, Any] = {
    "tool": Tool.CRITERIA,
    "title": "Weighing three options for contributions",
    "phase": Phase.CONSENSUS,
    "purpose": "See with the same eyes what each option costs, whom it reaches, and what nobody can accept.",
    "output": "Recommendation on contributions in the Roadmap",
    "is_necessary": "The three options are on the table; without criteria each side counts only what helps it.",
    "builds_trust": "Ministry of finance and workers’ association present each other’s option before anybody answers.",
    "joint_knowledge": "Costs come from the institute, reach from the unions; both tables are filled in by the whole group.",
    "place": "Public university, hall B",
    "tier": Tier.PARTICIPANTS,
}
CLOSING: dict[str, Any] = {
    "tool": Tool.PUBLIC_EVENTS,
    "title": "Closing conference",
    "phase": Phase.CONSENSUS,
    "purpose": "Endorse the Roadmap in public, with those it is for in the first row.",
    "output": "Public endorsement of the Roadmap for Reform",
    "is_necessary": "An agreement nobody has seen binds nobody.",
    "builds_trust": "Every organisation speaks for three minutes; none speaks for another.",
    "joint_knowledge": "The findings are presented by those who brought them.",
    "place": "Town hall, main island",
    "tier": Tier.PUBLIC,
}
HOURS: dict[str, Any] = {
    "tool": Tool.WORKING_GROUPS,
    "title": "The group on evidence reads its text on hours",
    "phase": Phase.CONSENSUS,
    "purpose": "Settle whether being on call in the house counts as work, or write down that we disagree.",
    "output": "Text on the hours of those who live in",
    "is_necessary": "Two members have given their word, three wait for this answer.",
    "builds_trust": "Workers and statisticians read the same twenty talks, line by line.",
    "joint_knowledge": "What stays disputed is written by those who dispute it, and goes with the text.",
    "place": "Faculty of social sciences, room 4",
}
HOURS_AGENDA = [
    ("What the talks say about the night", 45),
    ("On call: work or not", 45),
    ("Who writes what until when", 15),
]
TRAINING: dict[str, Any] = {
    "tool": Tool.TRAINING,
    "title": "Reading a labour code",
    "phase": Phase.CONSENSUS,
    "purpose": "Those who will live by the new chapter can say what each article means for them.",
    "is_necessary": "Three of us have never read a draft law; we nod and learn at home what we nodded to.",
    "builds_trust": "A lawyer of the ministry and one of the unions teach it together.",
    "joint_knowledge": "At the end we write a plain version, which everybody may use.",
}
FOCUS_AGENDA = [
    ("Opening and how we speak with each other", 20),
    ("A working day, hour by hour", 75),
    ("What should change first", 45),
]
OPTIONS_AGENDA = [
    ("Opening", 15),
    ("What each option costs", 50),
    ("Whom each option reaches", 50),
    ("Where we agree and where we do not", 35),
]
FOCUS_THERE = ("workers", "rural", "confederation", "employers", "inspectorate", "university", "commission")
FOCUS_ABSENT = ("freeunions",)
FOCUS_REMARKS = (
    ("workers", 2, "The day ends when the last child sleeps. Nobody counts the hours after that, not even we."),
    ("rural", 2, "Who comes from another island has no room of her own to go to on the free day."),
    ("employers", 2, "Many families do not know that there is a limit at all. Tell them before you fine them."),
    ("inspectorate", 3, "We may not enter a home. A complaint line would reach us where an inspection cannot."),
    ("confederation", 3, "A written contract first. Everything else is argued about until it is written."),
)
FOCUS_POSITIONS = (
    ("workers", 3, "supports", ""),
    ("confederation", 3, "supports", ""),
    ("employers", 3, "reserves", "If the model contract is two pages long and free of charge."),
    ("inspectorate", 3, "open", "The ministry has to say who answers the line."),
)
FOCUS_TEXT = """Twelve workers who live in told of their days in the morning, among themselves. After lunch those who employ, inspect and organise joined and listened for an hour before they answered.

The group agreed on five findings, word by word. The university wrote them down and read them back."""
FOCUS_ITEMS: tuple[tuple[str, str, int, str], ...] = (
    ("decision", "The five findings go into the chapter on evidence as they were agreed.", 2, ""),
    ("contention", "Whether a complaint line belongs to the inspectorate or to the human-rights commission.", 3, ""),
    ("task", "Draft a model contract of two pages for the next meeting.", 3, "confederation"),
    ("task", "Ask the ministry who would answer a complaint line.", 3, "inspectorate"),
)
OPTIONS_THERE = (
    "labour", "finance", "socialsecurity", "committee", "opposition", "confederation", "freeunions", "chamber",
    "employers", "workers", "university",
)  # fmt: skip
OPTIONS_REMARKS = (
    ("finance", 2, "A flat contribution is affordable below two per cent of the budget line; the voucher is not, yet."),
    ("socialsecurity", 3, "Only the voucher reaches those who work for several families in one week."),
    ("chamber", 2, "No contribution may fall due for the years before the law."),
    ("workers", 3, "Who works four mornings for four families has no employer in your table. We are that line."),
    ("opposition", 4, "We can live with the flat contribution if the pilot has a date."),
)
OPTIONS_POSITIONS = (
    ("finance", 4, "reserves", "With a ceiling in the text."),
    ("workers", 4, "supports", ""),
    ("socialsecurity", 4, "supports", ""),
    ("chamber", 4, "opposes", "As long as earlier years are not excluded."),
    ("opposition", 4, "open", "Our congress decides in spring."),
)
OPTIONS_TEXT = """Each option was presented by a side that does not favour it. Both tables were filled in by the whole group, figure by figure.

Those present lean towards a flat monthly contribution now and a voucher pilot on two islands."""
OPTIONS_ITEMS: tuple[tuple[str, str, int, str], ...] = (
    ("decision", "Flat contribution and voucher pilot are worked out side by side.", 4, ""),
    ("contention", "Contributions for the years before the law.", 2, ""),
    ("task", "Cost the pilot on two islands.", 2, "socialsecurity"),
)
