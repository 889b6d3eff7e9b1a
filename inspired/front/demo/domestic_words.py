"""The longer words of the main story: its set-up, its ground rules, the closing of its first phase."""

from typing import Any

SET_UP: dict[str, Any] = {
    "title": "Decent work for domestic workers",
    "purpose": "Make the rules for domestic work ready for the labour code’s first reading in February, with everyone "
    "who will have to live by them.",
    "country": "Ilhas do Sul",
    "language": "en",
    "other_languages": ["pt"],
    "time_zone": "Atlantic/Cape_Verde",
    "short_label": "The islands dialogue",
    "contact": "host@example.org, every weekday from 9 to 12",
    "host_organisation": "National Women’s Rights Organisation",
    "donor": "Delegation of the Union",
    "government_counterpart": "Ministry of Labour, Directorate of Labour",
    "incentives": "Trade preferences are monitored against the conventions on equal pay and on discrimination; a report "
    "on domestic work is due next year. Ilhas do Sul is a fictional country, and everything in this dialogue is invented.",
}
RULES: dict[str, Any] = {
    "text": (
        "1. Everybody speaks for their organisation, and says so when they do not.\n\n"
        "2. Workers and employers have the same time to speak.\n\n"
        "3. What is said in the room stays in the room; what is written down is shown to everybody first.\n\n"
        "4. The host takes no side, never signs, and writes down who decided what, and why.\n\n"
        "5. A text is agreed when each organisation has answered on its exact wording."
    ),
    "publication": "An analysis is published once it is adopted. Drafts and single contributions are not published.",
}
CLOSING = (
    {
        "key": "pertinent",
        "question": "Is the dialogue pertinent, and is this the moment for it?",
        "answer": "Yes. The code has its first reading in February, and the budget is proposed in October.",
        "open_items": [],
    },
    {
        "key": "policy_area",
        "question": "Was the policy area validated, adjusted or changed?",
        "answer": "Adjusted: from informal labour to domestic work.",
        "open_items": [],
    },
    {
        "key": "missing",
        "question": "Who is still missing from the table?",
        "answer": "Migrant domestic workers. A federation is to be invited.",
        "open_items": [],
    },
    {
        "key": "indicators",
        "question": "Which policy indicators were agreed?",
        "answer": "Four: social-security cover, written contracts, pay below the minimum wage, complaints handled.",
        "open_items": [],
    },
    {
        "key": "ways",
        "question": "Were the ways of working together agreed?",
        "answer": "Yes, by all seventeen seats.",
        "open_items": [],
    },
    {
        "key": "adopted",
        "question": "Was the Participatory Policy Analysis adopted as a first agreement?",
        "answer": "Version 1, by fourteen of sixteen; the cost of contributions remains disputed.",
        "open_items": ["One reservation is open."],
    },
)
FINANCE = {
    "reason": "A text that the ministry signs cannot leave the budget open: a subsidy of contributions without a ceiling "
    "would bind the next three budgets.",
    "wording": "Any public share of the contribution stays within a ceiling that is set in the budget law.",
}
