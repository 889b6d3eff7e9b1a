"""What is going on in Consensus Building and monitoring, for the overview: one query reads the rows of all steps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Coalesce
from django.template.defaultfilters import truncatewords
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import Appraisal, CriteriaSet, PositionCheck, Ranking
from dialogues.consensus.offers import TAB
from dialogues.consensus.states.appraisal import AppraisalStatus
from dialogues.consensus.states.challenges import RANKING_TONES, RankingStatus
from dialogues.consensus.states.checks import CheckStatus
from dialogues.consensus.states.criteria import SET_TONES, SetStatus
from dialogues.models import Dialogue
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import News
from inspired.core.written import ask, the_moment

WORDS = CharField()
NOTE_WORDS = 30


@dataclass(frozen=True)
class Going:
    """One thing that goes on: its kind, title, by which numbers it is addressed, its status, words to it, and since when."""

    kind: str
    title: str
    first: int
    second: int
    status: str
    words: str
    at: datetime


Rows = Callable[[Anyone, Dialogue], Iterator[QuerySet[Any, Any]]]
Kinds = tuple[
    tuple[str, int, Callable[[Going, str], News]], ...
]  # each with how many are told at most, the newest first
STEPS: list[tuple[str, ReaderQuestion, Kinds]] = []


def goes_on(kinds: Kinds, tab: str = TAB) -> Callable[[Rows], Rows]:
    """Register what goes on in one part of a dialogue that shows its tab, and how each kind of it is told.

    Of the dialogue ``rows`` knows the number, and what the reader is in it.
    """

    def register(rows: Rows) -> Rows:
        STEPS.append((tab, ReaderQuestion(rows), kinds))
        return rows

    return register


@ports.news.provide
def going_on_in_consensus(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer what goes on in Consensus Building and monitoring; one query, none before either is shown."""
    shown = [(rows, kinds) for tab, rows, kinds in STEPS if tab in dialogue.shown_tabs]
    asked = [rows.texts(user, dialogue) for rows, _kinds in shown]
    texts = [one for written, _values in asked for one in written]
    found = ask(texts, asked[0][1]) if texts else []
    going = [Going(*row, at=the_moment(at)) for *row, at in found]
    going.sort(key=lambda one: one.at, reverse=True)
    for kind, most, told in (each for _rows, kinds in shown for each in kinds):
        yield from (told(one, dialogue.slug) for one in [one for one in going if one.kind == kind][:most])


def told_as(
    rows: QuerySet[Any],
    kind: str,
    *,
    at: Any,
    title: str = "",
    words: str = "",
    first: str = "number",
    second: str = "",
) -> QuerySet[Any, Any]:
    said = (
        Coalesce(Cast(path, WORDS), Value(""), output_field=WORDS) if path else Value("", WORDS)
        for path in (title, words)
    )
    name, note = said
    beside = F(second) if second else Value(0, BigIntegerField())
    return rows.order_by().values_list(Value(kind, WORDS), name, first, beside, Cast("status", WORDS), note, at)


def _ranking(one: Going, slug: str) -> News:
    return News(
        title=_("Priorities: which challenges come first"),
        url=reverse("ranking", args=[slug, one.first]),
        note=truncatewords(one.words, NOTE_WORDS),
        state=str(RankingStatus(one.status).label),
        tone=RANKING_TONES[one.status],
        at=one.at,
    )


def _criteria(one: Going, slug: str) -> News:
    url, state = reverse("criteria_set", args=[slug, one.first]), str(SetStatus(one.status).label)
    return News(_("Evaluative criteria"), url, state=state, tone=SET_TONES[one.status], at=one.at)


def _appraisal(one: Going, slug: str) -> News:
    return News(
        title=_("Options appraised: %(title)s") % {"title": one.title},
        url=reverse("appraisal", args=[slug, one.first, one.second]),
        state=_("Concluded") if one.words else str(AppraisalStatus(one.status).label),
        tone="yes" if one.words else "wait",
        at=one.at,
    )


def _check(one: Going, slug: str) -> News:
    title = _("Position check: %(title)s") % {"title": one.title}
    url = reverse("check", args=[slug, one.first])
    return News(title, url, state=str(CheckStatus(one.status).label), tone="wait", at=one.at)


MANY = 40


@goes_on((("ranking", 1, _ranking), ("criteria", 1, _criteria), ("appraisal", MANY, _appraisal), ("check", 3, _check)))
def steps_of_the_phase(user: Anyone, dialogue: Dialogue) -> Iterator[QuerySet[Any, Any]]:
    """Name the latest ranking, where the criteria stand, appraisals, and checks that take answers."""
    here = {"dialogue": dialogue.pk}
    rankings = Ranking.objects.visible_to(user).filter(**here)
    yield told_as(rankings, "ranking", words="conclusion", at=Coalesce("closed_at", "opened_at"))
    sets = CriteriaSet.objects.visible_to(user).current().filter(**here)
    yield told_as(sets, "criteria", at=Coalesce("locked_at", "created_at"))
    appraisals = Appraisal.objects.visible_to(user).filter(challenge__dialogue=dialogue.pk)
    appraisals = appraisals.filter(Q(status=AppraisalStatus.OPEN) | Q(conclusion__isnull=False))
    at = Coalesce("conclusion__written_at", "opened_at")
    numbers = {"first": "challenge__number", "second": "number"}
    yield told_as(appraisals, "appraisal", title="challenge__title", words="conclusion__text", at=at, **numbers)
    checks = PositionCheck.objects.visible_to(user).taking_replies().filter(**here)
    yield told_as(checks, "check", title="title", at=F("opened_at"))
