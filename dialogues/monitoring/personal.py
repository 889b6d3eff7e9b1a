"""What monitoring holds about a person: what they answered, reported or noted for a seat or the host team."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

from django.db.models import CharField, Value
from django.utils.translation import gettext as _

from dialogues.monitoring.models import Adaptation, CommitmentAnswer, Influence, Interview, Report, Step
from inspired.core import ports
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

DONE = "CommitmentAnswer.by Report.by ReportRound.by Influence.by Adaptation.by Step.by Interview.asked_by"
COVERS = frozenset(f"monitoring.{name}" for name in DONE.split())


@ports.personal_data.provide
@chapter("weighed")
def my_reports(user: User) -> Iterable[Part]:
    """Give a person the reports they wrote on commitments."""
    rows = Report.objects.filter(by=user).select_related("commitment__recommendation")
    yield Part(
        _("Reports you wrote on commitments"),
        tuple(
            {
                _("Recommendation"): str(one.commitment.recommendation),
                _("Status"): one.get_status_display(),
                _("In words"): one.note,
                _("On"): one.on,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_answers_to_commitments(user: User) -> Iterable[Part]:
    """Give a person what they answered to commitments for their organisations."""
    rows = CommitmentAnswer.objects.filter(by=user).select_related("commitment__recommendation")
    yield Part(
        _("What you answered to commitments"),
        tuple(
            {
                _("Recommendation"): str(one.commitment.recommendation),
                _("Answer"): one.get_answer_display(),
                _("In which words"): one.words,
                _("Note"): one.note,
                _("On"): one.at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_interviews(user: User) -> Iterable[Part]:
    """Give a media user the interviews they asked for."""
    rows = Interview.objects.filter(asked_by=user).select_related("version__document").defer("version__content")
    yield Part(
        _("Interviews you asked for"),
        tuple(
            {
                _("Text"): str(one.version),
                _("Question or topic"): one.question,
                _("For which medium"): one.medium,
                _("How the host reaches you"): one.reach,
                _("What you were told"): one.words,
                _("On"): one.asked_at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("texts")
def my_notes(user: User) -> Iterable[Part]:
    """Give a person what they noted of influence, adaptations, advocacy and undertakings; one query."""
    named = (Influence, Adaptation, Step)
    words = {model._meta.model_name: str(model._meta.verbose_name) for model in named}
    noted = [
        model.objects.filter(by=user)
        .order_by()
        .values_list(Value(model._meta.model_name, CharField()), "pk", "title", "text", "on")
        for model in named
    ]
    yield Part(
        _("What you noted of the follow-up"),
        tuple(
            {_("Kind"): words[kind], _("In one line"): title, _("In words"): text, _("On"): on}
            for kind, _pk, title, text, on in sorted(noted[0].union(*noted[1:], all=True), key=itemgetter(4, 1))
        ),
    )


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the reports and answers that stay as the organisation's."""
    if scope:
        return
    why = _("They are the organisation’s word, and keep no name of a person.")
    yield Effect(_("Reports on commitments"), Report.objects.filter(by__person=person).count(), goes=False, why=why)
    answers = CommitmentAnswer.objects.filter(by__person=person).count()
    yield Effect(_("Answers to commitments"), answers, goes=False, why=why)
    yield Effect(_("Interviews you asked for"), Interview.objects.filter(asked_by__person=person).count())


def erase(person: Person, scope: str) -> None:
    """Delete the interviews somebody asked for, as a media user; leave what was said for organisations.

    The account that is removed takes its name out of every other row.
    """
    if not scope:
        Interview.objects.filter(asked_by__person=person).delete()


ports.erasure.provide(Eraser("monitoring", preview, erase, covers=COVERS))
