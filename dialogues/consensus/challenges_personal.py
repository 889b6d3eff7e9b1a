"""What challenges and criteria hold about a person: the orders and weights they gave, and what they proposed for seats."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from dialogues.consensus.models import Ballot, Challenge, Criterion, Weighing
from inspired.core import ports
from inspired.core.models import User
from inspired.core.personal import chapter
from inspired.core.ports import Part


@ports.personal_data.provide
@chapter("weighed")
def my_orders(user: User) -> Iterable[Part]:
    """Give a person the orders of priorities they gave for their seats or entered for others."""
    mine = Q(given_by=user) | Q(entered_by=user)
    rows = Ballot.objects.filter(mine).select_related("ranking__dialogue", "seat__organisation").order_by("pk")
    yield Part(
        _("Orders of priorities"),
        tuple(
            {
                _("Dialogue"): one.ranking.dialogue.title,
                _("Organisation"): one.seat.organisation.name,
                _("Reason"): one.reason,
                _("On"): one.given_at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("weighed")
def my_weights(user: User) -> Iterable[Part]:
    """Give a person the weights they gave for their seats or entered for others."""
    mine = Q(given_by=user) | Q(entered_by=user)
    rows = Weighing.objects.filter(mine).select_related("criteria_set__dialogue", "seat__organisation").order_by("pk")
    yield Part(
        _("Weights of criteria"),
        tuple(
            {
                _("Dialogue"): one.criteria_set.dialogue.title,
                _("Organisation"): one.seat.organisation.name,
                _("Weights"): ", ".join(f"{key}: {value}" for key, value in one.values.items()),
                _("Note"): one.note,
                _("On"): one.given_at,
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("did")
def my_challenges(user: User) -> Iterable[Part]:
    """Give a person the challenges they proposed for seats or put on the table."""
    rows = Challenge.objects.filter(by=user).order_by("pk")
    yield Part(
        _("Challenges you brought"),
        tuple({_("Challenge"): one.title, _("In words"): one.text, _("On"): one.created_at} for one in rows),
    )


@ports.personal_data.provide
@chapter("did")
def my_criteria(user: User) -> Iterable[Part]:
    """Give a person the criteria they proposed."""
    rows = Criterion.objects.filter(by=user, is_methods=False).order_by("pk")
    yield Part(
        _("Criteria you proposed"), tuple({_("Criterion"): one.title, _("Question"): one.question} for one in rows)
    )
