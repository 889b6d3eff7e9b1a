"""What monitoring offers to lower floors: its tab, the sentence of the phase strip, news, and what closing the phase asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import CharField, F, QuerySet, Value
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.consensus.going_on import Going, goes_on, told_as
from dialogues.consensus.models.recommendations import code_of
from dialogues.models import Dialogue, reach_within
from dialogues.monitoring.models import Commitment, Report
from dialogues.monitoring.models.commitments import reads_inside
from dialogues.monitoring.states import PROGRESS_TONES, TAKEN_ON, Answer, Progress, Side, is_open
from dialogues.states import Phase
from dialogues.strip import counted_as, counted_in, in_strip
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.memory import remembered
from inspired.core.ports import ClosingQuestion, News, PhaseStatus, Tab

TAB = "monitoring"
COMMITMENT = "commitment"
NEWEST_REPORTS = 3


@ports.tabs.provide
def monitoring_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to the host team, to all inside once a seat was asked, to outsiders once a status is published.

    Costs one query, and that for those outside the dialogue alone.
    """
    shown = TAB in dialogue.shown_tabs and (may(user, "monitoring.see_inside", dialogue) or _is_public(user, dialogue))
    if shown or may(user, "dialogues.manage_dialogue", dialogue):
        yield Tab(TAB, _("Monitoring"), reverse("monitoring", args=[dialogue.slug]), 70)


def _is_public(user: Anyone, dialogue: Dialogue) -> bool:
    return Commitment.objects.visible_to(user).filter(dialogue=dialogue).exists()


@in_strip
def commitments_in_strip(dialogue_id: int) -> QuerySet[Any, Any]:
    """Name the commitments, with what their owners say last."""
    every = Commitment.objects.filter(dialogue=dialogue_id).with_owner_status()
    return counted_as(every, COMMITMENT, "answer", "owner_status")


def states_of(user: Anyone, dialogue: Dialogue) -> list[tuple[Any, ...]]:
    """Return answer and owner's latest status of every commitment this person sees; asked once per request.

    Asks nothing before the first seat was asked.
    """
    if TAB not in dialogue.shown_tabs:
        return []

    def ask() -> list[tuple[Any, ...]]:
        if reads_inside(user, dialogue.pk):
            return [(one.first, one.second) for one in counted_in(dialogue.pk, COMMITMENT)]
        published = Commitment.objects.visible_to(user).filter(dialogue=dialogue)
        taken = Value(Answer.CONFIRMED, CharField())  # what the public reads, whatever became of it since
        return list(published.with_public_status().order_by().values_list(taken, "owner_status"))

    return remembered(("commitments", user.pk, dialogue.pk), ask)


@ports.phase_status.provide
def commitments_in_words(user: Anyone, dialogue: Dialogue) -> Iterator[PhaseStatus]:
    """Say how many commitments are implemented, or while seats still answer how many did; one query, asked once per request."""
    states = states_of(user, dialogue)
    taken = [status for answer, status in states if answer in TAKEN_ON]
    numbers = {"n": taken.count(Progress.IMPLEMENTED), "m": len(taken)}
    if taken:
        said = ngettext("%(n)d of %(m)d commitment implemented", "%(n)d of %(m)d commitments implemented", len(taken))
        yield PhaseStatus(Phase.MONITORING, said % numbers)
    elif states:
        yield PhaseStatus(Phase.MONITORING, _("Commitments are being answered"))


def _reported(one: Going, slug: str) -> News:
    return News(
        title=_("%(what)s: reported") % {"what": f"{code_of(one.first)} {one.title}".strip()},
        url=reverse("commitment", args=[slug, one.second]),
        note=str(Side(one.words).label),
        state=str(Progress(one.status).label),
        tone=PROGRESS_TONES[one.status],
        at=one.at,
    )


@goes_on((("report", NEWEST_REPORTS, _reported),), TAB)
def newest_reports(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    """Name the reports that count, to donors without the living titles of what they are about: these may be drafts."""
    given = Report.objects.visible_to(user).counted().filter(commitment__dialogue=dialogue.pk)
    about, here = "commitment__recommendation", reach_within(user, dialogue.pk)
    title = f"{about}__title" if here.team or here.participating else ""
    numbers = {"first": f"{about}__number", "second": "commitment"}
    yield told_as(given, "report", title=title, words="side", at=F("at"), **numbers)


@ports.closing_questions.provide
def what_becomes_of_commitments(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of the third phase who goes on following what is not done; one query, asked once per request."""
    if phase != Phase.MONITORING:
        return
    states = states_of(user, dialogue)
    asked = sum(answer == Answer.ASKED for answer, _status in states)
    still = sum(is_open(answer, status) for answer, status in states)
    said = []
    if asked:
        said.append(
            ngettext("%(n)d commitment is not answered.", "%(n)d commitments are not answered.", asked) % {"n": asked}
        )
    if still:
        said.append(
            ngettext("%(n)d commitment is not done yet.", "%(n)d commitments are not done yet.", still) % {"n": still}
        )
    yield ClosingQuestion(
        key="commitments_followed",
        question=_("What became of the commitments, and who goes on following those that are not done?"),
        hint=_("Name watchers and the Policy Network: following the commitments is what keeps the network alive."),
        open_items=tuple(said),
        url=reverse("monitoring", args=[dialogue.slug]),
    )
