"""What came of the tools of the main story: a study visit, a mission, a training, a workshop of parties, grants, a talk."""

from __future__ import annotations

from typing import Any

from dialogues.activities.states.activities import Tool
from dialogues.states import Phase

TITLE_OF_TALK = "Talk with the budget directorate"
FOCUS = {
    "method": "focus_group",
    "questions": "When does your day begin, and who says when it ends?\nWhat would you change first, if one thing could change tomorrow?",
    "findings": "Hours after the evening meal are counted by nobody. The free day has no place to be spent. A written contract is wanted before anything else.",
    "limits": "Nobody came from the two smallest islands, and no migrant worker spoke.",
    "observed": "Two of the youngest spoke only after the tea break, when the employers had not come yet.",
    "results": "Five findings, agreed word by word.",
    "outcomes": "The convenor of the employers has asked for the findings to read them to her members.",
}
FOCUS_GROUPS = (
    {"group": "Workers who live in", "people": 12, "words": "The day ends when the last child sleeps."},
    {"group": "Those who employ, inspect and organise", "people": 9, "words": "Many families know of no limit at all."},
)
VISIT: dict[str, Any] = {
    "tool": Tool.STUDY_VISITS,
    "title": "Visit to a country with vouchers",
    "phase": Phase.CONSENSUS,
    "purpose": "See at first hand what hourly vouchers ask of those who run them, before the options are weighed.",
    "output": "Option B, hourly voucher",
    "is_necessary": "On paper both options look alike; what a counter does on a Monday morning stands in no report.",
    "builds_trust": "Budget directorate, unions and association travel in one bus for four days.",
    "joint_knowledge": "Each evening the group writes one page together; nobody reports alone.",
}
VISIT_SAID = {
    "host": "Social insurance office of the host country",
    "country": "A small country in western Europe",
    "prepared": "A page on our islands, and the question that worries us most: who works for four families in one week.",
    "history": "Vouchers came after two failed laws. The first paid families to declare and was stopped by its cost; the second fined them and reached nobody. The third let banks sell the voucher.",
    "lessons": "The paper took a week; the trust of households took four years. A union that first fought the voucher now sells it.",
    "feasibility": "We have no bank branch on five islands. Without the post office or the telephone the voucher reaches two islands of nine: a pilot, not a law.",
    "results": "A plan for a pilot on two islands.",
    "next": "The institute asks the post office for its figures.",
}
VISIT_STOPS = (
    (-52, "Counter of the insurance office, with those who work there", "Eleven minutes for a first declaration; half of them need an interpreter."),
    (-51, "Union hall, with the organisers", "Why they changed their mind: members came who had never had a payslip."),
)  # fmt: skip
MISSION: dict[str, Any] = {
    "tool": Tool.MISSIONS,
    "title": "Mission of a former head of government",
    "phase": Phase.CONSENSUS,
    "purpose": "Win the ear of the minister of finance, who has not received the dialogue so far.",
    "output": "A budget line for contributions",
    "is_necessary": "The directorate will not move before its minister has said that it may.",
    "builds_trust": "The envoy meets the workers’ association before the minister, and says so to him.",
    "joint_knowledge": "The envoy carries the analysis, as all sixteen endorsed it, and no other paper.",
}
MISSION_SAID = {
    "envoys": "A former prime minister from another island state",
    "context": "Budget proposals close on 1 October. The last government fell over a social contribution; the word “mandatory” is best left to others.",
    "stakeholders": "Sixteen organisations endorse the analysis. The ministry of finance did so with a reservation, and the largest party of the opposition decides in spring.",
    "purpose_of_meetings": "From the minister: leave to cost the flat contribution. A good answer names an official and a date. From the committee: an hour on its agenda.",
    "obtained": "The budget directorate may cost two options until the end of the quarter. The committee has set aside an hour.",
    "price": "The minister of labour hears of it a day before, from us: this is her file.",
    "outcomes": "The directorate sent its deputy to the deliberation, for the first time.",
}
AUDIENCES = (
    (-28, "Minister of finance", "It costs less to count now than to pay arrears later.", "The directorate may cost both options; no word in public until it has."),
    (-27, "President of the committee on social affairs", "The code is read in February; come before that.", "An hour on the agenda, date to be named."),
)  # fmt: skip
COURSE: dict[str, Any] = {
    "tool": Tool.TRAINING,
    "title": "How a budget is made",
    "phase": Phase.ASSESSMENT,
    "purpose": "Everybody at the table can follow what a recommendation costs, and say where the money is looked for.",
    "is_necessary": "Half of the table has never read a budget; those who have would decide alone.",
    "builds_trust": "A budget official and an organiser teach together and sit in the last row afterwards.",
    "joint_knowledge": "Mixed groups cost one real recommendation and compare.",
}
COURSE_SAID = {
    "curriculum": "1. Where the money comes from\n2. Who proposes, who decides, until when\n3. Costing one recommendation\n4. What a ceiling is, and who may lift it",
    "trainers": "Budget directorate and General Confederation of Workers, together",
    "embedded": "Recommendation R4 is costed in the third session; the figures go to the working group.",
    "learned": "The association showed the officials what a household pays in cash; the officials showed what a line is.",
}
TRAINEES = (
    ("workers", "Treasurer of the association", 1, 4, "I can now ask which line."),
    ("rural", "Coordinator on the northern islands", 2, 4, ""),
    ("freeunions", "Member of the women’s committee", 2, 3, ""),
    ("employers", "Member of the board", 3, 4, ""),
    ("commission", "Legal officer", 3, 5, "Rights have prices; it helps to say them."),
    ("university", "Research assistant", 4, 4, ""),
)
PARTIES: dict[str, Any] = {
    "tool": Tool.MULTI_PARTY,
    "title": "Workshop with five parties",
    "phase": Phase.CONSENSUS,
    "purpose": "Every party knows what is coming and can say what it needs in order not to stand in the way.",
    "is_necessary": "The law is voted by those who were not asked yet.",
    "builds_trust": "All sit at one round table; nobody speaks to the press before the fifth has spoken.",
    "joint_knowledge": "Parties write together what a family pays today, with the university’s figures.",
}
PARTIES_SAID = {
    "approach": "All five parties of the assembly were asked on the same day, on the same terms; four came.",
    "agreed": "The figures of the survey are not disputed.",
    "agenda": "The committee puts the subject on its agenda twice a year.",
}
STANDS = (
    ("opposition", "", "against", "open", "The minimum wage is what divides them, not this."),
    ("women", "", "for", "for", ""),
    ("", "A regional party of the southern islands", "unknown", "reluctant", "Fears that inspectors will come and teachers will not."),
)  # fmt: skip
PLEDGES = (
    ("opposition", "", "no_boycott", "We will not leave the room when the pilot is voted, if it has a date."),
    ("women", "", "endorse", "We endorse the Roadmap."),
)
SCHEME: dict[str, Any] = {
    "tool": Tool.GRANTS,
    "title": "Small grants for putting recommendations into practice",
    "phase": Phase.MONITORING,
    "purpose": "Those whose task it is anyway can begin before the budget does.",
    "is_necessary": "A recommendation without its first thousand waits a year.",
    "builds_trust": "Applicants read each other’s plans at a table before they hand them in.",
    "joint_knowledge": "Every report goes onto the shelf for all.",
}
SCHEME_SAID = {
    "call": "Up to six grants of 5,000 to 15,000, for tasks within the mandate of a seat.",
    "priorities": "Set by the domestic workers’ association and the rural network, with the donor in the room.",
    "weighing": "Reach on the smaller islands counts twice.",
}
NOTE = {
    "who": "Deputy budget director",
    "position": "Can carry a flat contribution; fears a voucher without end.",
    "red_lines": "No retroactive contributions, and a ceiling in the text.",
    "contention": "Who pays when one worker has four employers; will meet the association there.",
    "commitments": "Would cost two options, if the minister is asked by somebody he cannot refuse.",
}
SUMMARY = (
    "The directorate told the host what it needs in order to cost the options: the number of households by income, and a "
    "ceiling as an assumption. The host brings both to the deliberation."
)
RADIO_NOTE = {
    "position": "Wants a series, not a spot.",
    "red_lines": "Will not broadcast a text it may not shorten.",
    "commitments": "Four programmes in the autumn, under an embargo that all keep.",
}
