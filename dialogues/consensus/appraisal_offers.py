"""What options and appraisals offer to lower floors: a closing question, what a seat has said, what is held about a person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import Acceptance, Appraisal, Conclusion, Opinion, Option
from dialogues.consensus.states.appraisal import AppraisalStatus
from dialogues.models import Dialogue, Seat
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.models import User
from inspired.core.personal import chapter
from inspired.core.ports import ClosingQuestion, Part, Spoken


@ports.closing_questions.provide
def appraisals_left_open(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of the phase what became of the options, with the appraisals that are open or lead to no conclusion."""
    if phase != Phase.CONSENSUS:
        return
    rows = Appraisal.objects.visible_to(user).filter(challenge__dialogue=dialogue, conclusion__isnull=True)
    asked = {True: _("Being appraised: %(title)s"), False: _("Not concluded: %(title)s")}
    found = rows.values_list("status", "challenge__title")
    yield ClosingQuestion(
        key="appraisals",
        question=_("What was concluded about the options?"),
        hint=_("In words; the figures stand with each appraisal."),
        open_items=tuple(asked[status == AppraisalStatus.OPEN] % {"title": title} for status, title in found),
        url=reverse("consensus", args=[dialogue.slug]),
    )


@ports.spoken.provide
def appraised(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say which options the seat has appraised; one query."""
    rows = Opinion.objects.visible_to(user).filter(seat=seat, submitted_at__isnull=False)
    for one in rows.select_related("appraisal__challenge__dialogue").order_by("-submitted_at"):
        appraisal = one.appraisal
        url = reverse("appraisal_results", args=[seat.dialogue.slug, appraisal.challenge.number, appraisal.number])
        yield Spoken(one.given_at, _("Appraisal of options"), appraisal.challenge.title, "", url=url)


@ports.spoken.provide
def accepted(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say which conclusions the seat accepts, or what it would have otherwise; one query."""
    rows = Acceptance.objects.visible_to(user).filter(seat=seat)
    for one in rows.select_related("conclusion__appraisal__challenge").order_by("-given_at"):
        appraisal = one.conclusion.appraisal
        state = _("Accepts") if one.accepts else _("Not like this")
        url = reverse("conclusion", args=[seat.dialogue.slug, appraisal.challenge.number, appraisal.number])
        yield Spoken(one.given_at, _("Conclusion"), appraisal.challenge.title, one.note, state, url)


@ports.personal_data.provide
@chapter("weighed")
def my_options(user: User) -> Iterable[Part]:
    """Give a person the options they proposed for seats or put on the table."""
    rows = Option.objects.filter(by=user, is_status_quo=False).order_by("pk")
    yield Part(
        _("Options you brought"),
        tuple({_("Option"): one.title, _("In words"): one.text, _("On"): one.created_at} for one in rows),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_answers_to_conclusions(user: User) -> Iterable[Part]:
    """Give a person what they said to conclusions for their seats, or entered for others."""
    rows = Acceptance.objects.filter(Q(given_by=user) | Q(entered_by=user)).select_related("seat__organisation")
    yield Part(
        _("What you said to conclusions"),
        tuple(
            {
                _("Organisation"): one.seat.organisation.name,
                _("Accepts"): one.accepts,
                _("Note"): one.note,
                _("On"): one.given_at,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("did")
def my_conclusions(user: User) -> Iterable[Part]:
    """Give a person the conclusions they wrote for the host team."""
    rows = Conclusion.objects.filter(written_by=user).order_by("pk")
    yield Part(_("Conclusions you wrote"), tuple({_("In words"): one.text, _("On"): one.written_at} for one in rows))
