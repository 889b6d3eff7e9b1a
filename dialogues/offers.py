"""What the dialogue itself offers to the ports, registered as this module loads: tabs, things to do, news, questions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import (
    Dialogue,
    GroundRules,
    GroundRulesAnswer,
    Reach,
    Seat,
    reach_of,
    standings_of,
)
from dialogues.models.chains import chain_of
from dialogues.overview import standing_rules
from dialogues.states import Phase, RulesStatus, Status
from dialogues.waiting import Waiting, told_as, waits
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import ClosingQuestion, News, Tab, Todo

FIRST_ASKED = (  # what the dialogue came to, by the keys of the questions; whether something was left open comes after it
    "pertinent",
    "policy_area",
    "missing",
    "indicators",
    "ways",
    "ppa_adopted",
    "challenges",
    "appraisals",
    "position_checks",
    "disputed",
    "roadmap_adopted",
    "process",
    "commitments_followed",
    "network",
    "partnership",
)


@ports.tabs.provide
def overview_tabs(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the overview to everybody who sees the dialogue, and the management pages to the host team."""
    yield Tab("overview", _("Overview"), dialogue.get_absolute_url(), 10)
    if may(user, "dialogues.manage_dialogue", dialogue):
        yield Tab("manage", _("Manage"), reverse("dialogue_manage", args=[dialogue.slug]), 900)


@ports.todo.provide
def host_todos(user: Anyone) -> Iterator[Todo]:
    """Remind hosts of dialogues that are still drafts; one query, none for whoever hosts no draft."""
    drafts = [pk for pk, standing in standings_of(user).items() if standing.is_host and standing.is_draft]
    if not drafts:
        return
    for dialogue in Dialogue.objects.filter(pk__in=drafts, status=Status.DRAFT):
        yield Todo(
            title=_("Open the dialogue when its set-up is complete"),
            url=reverse("dialogue_manage", args=[dialogue.slug]),
            action=_("Go on with the set-up"),
            dialogue_id=dialogue.pk,
            context=dialogue.title,
            rank=6,
        )


def _rules(one: Waiting) -> Todo:
    title = _("Your answer on the ground rules is awaited")
    url = reverse("ground_rules", args=[one.slug])
    return Todo(title, url, _("Read and answer"), one.dialogue, one.named.title, rank=4)


@waits({"rules": _rules})
def rules_waiting(_user: Anyone, reach: Reach) -> Iterator[models.QuerySet[Any, Any]]:
    """Ask delegates for their seat's answer to proposed ground rules; the host team never answers."""
    if not (reach.speaking and (asked := reach.open - reach.team)):
        return
    answered = GroundRulesAnswer.objects.filter(rules=models.OuterRef(models.OuterRef("pk")))
    mine = Seat.objects.filter(pk__in=reach.speaking, dialogue=models.OuterRef("dialogue"), left_at=None)
    unanswered = mine.exclude(pk__in=answered.values("seat"))
    proposed = GroundRules.objects.filter(status=RulesStatus.PROPOSED, dialogue__in=asked)
    yield told_as(proposed.filter(models.Exists(unanswered)), "rules", dialogue="dialogue")


@ports.news.provide
def rules_news(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Tell members about proposed and agreed ground rules."""
    for version in standing_rules(user, dialogue):
        agreed = version.status == RulesStatus.AGREED
        yield News(
            title=_("Ground rules, version %(number)d") % {"number": version.number},
            url=reverse("ground_rules", args=[dialogue.slug]),
            note=_("Ways of working together, attribution and publication"),
            state=str(version.get_status_display()),
            tone="yes" if agreed else "wait",
            at=version.agreed_at if agreed else version.proposed_at,
        )


def asked_at_closing(user: Anyone, dialogue: Dialogue, phase: str) -> list[ClosingQuestion]:
    """Return what the closing of a phase asks: first what the dialogue came to, then what was left open."""
    order = {key: number for number, key in enumerate(FIRST_ASKED)}
    asked = ports.closing_questions.collect(user, dialogue, phase)
    return sorted(asked, key=lambda question: order.get(question.key, len(order)))


@ports.closing_questions.provide
def dialogue_questions(user: Anyone, dialogue: Dialogue, phase: str) -> Iterable[ClosingQuestion]:
    """Ask what the method asks at the end of a phase; for the second and third phase the list is our suggestion."""
    asked = {
        Phase.ASSESSMENT: _assessment_questions,
        Phase.CONSENSUS: _consensus_questions,
        Phase.MONITORING: _monitoring_questions,
    }
    return asked[Phase(phase)](dialogue)


def _assessment_questions(dialogue: Dialogue) -> list[ClosingQuestion]:
    rules = dialogue.ground_rules.filter(status__in=[RulesStatus.AGREED, RulesStatus.PROPOSED])
    return [
        ClosingQuestion(
            "pertinent",
            _("Is the dialogue pertinent, and is this the moment for it?"),
            _("What the participants judged: is there a window of opportunity?"),
        ),
        ClosingQuestion(
            "policy_area",
            _("Was the policy area validated, adjusted or changed?"),
            _("It is now: %(area)s") % {"area": dialogue.policy_area},
        ),
        ClosingQuestion("missing", _("Who is still missing from the table?"), _("Groups, institutions, regions.")),
        ClosingQuestion(
            "indicators", _("Which policy indicators were agreed?"), _("In words: what is measured, and by whom.")
        ),
        ClosingQuestion(
            "ways",
            _("Were the ways of working together agreed?"),
            open_items=_open_rules({version.status for version in rules}),
            url=reverse("ground_rules", args=[dialogue.slug]),
        ),
    ]


def _open_rules(statuses: set[str]) -> tuple[str, ...]:
    if RulesStatus.AGREED in statuses:
        return ()
    if RulesStatus.PROPOSED in statuses:
        return (_("Ground rules are proposed but not agreed yet."),)
    return (_("No ground rules have been proposed."),)


def _consensus_questions(_dialogue: Dialogue) -> list[ClosingQuestion]:
    return [
        ClosingQuestion("disputed", _("What remains disputed, and how will it be taken further?")),
        ClosingQuestion("process", _("Which process indicators were agreed?"), _("In words.")),
    ]


def _monitoring_questions(_dialogue: Dialogue) -> list[ClosingQuestion]:
    return [
        ClosingQuestion("network", _("Is the Policy Network Strategy in place, and who carries it on?")),
        ClosingQuestion("partnership", _("Which partnership indicators were agreed?"), _("In words.")),
    ]


@ports.second_factor.provide
def host_second_factor(user: Anyone) -> Iterator[bool]:
    """Ask hosts of a dialogue, and accounts that may open one, for a second factor."""
    if user.is_authenticated:
        yield user.is_host or bool(reach_of(user).hosting)


@ports.audit_scopes.provide
def dialogue_scopes(user: Anyone) -> Iterator[list[str]]:
    """Open the trails of the dialogues that this person hosts today."""
    yield [chain_of(pk) for pk in reach_of(user).hosting]
