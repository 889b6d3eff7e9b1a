"""How tools are recorded that strengthen and support: study visits, grants, training, coaching, international peers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Grant, Instalment, Trainee
from dialogues.activities.states.records import Confidence, GoalState, GrantState
from inspired.core.models.audit import Tier

from .fields import Kind, Layout, RecordField, RecordPart

HOST, OWN = Tier.HOST, Tier.GROUP

STUDY_VISITS = Layout(
    (
        RecordField("host", _("Who receives the visitors"), Kind.LINE),
        RecordField("country", _("Country"), Kind.LINE),
        RecordField(
            "prepared",
            _("What the hosts were told about this country"),
            hint=_("Hosts who know their visitors show other things."),
        ),
        RecordField(
            "history",
            _("History of the model"),
            hint=_("What came before it, what was tried and given up: the way there, not only the present."),
        ),
        RecordField("lessons", _("Lessons")),
        RecordField(
            "feasibility",
            _("Feasibility here"),
            hint=_("What would fit the real capacities of this country, what would not, and why."),
        ),
    ),
    (
        RecordPart(
            "stops",
            _("Stops of the visit"),
            _("Add a stop"),
            (
                RecordField("on", _("Day"), Kind.DAY, is_needed=True),
                RecordField("where", _("Where, with whom"), Kind.LINE, is_needed=True),
                RecordField("words", _("What was seen and asked")),
            ),
        ),
    ),
)

GRANTS = Layout(
    (
        RecordField("call", _("The call"), hint=_("What is funded, for whom, how much in all.")),
        RecordField(
            "priorities",
            _("How priorities and ways were settled"),
            hint=_("Those who will benefit help to set them from the start."),
        ),
        RecordField("closes_on", _("Applications until the end of"), Kind.DAY),
        RecordField("weighing", _("How applications are weighed"), tier=HOST),
    ),
    (
        RecordPart(
            "grants",
            _("Applications and grants"),
            _("Add an application"),
            (
                RecordField("seat", _("Applicant"), Kind.SEAT, is_needed=True),
                RecordField("project", _("Project"), Kind.LINE, is_needed=True),
                RecordField("recommendation", _("Which recommendation it puts into practice")),
                RecordField("amount", _("Amount"), Kind.MONEY),
                RecordField("currency", _("Currency"), Kind.LINE, _("Three letters, for example EUR.")),
                RecordField("state", _("State"), Kind.CHOICE, choices=GrantState, is_needed=True),
                RecordField("decided_on", _("Decided on"), Kind.DAY),
                RecordField("reason", _("Reason"), hint=_("The applicant reads it.")),
            ),
            tier=OWN,
            table=Grant,
            hint=_("Until a grant is awarded, only the applicant and the host team know of it."),
        ),
        RecordPart(
            "instalments",
            _("Instalments and reports"),
            _("Add an instalment"),
            (
                RecordField("grant", _("Grant"), Kind.GRANT, is_needed=True),
                RecordField("amount", _("Amount"), Kind.MONEY, is_needed=True),
                RecordField("due_on", _("To be paid on"), Kind.DAY, is_needed=True),
                RecordField("paid_on", _("Paid on"), Kind.DAY),
                RecordField("report_due_on", _("Report until the end of"), Kind.DAY),
                RecordField("reported_on", _("Report came on"), Kind.DAY),
                RecordField("report", _("What the report says")),
            ),
            tier=OWN,
            table=Instalment,
        ),
    ),
)

TRAINING = Layout(
    (
        RecordField(
            "curriculum", _("Curriculum"), hint=_("Session by session; joint classes teach more than lectures.")
        ),
        RecordField("trainers", _("Trainers"), Kind.LINE),
        RecordField(
            "embedded",
            _("Which real change it serves"),
            hint=_("Training tires when nothing follows from it."),
        ),
        RecordField("learned", _("What was learned, also from each other")),
    ),
    (
        RecordPart(
            "trainees",
            _("Participants and how they judge themselves"),
            _("Add a participant"),
            (
                RecordField("seat", _("Organisation"), Kind.SEAT, is_needed=True),
                RecordField("who", _("Who"), Kind.LINE),
                RecordField("before", _("I can do what is taught here: before"), Kind.CHOICE, choices=Confidence),
                RecordField("after", _("After"), Kind.CHOICE, choices=Confidence),
                RecordField("words", _("In their own words")),
            ),
            tier=OWN,
            table=Trainee,
            hint=_("Each organisation reads its own; all read the average, once five people have answered twice."),
        ),
    ),
)

COACHING = Layout(
    (
        RecordField("coach", _("Coach"), Kind.LINE, _("A coach from here knows more than one might think.")),
        RecordField(
            "strategy",
            _("Why this organisation"),
            hint=_("Coaching is costly and may make others envious: say which weak link it strengthens."),
            tier=HOST,
        ),
    ),
    (
        RecordPart(
            "goals",
            _("Goals"),
            _("Add a goal"),
            (
                RecordField("seat", _("Organisation"), Kind.SEAT, is_needed=True),
                RecordField("goal", _("Goal"), Kind.LINE, is_needed=True),
                RecordField("state", _("How far"), Kind.CHOICE, choices=GoalState, is_needed=True),
                RecordField("words", _("Progress")),
            ),
            tier=OWN,
            hint=_("The organisation and the host team read them."),
        ),
        RecordPart(
            "sessions",
            _("Sessions"),
            _("Add a session"),
            (
                RecordField("on", _("Day"), Kind.DAY, is_needed=True),
                RecordField("seat", _("Organisation"), Kind.SEAT, is_needed=True),
                RecordField("words", _("What was worked on")),
                RecordField("next", _("Until the next time"), Kind.LINE),
            ),
            tier=OWN,
        ),
    ),
)

PEERS = Layout(
    (
        RecordField("country", _("Country"), Kind.LINE),
        RecordField("peer", _("Peer"), Kind.LINE, _("The organisation and what it does; people only if they agree.")),
        RecordField("experience", _("Experience"), hint=_("What they did, what went wrong, what it cost.")),
        RecordField("alike", _("Where the two contexts are alike, and where not")),
        RecordField("use", _("What this dialogue makes of it")),
    ),
    (
        RecordPart(
            "questions",
            _("Questions and advice"),
            _("Add a question"),
            (
                RecordField("on", _("Day"), Kind.DAY),
                RecordField("question", _("Question"), is_needed=True),
                RecordField("advice", _("Advice")),
            ),
        ),
    ),
)
