"""How tools are recorded in which people meet or are addressed: workshops, public events, missions, multi-party workshops."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from dialogues.activities.models import Undertaking
from dialogues.activities.states.records import HeldBack, Method, Pledge, Stand
from inspired.core.models.audit import Tier

from .fields import Kind, Layout, RecordField, RecordPart

HOST = Tier.HOST
PARTY = (
    RecordField("seat", _("Party with a seat"), Kind.SEAT),
    RecordField("party", _("Party without a seat"), Kind.LINE, _("Its name, if it has no seat here.")),
)

WORKSHOPS = Layout(
    (
        RecordField("method", _("Method"), Kind.CHOICE, choices=Method),
        RecordField(
            "questions",
            _("Guiding questions"),
            hint=_("Few and open, in the words of those who come."),
        ),
        RecordField(
            "findings",
            _("Findings"),
            hint=_("What is known now that was not known before; in their words where you can."),
        ),
        RecordField("limits", _("What the findings do not say"), hint=_("Who was not there, what was not asked.")),
        RecordField(
            "observed",
            _("What the facilitator observed"),
            hint=_("Who fell silent and when, what was said in the break."),
            tier=HOST,
        ),
    ),
    (
        RecordPart(
            "groups",
            _("Groups"),
            _("Add a group"),
            (
                RecordField("on", _("Day"), Kind.DAY),
                RecordField("group", _("Who sat together"), Kind.LINE, is_needed=True),
                RecordField("people", _("Number of people"), Kind.NUMBER),
                RecordField("words", _("What this group found")),
            ),
            hint=_("One line for each circle that talked by itself."),
        ),
    ),
)

PUBLIC_EVENTS = Layout(
    (
        RecordField("audience", _("Audience"), hint=_("Whom it is to reach; the audience decides the format.")),
        RecordField(
            "messages",
            _("Messages"),
            hint=_(
                "Three at most, agreed with those in whose name they are said. Held back once a release date is settled; "
                "until one is, participants read them."
            ),
            is_held=True,
        ),
        RecordField("speakers", _("Who speaks for the dialogue"), Kind.LINE),
        RecordField(
            "risks",
            _("What going public could cost"),
            hint=_("Going public early leaves less room for compromise."),
            tier=HOST,
        ),
        RecordField("reached", _("Whom it reached"), hint=_("Numbers and, better, reactions.")),
    ),
    (
        RecordPart(
            "materials",
            _("Materials"),
            _("Add material"),
            (
                RecordField("title", _("Title"), Kind.LINE, is_needed=True),
                RecordField("link", _("Address"), Kind.LINK),
                RecordField("words", _("What it says")),
                RecordField("held", _("When it may be read"), Kind.CHOICE, choices=HeldBack, is_needed=True),
            ),
            hint=_("A press release, a film, a leaflet: what is ready before the day."),
        ),
        RecordPart(
            "coverage",
            _("Media coverage"),
            _("Add a report of the media"),
            (
                RecordField("on", _("Day"), Kind.DAY, is_needed=True),
                RecordField("medium", _("Medium"), Kind.LINE, is_needed=True),
                RecordField("link", _("Address"), Kind.LINK),
                RecordField("words", _("What it said")),
            ),
        ),
    ),
)

MISSIONS = Layout(
    (
        RecordField("envoys", _("Envoys"), Kind.LINE, _("Whom decision-makers will receive, and why them.")),
        RecordField(
            "context",
            _("Briefing of the envoys: a. Context"),
            hint=_("The country, the reform, the moment; what must not be touched."),
            tier=HOST,
        ),
        RecordField(
            "stakeholders",
            _("Briefing of the envoys: b. Stakeholders"),
            hint=_("Who is at the table, who is not, what divides them."),
            tier=HOST,
        ),
        RecordField(
            "purpose_of_meetings",
            _("Briefing of the envoys: c. Purpose of the meetings"),
            hint=_("What to ask of whom, and what would be a good answer."),
            tier=HOST,
        ),
        RecordField("obtained", _("What was obtained"), hint=_("As those who gave it would say it themselves.")),
        RecordField(
            "price",
            _("What it may cost"),
            hint=_("A mission cuts both ways: who could feel passed over?"),
            tier=HOST,
        ),
    ),
    (
        RecordPart(
            "audiences",
            _("Meetings of the mission"),
            _("Add a meeting of the mission"),
            (
                RecordField("on", _("Day"), Kind.DAY, is_needed=True),
                RecordField("whom", _("With whom"), Kind.LINE, is_needed=True),
                RecordField("message", _("Message")),
                RecordField("obtained", _("What was obtained")),
            ),
            tier=HOST,
        ),
    ),
)

MULTI_PARTY = Layout(
    (
        RecordField(
            "approach",
            _("How the parties were involved"),
            hint=_("All that are willing, on the same terms; strategically, and not to co-opt them."),
        ),
        RecordField("agreed", _("What the parties agreed on")),
        RecordField("agenda", _("How it stays on the agenda of parties and parliament")),
    ),
    (
        RecordPart(
            "positions",
            _("Positions before and after"),
            _("Add the position of a party"),
            (
                *PARTY,
                RecordField("before", _("Before"), Kind.CHOICE, choices=Stand),
                RecordField("after", _("After"), Kind.CHOICE, choices=Stand),
                RecordField("words", _("Why, as far as you know")),
            ),
            tier=HOST,
        ),
        RecordPart(
            "undertakings",
            _("Undertakings of parties"),
            _("Add an undertaking"),
            (
                *PARTY,
                RecordField("pledge", _("Undertakes"), Kind.CHOICE, choices=Pledge, is_needed=True),
                RecordField("on", _("Given on"), Kind.DAY),
                RecordField("words", _("In its own words")),
            ),
            table=Undertaking,
            hint=_("Participants read them: write down what a party has said in front of others."),
        ),
    ),
)
