"""What the process itself announces, of what it reminds and which dates it knows, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Errand, GroundRules, GroundRulesAnswer, Invitation, Notice, Seat, reach_of
from dialogues.states import Occasion, RulesStatus, Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline, Forgotten

KEEP = timedelta(days=366)
REMINDERS: dict[Occasion, tuple[Any, Any]] = {
    Occasion.SOON: (
        ngettext_lazy(
            "%(count)d date is near, and your answer is missing",
            "%(count)d dates are near, and your answers are missing",
            "count",
        ),
        _("A date is near, and the answer of your organisation is still missing."),
    ),
    Occasion.TODAY: (
        ngettext_lazy(
            "%(count)d date is today, and your answer is missing",
            "%(count)d dates are today, and your answers are missing",
            "count",
        ),
        _("Today is the last day for something your organisation was asked for."),
    ),
    Occasion.PAST: (
        ngettext_lazy(
            "%(count)d date has passed without your answer", "%(count)d dates have passed without your answers", "count"
        ),
        _(
            "A date has passed without an answer of your organisation. If you wish to answer all the same, tell the host."
        ),
    ),
}


def declare_reminders(thing: str, matter: str) -> None:
    """Declare the three reminders of a date: ``thing.soon``, ``thing.today``, ``thing.past``."""
    for occasion, (told, sentence) in REMINDERS.items():
        declare(f"{thing}.{occasion}", matter, told=told, sentence=sentence, asks=True, has_date=True)


@matter(
    "dialogues.invitation",
    page="invitation_list",
    title=Coalesce("seat__organisation__name", Value("")),
    arguments=(),
)
def invitations(user: Anyone) -> QuerySet[Invitation]:
    """Invitations, for the host team."""
    return Invitation.objects.visible_to(user)


@matter("dialogues.rules", page="ground_rules", title=Value(""), arguments=())
def rules(user: Anyone) -> QuerySet[GroundRules]:
    """Ground rules, for whoever reads the inside of the dialogue."""
    return GroundRules.objects.visible_to(user)


@matter("dialogues.rules_unanswered", page="ground_rules", title=Value(""), arguments=(), whole="dialogues.rules")
def unanswered_rules(user: Anyone) -> QuerySet[GroundRules]:
    """Proposed rules that a seat this person speaks for has not answered."""
    answered = GroundRulesAnswer.objects.filter(rules=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    waiting = Seat.objects.at_the_table().filter(pk__in=reach_of(user).speaking, dialogue=OuterRef("dialogue"))
    proposed = GroundRules.objects.visible_to(user).filter(status=RulesStatus.PROPOSED, dialogue__status=Status.OPEN)
    return proposed.filter(Exists(waiting.exclude(Exists(answered))))


@matter("dialogues.errands", page="errands", title=Value(""), arguments=())
def dialogues_with_errands(user: Anyone) -> QuerySet[Dialogue]:
    """Dialogues in which the host team has something to tell to people whom no mail reaches."""
    waiting = Errand.objects.visible_to(user).waiting()
    return Dialogue.objects.filter(pk__in=waiting.values("dialogue"))


declare(
    "dialogues.invitation_answered",
    "dialogues.invitation",
    told=ngettext_lazy("%(count)d invitation was answered", "%(count)d invitations were answered", "count"),
    sentence=_("Somebody has answered an invitation."),
)
declare(
    "dialogues.rules_proposed",
    "dialogues.rules",
    told=ngettext_lazy("Ground rules were proposed", "Ground rules were proposed %(count)d times", "count"),
    sentence=_("Ground rules were proposed. Please read them and say whether your organisation agrees."),
    asks=True,
)
declare(
    "dialogues.rules_entered",
    "dialogues.rules",
    told=ngettext_lazy(
        "%(count)d answer to the ground rules was entered on your behalf",
        "%(count)d answers to the ground rules were entered on your behalf",
        "count",
    ),
    sentence=_(
        "The host team entered an answer to the ground rules on behalf of your organisation. "
        "If it is not what you said, answer yourselves."
    ),
)
declare(
    "dialogues.rules_agreed",
    "dialogues.rules",
    told=ngettext_lazy("Ground rules are in force", "Ground rules came into force %(count)d times", "count"),
    sentence=_("Ground rules are in force now."),
)
declare(
    "dialogues.unreached",
    "dialogues.errands",
    told=ngettext_lazy(
        "%(count)d thing must be told without e-mail", "%(count)d things must be told without e-mail", "count"
    ),
    sentence=_("Something must be told by telephone or on paper to people whom no mail reaches."),
)
declare_reminders("dialogues.rules", "dialogues.rules_unanswered")


@ports.deadlines.provide
def rules_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have not answered proposed rules with a date; one query."""
    answered = GroundRulesAnswer.objects.filter(rules=OuterRef("rules"), seat=OuterRef("pk"))
    owed = Seat.objects if by is None else Seat.objects.visible_to(by)
    owed = owed.at_the_table().filter(
        dialogue=dialogue,
        dialogue__ground_rules__status=RulesStatus.PROPOSED,
        dialogue__ground_rules__due_at__isnull=False,
    )
    found = owed.annotate(
        rules=F("dialogue__ground_rules__pk"),
        due=F("dialogue__ground_rules__due_at"),
        since=F("dialogue__ground_rules__proposed_at"),
    )
    for seat, pk, due, since in found.exclude(Exists(answered)).values_list("pk", "rules", "due", "since"):
        yield Deadline("dialogues.rules", pk, gettext("Ground rules"), due, since, seat)


@ports.audiences.provide
def whom_rules_would_reach(_user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for ground rules that are proposed; asks nothing."""
    if dialogue.status == Status.OPEN:
        yield Audience("rules", gettext("When ground rules are proposed"))


@ports.calendar.provide
def rules_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of proposed rules; one query."""
    asked = GroundRules.objects.visible_to(user).filter(status=RulesStatus.PROPOSED, due_at__isnull=False)
    for version in asked.filter(dialogue__in=dialogues).select_related("dialogue"):
        yield CalendarEntry(f"rules-{version.pk}", version.dialogue_id, version.dialogue.mail_label, version.due_at)


@ports.retention.provide
def forget_old_notices(now: datetime, at_most: int) -> Iterator[Forgotten]:
    """Forget what happened more than a year ago; the things themselves stay where they are."""
    for name, model in (("notices", Notice), ("errands", Errand)):
        old = model.objects.filter(at__lt=now - KEEP).order_by("pk").values("pk")[:at_most]
        yield Forgotten(name, model.objects.filter(pk__in=[row["pk"] for row in old]).delete()[0])
