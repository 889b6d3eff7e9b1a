"""What Consensus Building holds about a person: what they gave, proposed or wrote for a seat or the host team."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.translation import gettext as _

from dialogues.consensus.appraising import score_words, steps_in_words
from dialogues.consensus.models import Acceptance, Ballot, Concern, CriterionNote, Judgement, Opinion, Reply, Weighing
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

GIVEN: tuple[Any, ...] = (
    Ballot,
    Weighing,
    Opinion,
    Concern,
    Acceptance,
    Reply,
)  # all of seats, with who gave or entered them
DONE = (
    "Challenge.by Ranking.opened_by SetStep.by Criterion.by CriterionNote.by Option.by Appraisal.opened_by "
    "Conclusion.written_by Recommendation.by PositionCheck.by BallotPrint.reader"
)
COVERS = frozenset(
    [f"consensus.{name}" for name in DONE.split()]
    + [f"consensus.{model.__name__}.{field}" for model in GIVEN for field in ("given_by", "entered_by")]
)


@ports.personal_data.provide
@chapter("weighed")
def my_notes_on_criteria(user: User) -> Iterable[Part]:
    """Give a person what they said to criteria."""
    rows = CriterionNote.objects.filter(by=user).select_related("criterion").order_by("pk")
    yield Part(
        _("What you said to evaluative criteria"),
        tuple({_("Criterion"): one.criterion.title, _("Note"): one.text, _("On"): one.at} for one in rows),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_concerns(user: User) -> Iterable[Part]:
    """Give a person the values and red lines they raised for their seats or entered for others."""
    rows = Concern.objects.filter(Q(given_by=user) | Q(entered_by=user)).select_related("seat__organisation")
    yield Part(
        _("Values and red lines you raised"),
        tuple(
            {
                _("Organisation"): one.seat.organisation.name,
                _("Kind"): one.get_kind_display(),
                _("In words"): one.text,
                _("On"): one.given_at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_judgements(user: User) -> Iterable[Part]:
    """Give a person what they judged for their seats or entered for others, one row for each appraisal."""
    rows = Opinion.objects.filter(Q(given_by=user) | Q(entered_by=user))
    rows = rows.select_related("appraisal__challenge", "seat__organisation").order_by("pk")
    said = Judgement.objects.select_related("option", "criterion").order_by("option__letter", "criterion__pk")
    yield Part(
        _("Appraisals you took part in"),
        tuple(
            {
                _("Challenge"): one.appraisal.challenge.title,
                _("Organisation"): one.seat.organisation.name,
                _("In words"): "\n".join(_judged(each) for each in one.judgements.all()),
                _("On"): one.given_at,
            }
            for one in rows.prefetch_related(Prefetch("judgements", said))
        ),
    )


def _judged(one: Judgement) -> str:
    """One line for what was said of an option under a criterion."""
    words = (one.gains, one.losses, one.reason)
    score = score_words(one.score, one.cannot_say, steps_in_words())
    return f"{one.option.lettered} · {one.criterion.title}: " + "; ".join([score, *(word for word in words if word)])


@ports.personal_data.provide
@chapter("weighed")
def my_positions(user: User) -> Iterable[Part]:
    """Give a person what they said to proposals for their seats or entered for others."""
    rows = Reply.objects.filter(Q(given_by=user) | Q(entered_by=user)).select_related(
        "position_check", "seat__organisation"
    )
    yield Part(
        _("What you said to proposals"),
        tuple(
            {
                _("Proposal"): one.position_check.title,
                _("Organisation"): one.seat.organisation.name,
                _("Answer"): one.get_stance_display(),
                _("Reason"): one.reason,
                _("On"): one.given_at,
            }
            for one in rows.order_by("pk")
        ),
    )


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count what the person gave for organisations, which stays theirs."""
    if scope:
        return
    mine = Q(given_by__person=person) | Q(entered_by__person=person)
    count = sum(model.objects.filter(mine).count() for model in GIVEN)
    why = _("They are the organisation’s word, and keep no name of a person.")
    yield Effect(_("Orders, weights and judgements given in Consensus Building"), count, goes=False, why=why)


def erase(_person: Person, _scope: str) -> None:
    """Leave what was said for organisations; the account that is removed takes its name out of every row."""


ports.erasure.provide(Eraser("consensus", preview, erase, covers=COVERS))
