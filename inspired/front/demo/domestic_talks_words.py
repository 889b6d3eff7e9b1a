"""What is said in the two appraisals without a score: how the law could recognise the work, and how those concerned speak."""

from __future__ import annotations

from dialogues.states import Category

RECOGNISING = (
    {
        "title": "A chapter of its own in the labour code",
        "text": "The code that is being revised gets a chapter on hours, night work, weekly rest and pay in kind.",
        "implications": "One more chapter in a reading that is on the calendar already.",
        "gains": "The same rights as in any other work, and courts that know them.",
        "losses": "Households that employ somebody for two hours a week stand under the whole code.",
        "measure": "law",
        "stage": "formulation",
    },
    {
        "title": "A decree under the code as it stands",
        "text": "The minister orders how the general rules on hours and rest are applied in private homes.",
        "implications": "Can be signed within two months.",
        "gains": "Quick, and changed as quickly when it does not work.",
        "losses": "What one minister signs another can take back.",
        "measure": "regulation",
        "stage": "implementation",
    },
)
SPEAKING = (
    {
        "title": "Seats of their own in the bodies that decide",
        "text": "The associations choose who sits in the council of social security and in the wage commission.",
        "gains": "They hear of a decision before it is taken.",
        "losses": "Unions give up one of their seats.",
        "measure": "law",
        "stage": "agenda",
    },
    {
        "title": "A hearing before each decision",
        "text": "Whoever decides about wages or contributions hears the associations first, in public.",
        "gains": "Needs no law and begins at once.",
        "losses": "Hearing is not deciding, and who is heard is chosen by others.",
        "measure": "regulation",
        "stage": "implementation",
    },
)
Said = tuple[str, str, str, str]  # the option's letter, the criterion's key, who gains and who loses
SAID: dict[str, tuple[Said, ...]] = {
    "labour": (
        ("A", "feasibility-administrative", "The inspectorate, which works with one code.", "The drafting group: eight meetings in one session."),
        ("B", "feasibility-administrative", "Us: two months of work and no vote.", ""),
    ),
    "workers": (
        ("A", "fairness", "Whoever lives in: the night and the day of rest are named at last.", ""),
        ("B", "fairness", "", "All of us, the day another minister comes."),
        ("0", "fairness", "", "Nine in ten, as today."),
    ),
    "employers": (
        ("A", "feasibility-social", "Families who wish to do it right and find no rule.", "Those with two hours a week, under rules made for forty."),
        ("B", "access-and-choice", "Families: a page is read, a code is not.", ""),
    ),
    "commission": (
        ("A", "legality", "The courts, which get a rule to judge by.", ""),
        ("B", "legality", "", "The courts: a decree does not bind them where the code is silent."),
    ),
    "committee": (
        ("A", "feasibility-political", "The reading in February: the chapter has friends in both parties.", "A short session with a long code."),
    ),
}  # fmt: skip
DOTS: dict[str, dict[str, int]] = {  # five seats and their advisers, three dots for each person in the room
    Category.ADMINISTRATION: {"0": 1, "A": 5, "B": 6},
    Category.PARTIES: {"A": 3, "B": 3},
    Category.SOCIAL_AGENTS: {"0": 1, "A": 7, "B": 4},
    Category.CIVIL_SOCIETY: {"A": 11, "B": 1},
    Category.ACADEMIA: {"A": 2, "B": 1},
}
IN_THE_ROOM = ("workers", "rural", "confederation", "university")
ON_LAW = (
    "A chapter of its own, brought into the revision that is before parliament. The employers’ group asks that the chapter "
    "says what holds for a few hours a week; the drafting group takes this with it. A decree is kept for the time until then."
)
ON_VOICE = (
    "Seats of their own, beginning with the council of social security. Until the law gives them, the institute hears the "
    "associations before each decision. The confederation gives up one of its seats."
)
