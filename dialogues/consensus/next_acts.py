"""Finds the one thing that comes next in the phase, for the host team and for whoever speaks for a seat. Reads only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.consensus.phase_page import PhaseSoFar
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue
from inspired.core.access import Anyone, may

FEW = 2


@dataclass(frozen=True)
class NextAct:
    """What to do: a title, one sentence why, and where."""

    title: str
    why: str
    url: str
    action: str
    due: datetime | None = None


def next_act_of(user: Anyone, dialogue: Dialogue, so_far: PhaseSoFar) -> NextAct | None:
    """Return the first thing that waits for this person, in the order of the method; nothing for those who only read."""
    if may(user, "consensus.add_challenge", dialogue):
        return next(_for_team(dialogue, so_far), None)
    if may(user, "consensus.propose_challenge", dialogue):
        return next(_for_seat(dialogue, so_far), None)
    return None


def _for_team(dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    for step in (_challenges, _ranking, _criteria, _options, _roadmap):
        yield from step(dialogue, so_far)


def _challenges(dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    if so_far.proposed:
        first = so_far.proposed[0].challenge
        why = _("A seat proposed it; on the table it is only once you put it there.")
        yield NextAct(_("Answer a proposed challenge"), why, first.get_absolute_url(), _("Look and answer"))
    if not so_far.on_table:
        why = _("Begin with what the endorsed analysis has shown to be unsolved: pick its paragraphs.")
        url = reverse("challenge_pick", args=[dialogue.slug])
        yield NextAct(_("Put the first challenges on the table"), why, url, _("Pick paragraphs"))


def _ranking(dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    running = so_far.open_ranking
    if running and running.due_at <= timezone.now():
        why = _("Its date has passed. Enter what came in by other ways, then close it with a conclusion.")
        yield NextAct(_("Close the ranking"), why, running.get_absolute_url(), _("Look at the answers"))
    if not so_far.rankings and len(so_far.on_table) >= FEW:
        why = _(
            "Every seat puts the challenges in order. It helps the talk about what comes first; it decides nothing."
        )
        url = reverse("ranking_open", args=[dialogue.slug])
        yield NextAct(_("Ask which challenges come first"), why, url, _("Open a ranking"))


def _criteria(dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    here = so_far.criteria
    if here is None:
        why = _("Agree by which values options are judged before there is an option that somebody wants to win.")
        url = reverse("criteria_begin", args=[dialogue.slug])
        yield NextAct(_("Begin the evaluative criteria"), why, url, _("Look at the method’s criteria"))
        return
    told: dict[str, tuple[str, str, str]] = {
        SetStatus.COLLECTING: (
            _("Settle the list of criteria"),
            _("Answer what seats proposed, then ask all of them to weigh the list."),
            _("Go to the criteria"),
        ),
        SetStatus.WEIGHING: (
            _("Lock the criteria once the seats have weighed them"),
            _("No option can be appraised before that, and nobody weighs after it."),
            _("See who has answered"),
        ),
    }
    if here.status in told:
        title, why, action = told[here.status]
        yield NextAct(title, why, here.get_absolute_url(), action, due=here.due_at)


def _options(_dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    lines = so_far.on_table
    steps: tuple[tuple[Callable[..., bool], str, str], ...] = (
        (
            lambda one: not (one.options_shown or one.recommendations_made),
            _("Put options beside “%(title)s”"),
            _("Two to four candidate answers; things as they are stay among them."),
        ),
        (
            lambda one: not (one.appraisal_status or one.recommendations_made),
            _("Let the seats appraise the options for “%(title)s”"),
            _("Under the locked criteria, in words, with dots or with scores."),
        ),
        (
            lambda one: not one.recommendations_made,
            _("Write a recommendation about “%(title)s”"),
            _("Who does what until when, and with what, in the words of those who will do it."),
        ),
    )
    for waits, title, why in steps:
        for line in lines:
            if waits(line.challenge):
                said = title % {"title": line.challenge.title}
                yield NextAct(said, why, line.challenge.get_absolute_url(), _("Open the challenge"))


def _roadmap(dialogue: Dialogue, _so_far: PhaseSoFar) -> Iterator[NextAct]:
    why = _(
        "Every challenge has its recommendation. The page of the Roadmap says what comes next, up to its publication."
    )
    url = reverse("roadmap", args=[dialogue.slug])
    yield NextAct(_("Go on with the Roadmap for Reform"), why, url, _("To the Roadmap"))


def _for_seat(dialogue: Dialogue, so_far: PhaseSoFar) -> Iterator[NextAct]:
    running, here = so_far.open_ranking, so_far.criteria
    if any(one.to_confirm for one in so_far.rankings):
        ranking = next(one for one in so_far.rankings if one.to_confirm)
        why = _("The host team entered it for your organisation. Read it and confirm it, or give it anew.")
        yield NextAct(_("Confirm your order of priorities"), why, ranking.get_absolute_url(), _("Look and confirm"))
    if here and here.to_confirm:
        why = _("The host team entered it for your organisation. Read it and confirm it, or give it anew.")
        yield NextAct(_("Confirm how you weigh the criteria"), why, here.get_absolute_url(), _("Look and confirm"))
    if running and running.owes and running.takes_answers:
        why = _(
            "Put the challenges in the order in which they should be dealt with. You can come back until it closes."
        )
        url = running.get_absolute_url()
        yield NextAct(_("Which challenges come first?"), why, url, _("Give your order"), due=running.due_at)
    if here and here.owes:
        why = _("Say what counts more by which options will be judged, before anybody scores one.")
        yield NextAct(_("Weigh the criteria"), why, here.get_absolute_url(), _("Weigh them"), due=here.due_at)
    for line in so_far.on_table:
        if line.challenge.owes_opinion:
            title = _("Appraise the options for “%(title)s”") % {"title": line.challenge.title}
            why = _("Say how well each option meets each criterion, as far as you can.")
            url = reverse("appraisal", args=[dialogue.slug, line.challenge.number, line.challenge.appraisal_number])
            yield NextAct(title, why, url, _("To the appraisal"))
    if here and here.status == SetStatus.COLLECTING:
        why = _(
            "The criteria of the method stand there already. Say what you think of them, or propose one that is missing."
        )
        yield NextAct(_("Is a criterion missing?"), why, here.get_absolute_url(), _("Look at the criteria"))
