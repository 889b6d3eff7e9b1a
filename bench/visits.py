"""The pages that are measured, and who opens each."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.urls import NoReverseMatch, reverse

from bench.filling import Filled
from dialogues.documents.states import Position
from dialogues.services.invitations import PURPOSE
from inspired.core.models import User
from inspired.core.models.sessions import SessionStore
from inspired.core.tokens import derive

FOCUS_GROUPS = (7, "workshops-and-focus-groups")


@dataclass
class Visit:
    """One page: its name, who opens it and what is sent. A visit without a path is a page that does not exist yet."""

    name: str
    role: str
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    form_on: str = ""
    is_first: bool = False
    grows: bool = False

    def as_plan(self, cookies: dict[str, str]) -> dict[str, Any]:
        """Return what the measuring process needs to know."""
        return {**asdict(self), "cookies": {"session": cookies[self.role]} if self.role in cookies else {}}


def sign_in(user: User) -> str:
    """Open a session as a sign-in does and return its key."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["agent"] = "Bench"
    session.create()
    return str(session.session_key)


def invited(made: Filled, *, entered: bool) -> str:
    """Return the session of somebody who followed the link of a mail and, perhaps, gave the address."""
    session = SessionStore()
    link = [made.invitation.pk, made.invitation.generation]
    session["invitation_link"] = link
    if entered:
        session["invitation_entered"] = link
    session.create()
    return str(session.session_key)


def path(name: str, *args: Any, query: str = "") -> str:
    """Return a page's address, or nothing while there is no such page."""
    try:
        return reverse(name, args=args) + query
    except NoReverseMatch:
        return ""


def visits(made: Filled) -> list[Visit]:
    """Return every main page as the role that uses it."""
    return [*_outside(made), *_inside(made), *_table(made), *_activities(made), *_inputs(made), *_documents(made)]


def _outside(made: Filled) -> list[Visit]:
    token = derive(PURPOSE, made.invitation.pk, made.invitation.generation)
    return [
        Visit("sign-in page", "nobody", path("account_login")),
        Visit("home, signed out", "nobody", path("home")),
        Visit("verification page", "nobody", path("verify")),
        Visit("toolkit", "nobody", path("toolkit")),
        Visit("toolkit, host, narrowed", "host", path("toolkit", query="?effort=1")),
        Visit("a tool", "nobody", path("tool", *FOCUS_GROUPS)),
        Visit("a tool, host", "host", path("tool", *FOCUS_GROUPS)),
        Visit("guide", "nobody", path("guide")),
        Visit("a page of the guide", "stakeholder", path("guide_page", "nine-categories")),
        Visit("readings", "nobody", path("readings")),
        Visit("invitation: link of the mail", "nobody", path("invitation", token)),
        Visit("invitation: address asked", "invited", path("invitation_enter"), is_first=True),
        Visit("invitation: landing", "entered", path("invitation_answer"), is_first=True),
        Visit("welcome page", "stakeholder", path("welcome", made.dialogue.slug), is_first=True),
    ]


def _inside(made: Filled) -> list[Visit]:
    slug = made.dialogue.slug
    return [
        Visit("home of a host", "host", path("home")),
        Visit("home of a stakeholder", "stakeholder", path("home")),
        Visit("dialogues", "host", path("dialogues")),
        Visit("overview, host", "host", path("dialogue", slug)),
        Visit("overview, stakeholder", "stakeholder", path("dialogue", slug)),
        Visit("participants, host", "host", path("participants", slug)),
        Visit("participants, stakeholder", "stakeholder", path("participants", slug)),
        Visit("delegates", "host", path("delegate_list", slug)),
        Visit("contact list", "host", path("contacts", slug)),
        Visit("calls of the day", "host", path("contact_calls", slug)),
        Visit("contact log", "host", path("contact_log", slug)),
        Visit("audit trail", "host", path("audit_trail", slug)),
        *_groups(made),
        Visit("recommendations, host", "host", path("recommendations", slug)),
        Visit("recommendations, stakeholder", "stakeholder", path("recommendations", slug)),
        Visit("one recommendation", "host", path("recommendation", slug, 1)),
        Visit("Roadmap", "host", path("roadmap", slug)),
        *_monitoring(made),
        *_appraisals(made),
    ]


def _monitoring(made: Filled) -> list[Visit]:
    slug = made.dialogue.slug
    return [
        Visit("commitments, board of the host", "host", path("monitoring", slug)),
        Visit("commitments, stakeholder", "stakeholder", path("monitoring", slug)),
        Visit("trace, 40 recommendations and 400 sources at the large size", "stakeholder", path("trace", slug)),
        Visit("timeline of commitments", "stakeholder", path("timeline", slug)),
    ]


def _groups(made: Filled) -> list[Visit]:
    slug, group = made.dialogue.slug, made.groups[0].pk
    return [
        Visit("groups, board of the host", "host", path("groups", slug)),
        Visit("groups, stakeholder", "stakeholder", path("groups", slug)),
        Visit("one group, host", "host", path("group", slug, group)),
        Visit("one group, member", "stakeholder", path("group", slug, group)),
        Visit("tasks of a group", "host", path("tasks", slug, group)),
    ]


def _appraisals(made: Filled) -> list[Visit]:
    here = [made.dialogue.slug, made.appraisal.challenge.number, made.appraisal.number]
    seat = made.seats[0].pk
    return [
        Visit("options compared", "stakeholder", path("options", *here[:2])),
        Visit("appraisal, host", "host", path("appraisal", *here)),
        Visit("appraisal form of one option", "stakeholder", path("appraisal_judge", *here, seat, "A")),
        Visit("appraisal results, host", "host", path("appraisal_results", *here)),
        Visit("order and weights, host", "host", path("appraisal_weights", *here)),
    ]


def _table(made: Filled) -> list[Visit]:
    slug, asked = made.dialogue.slug, made.pulse.pk
    return [
        Visit("letters, list", "host", path("letters", slug)),
        Visit("letters, to whom", "host", path("letter_run_new", slug)),
        Visit("letters as XLSX", "host", path("letters", slug, query="?format=xlsx"), grows=True),
        Visit("shelf", "stakeholder", path("shelf", slug)),
        Visit("pulses, host", "host", path("pulses", slug)),
        Visit("pulse, stakeholder", "stakeholder", path("pulse", slug, asked)),
        Visit("messages, host", "host", path("messages", slug)),
        Visit("notifications", "stakeholder", path("notifications")),
    ]


def _activities(made: Filled) -> list[Visit]:
    slug, meeting, activity = made.dialogue.slug, made.meeting.pk, made.meeting.activity_id
    return [
        Visit("activities, host", "host", path("activities", slug)),
        Visit("activities, stakeholder", "stakeholder", path("activities", slug)),
        Visit("balance of activities", "host", path("activity_balance", slug)),
        Visit("one activity, host", "host", path("activity", slug, activity)),
        Visit("one activity, stakeholder", "stakeholder", path("activity", slug, activity)),
        Visit("record of an activity", "host", path("activity_record", slug, activity)),
        Visit("meeting, host", "host", path("meeting", slug, meeting)),
        Visit("room, 60 seats at the large size", "host", path("meeting_room", slug, meeting)),
    ]


def _inputs(made: Filled) -> list[Visit]:
    slug, call = made.dialogue.slug, made.draft_call.pk
    form = path("answer_edit", slug, call, made.seats[0].pk)
    answer = {f"q{question.pk}": (question.choices or ["3"])[0] for question in made.draft_call.questions.all()}
    return [
        Visit("calls", "host", path("call_list", slug)),
        Visit("one call", "host", path("call", slug, made.calls[0].pk)),
        Visit("input table, host", "host", path("inputs", slug)),
        Visit("input table, stakeholder", "stakeholder", path("inputs", slug)),
        Visit("input table, searched", "host", path("inputs", slug, query="?q=inspection")),
        Visit("input table as XLSX", "host", path("inputs", slug, query="?format=xlsx"), grows=True),
        Visit("ledger", "host", path("ledger", slug)),
        Visit("one entry", "host", path("entry", slug, 3)),
        Visit("answer form", "stakeholder", form),
        Visit("answer form, saved", "stakeholder", form, fields=answer, form_on=form),
    ]


def _documents(made: Filled) -> list[Visit]:
    slug, document, version = made.dialogue.slug, made.document.pk, made.version.number
    invitee = made.round.invitees.get(seat=made.seats[0])
    answer = path("round_answer", slug, document, made.round.number, invitee.pk)
    words = {
        "step": "give",
        "answer-position": Position.ABSTAIN,
        "answer-note": "We have no view.",
        "position": Position.ABSTAIN,
        "note": "We have no view.",
    }
    return [
        Visit("documents", "host", path("documents", slug)),
        Visit("document, host", "host", path("document", slug, document)),
        Visit("document, stakeholder", "stakeholder", path("document", slug, document)),
        Visit("comments", "host", path("comments", slug, document)),
        Visit("comment form", "stakeholder", path("comment_new", slug, document)),
        Visit("section form", "host", path("section_edit", slug, document, "issue")),
        Visit("version", "stakeholder", path("version", slug, document, version)),
        Visit("round, host", "host", path("round", slug, document, made.round.number)),
        Visit("round, stakeholder", "stakeholder", path("round", slug, document, made.round.number)),
        Visit("answer to the round", "stakeholder", answer),
        Visit("answer to the round, given", "stakeholder", answer, fields=words, form_on=answer),
    ]


def cookies(made: Filled) -> dict[str, str]:
    """Return a session for every role."""
    return {
        "host": sign_in(made.host),
        "stakeholder": sign_in(made.people[0]),
        "invited": invited(made, entered=False),
        "entered": invited(made, entered=True),
    }
