"""The four priorities of the main story and their twelve recommendations: what, by whom, when and with what; and what two rounds said."""

from __future__ import annotations

from typing import Any, NamedTuple

from dialogues.documents.states import Position

PRIORITIES = (
    ("recognition", "Domestic work is not recognised as work", "The code is silent on hours, night work and rest of those who live in."),
    ("protection", "Social protection does not fit several employers", "Insurance follows one full-time workplace; most workers have three."),
    ("enforcement", "Rights cannot be enforced in a private home", "Complaints are heard and go nowhere; no inspector has ever entered a home."),
    ("voice", "Those concerned have neither voice nor skills that are recognised", "They have no place in the bodies that decide about them."),
)  # fmt: skip


class Recommended(NamedTuple):
    """One recommendation: its priority, its sentence, who leads, who supports with what, months, and everything else."""

    priority: str
    title: str
    text: str
    lead: tuple[str, str]
    support: tuple[tuple[str, str], ...]
    months: tuple[int, int]
    said: dict[str, Any]


RECOMMENDED = (
    Recommended(
        "recognition",
        "Add a chapter on domestic work to the labour code",
        "The chapter regulates hours, night work, weekly rest and pay in kind, and defines who is the employer when an agency places a worker.",
        ("labour", "Brings the chapter into the revision of the code"),
        (("committee", "Puts it on the agenda of the first reading"), ("commission", "Checks it against the convention")),
        (0, 18),
        {"measure": "law", "stage": "formulation", "addressee": "Council of ministers, parliament", "target_group": "All domestic workers",
         "resources": "A drafting group of six, eight meetings", "budget_line": "Ministry of Labour, legislation", "indicators": ["PI-2 written contracts"],
         "rationale": "Without the chapter every other rule stands on sand: courts treat the same work as help among relatives.",
         "standards": "ILO Convention 189, articles 6 and 10", "feasibility": "The session is short and the code is long.",
         "collaboration": "Both union confederations and the employers’ group bring one common text."},
    ),
    Recommended(
        "recognition",
        "Publish a model contract in three languages",
        "One page, with hours, pay, rest and notice, to be signed at the kitchen table; the radio explains it.",
        ("employers", "Tests it in a hundred households"),
        (("workers", "Writes it with them"), ("radio", "Explains it on the air")),
        (0, 6),
        {"measure": "regulation", "stage": "implementation", "addressee": "Ministry of Labour", "target_group": "Households and workers without a contract",
         "resources": "Printing of 20,000 copies", "budget_line": "Donor, grant scheme", "indicators": ["PI-2 written contracts"],
         "rationale": "Nine in ten work without a contract, and most households say that they would sign one."},
    ),
    Recommended(
        "recognition",
        "Ratify the Domestic Workers Convention",
        "The government deposits the ratification once the chapter has entered into force.",
        ("labour", "Prepares the dossier"),
        (("committee", "Reports on it to the plenary"),),
        (18, 36),
        {"measure": "law", "stage": "agenda", "addressee": "Parliament", "target_group": "All domestic workers",
         "rationale": "A convention lasts longer than a government.", "indicators": ["Ratification deposited"], "standards": "ILO Convention 189"},
    ),
    Recommended(
        "protection",
        "Introduce one flat monthly contribution for all households of a worker",
        "Each household pays by the hours worked, in one amount a month, by telephone or at the post office; time before the law is not charged.",
        ("socialsecurity", "Opens the account for each worker and collects"),
        (("finance", "Carries the public share within the ceiling"), ("confederation", "Explains it to its members")),
        (6, 18),
        {"measure": "budget", "stage": "formulation", "addressee": "Council of ministers", "target_group": "Workers with several employers",
         "resources": "0.1 per cent of the budget, eleven officers", "budget_line": "Budget of the institute, line 4.2", "indicators": ["PI-1 covered by social security"],
         "rationale": "Insurance follows one full-time workplace today, and most have three.", "feasibility": "The ministry of finance fears that the share grows.",
         "collaboration": "The ceiling is written into the text, and the university counts every year.", "capacity_gaps": "The institute has no telephone desk."},
    ),
    Recommended(
        "protection",
        "Try an hourly voucher on two islands",
        "Households buy vouchers by the hour; the voucher is pay and insurance in one. After eighteen months everybody looks at the figures.",
        ("socialsecurity", "Issues and settles the vouchers"),
        (("workers", "Finds the households"), ("university", "Evaluates the pilot"), ("rural", "Takes part on the second island")),
        (6, 24),
        {"measure": "programme", "stage": "implementation", "addressee": "Social Security Institute", "target_group": "Workers with three or more employers on two islands",
         "resources": "One year of printing and settlement", "budget_line": "Donor, technical assistance", "indicators": ["PI-1 covered by social security"],
         "rationale": "The voucher fits several employers best, and nobody here has tried it.", "capacity_gaps": "Nobody has settled vouchers before."},
    ),
    Recommended(
        "protection",
        "Open one place of registration, also by telephone",
        "One form in place of three counters; the call is free and may be made by the worker or by the household.",
        ("socialsecurity", "Runs the place and the call"),
        (("statistics", "Builds the register"), ("freeunions", "Collect forms in four towns")),
        (0, 6),
        {"measure": "institution", "stage": "implementation", "addressee": "Social Security Institute", "target_group": "Workers and households outside the capital",
         "resources": "Two desks, one line", "budget_line": "Budget of the institute, line 4.3", "indicators": ["PI-1 covered by social security"],
         "rationale": "A household visits three counters in the capital today.", "feasibility": "The registers of two institutes do not fit each other."},
    ),
    Recommended(
        "enforcement",
        "Agree on a protocol for inspection by consent, with mediation first",
        "A visit is announced, the worker may ask for it, and mediation is offered at a neutral place; without consent a judge decides.",
        ("inspectorate", "Writes the protocol and trains for it"),
        (("employers", "Make it known"), ("commission", "Mediates")),
        (6, 18),
        {"measure": "regulation", "stage": "formulation", "addressee": "Labour Inspectorate", "target_group": "Workers who live in",
         "resources": "A mediator in each municipality", "budget_line": "Inspectorate, running costs",
         "rationale": "No inspector has ever asked a judge for an order.", "standards": "Constitution, article 41"},
    ),
    Recommended(
        "enforcement",
        "Open a complaint line at the human rights commission",
        "Free and in two languages; whoever calls is told within ten days what was done.",
        ("commission", "Runs the line"),
        (("women", "Speaks for it in its party"), ("radio", "Makes the number known")),
        (0, 6),
        {"measure": "institution", "stage": "implementation", "addressee": "Human Rights Commission", "target_group": "Workers who live in",
         "resources": "Two people and a line", "budget_line": "Donor, grant scheme", "indicators": ["PI-4 complaints handled"],
         "rationale": "Complaints are heard today and go nowhere."},
    ),
    Recommended(
        "enforcement",
        "Train inspectors for private homes",
        "Forty hours on mediation, domestic law and language; unions and the employers’ group teach two of the days.",
        ("inspectorate", "Sends twelve inspectors"),
        (("university", "Prepares the course"), ("confederation", "Teaches one of the days")),
        (6, 18),
        {"measure": "capacity", "stage": "implementation", "addressee": "Ministry of Labour", "target_group": "Twelve inspectors",
         "resources": "Forty hours twice a year", "indicators": ["Inspectors trained"],
         "rationale": "Inspectors know factories, not kitchens.", "capacity_gaps": "No trainer knows both the law and the home."},
    ),
    Recommended(
        "voice",
        "Recognise associations of domestic workers in the bodies that decide",
        "A seat in the council of social security and one in the wage commission, chosen by the associations themselves.",
        ("workers", "Chooses who sits there"),
        (("confederation", "Gives up one of its seats"), ("opposition", "Proposes it in parliament")),
        (6, 18),
        {"measure": "law", "stage": "agenda", "addressee": "Council of ministers", "target_group": "Associations of workers",
         "indicators": ["Seats held by associations"], "rationale": "Those concerned have no place in the bodies that decide about them."},
    ),
    Recommended(
        "voice",
        "Certify the skills of domestic workers",
        "A qualification in care, cooking and household management, acquired at work and examined in two days.",
        ("freeunions", "Examines with the vocational centre"),
        (("university", "Writes the standard"), ("rural", "Runs the first course")),
        (18, 36),
        {"measure": "capacity", "stage": "formulation", "addressee": "Vocational training council", "target_group": "Workers with three years of practice",
         "indicators": ["Certificates given"],
         "rationale": "Ten years of practice count for nothing when a worker changes the household."},
    ),
    Recommended(
        "voice",
        "Run a radio campaign of six months",
        "Two minutes a day in two languages: what applies to us, where to register, whom to call.",
        ("radio", "Broadcasts and writes it"),
        (("workers", "Brings the voices"), ("women", "Carries it to its meetings"), ("chamber", "Tells its members")),
        (0, 6),
        {"measure": "awareness", "stage": "implementation", "addressee": "National Radio", "target_group": "Workers and households everywhere",
         "resources": "Airtime of sixty hours", "budget_line": "Donor, grant scheme", "indicators": ["PI-1 covered by social security"],
         "rationale": "Workers and households ask the same question: what applies to us?"},
    ),
)  # fmt: skip
CHOSEN: dict[
    str, tuple[str, dict[str, str]]
] = {  # the recommendation: the option it carries out, and why others were not chosen
    "Add a chapter on domestic work to the labour code": (
        "A chapter of its own in the labour code",
        {"A decree under the code as it stands": "A decree can go with the next minister."},
    ),
    "Recognise associations of domestic workers in the bodies that decide": (
        "Seats of their own in the bodies that decide",
        {"A hearing before each decision": "Who is heard is decided anew each time, by others."},
    ),
    "Introduce one flat monthly contribution for all households of a worker": (
        "A single monthly flat contribution",
        {
            "An agreement for the sector": "Households have no organisation yet that could sign for them.",
            "The rules as they are, with a campaign": "Nobody can be asked to follow rules that fit one employer alone.",
        },
    ),
    "Try an hourly voucher on two islands": (
        "An hourly voucher",
        {"The rules as they are, with a campaign": "A campaign teaches nothing about what would work."},
    ),
    "Agree on a protocol for inspection by consent, with mediation first": (
        "By consent, with mediation first",
        {"By order of a judge": "None was ever asked for; it remains the way when consent is refused."},
    ),
}
OFFICERS = "Eleven officers are nine in our budget; the other two come in the second year."
WHY_OFFICERS = "The budget of the coming year is not voted yet. We come back to it with its figures."
FIRST_NOTE = "First complete Roadmap: four priorities, twelve recommendations."
ASKED = "Please read what stands beside your own name; a reservation is welcome and stays visible."
FIRST_SAID: dict[str, tuple[str, dict[str, str]]] = {  # by seat; whoever is not named endorses
    "chamber": (Position.RESERVE, {}),
    "opposition": (Position.RESERVE, {}),
    "finance": (Position.NOT_YET, {"note": "The ceiling must be in the budget proposal before we sign."}),
    "employers": (Position.ABSTAIN, {"note": "Our members meet only after the deadline."}),
}
WISHES = {
    "chamber": {
        "paragraph_id": "rec-4",
        "reason": "The recommendation says that time before the law is not charged; the text for households must say it as well.",
        "wording": "No contribution is asked for time before the law, from nobody.",
    },
    "opposition": {
        "paragraph_id": "rec-7",
        "reason": "Our voters read this as inspectors at the door.",
        "wording": "Nobody is fined for refusing a visit.",
    },
}
WHY_AGAIN = "Thirteen of sixteen organisations stand behind version 1, two of them with a reservation that can be met in a sentence."
CHANGED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    (
        "Introduce one flat monthly contribution for all households of a worker",
        "what",
        {"text": "Each household pays by the hours worked, in one amount a month, by telephone or at the post office. No contribution is "
         "asked for time before the law."},
    ),
    (
        "Agree on a protocol for inspection by consent, with mediation first",
        "what",
        {"text": "A visit is announced, the worker may ask for it, and mediation is offered at a neutral place. Nobody is fined for "
         "refusing a visit; where there is good reason to suspect abuse, a judge decides."},
    ),
    (
        "Certify the skills of domestic workers",
        "when",
        {"resources": "A fund for fees", "budget_line": "Donor, technical assistance"},
    ),
)  # fmt: skip
RESOLVED = {
    "chamber": "Recommendation 4 and the part on implementation say it in version 2.",
    "opposition": "Recommendation 7 says it in version 2; a judge decides only where abuse is suspected.",
}
SECOND_NOTE = "Two reservations are met: no contributions for time before the law, and no fine for refusing a visit."
ASKED_AGAIN = "Three recommendations are changed; “What changed” shows each word. Your answer of the first round does not count for this text."
CHAMBER_AGAIN = {
    "paragraph_id": "rec-5",
    "reason": "The pilot should say beforehand which result would end it.",
    "wording": "After eighteen months it ends, unless the figures speak for it.",
}
