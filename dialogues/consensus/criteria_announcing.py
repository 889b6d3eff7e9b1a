"""What evaluative criteria announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.consensus.models import CriteriaSet, Criterion, Weighing
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline

NUMBER = ("number",)
OF_SET = ("criteria_set__number",)


@matter("consensus.criteria", page="criteria_set", title=Value(""), arguments=NUMBER)
def sets(user: Anyone) -> QuerySet[CriteriaSet]:
    """Sets of criteria this person may see."""
    return CriteriaSet.objects.visible_to(user)


@matter("consensus.criterion", page="criteria_set", title="title", arguments=OF_SET)
def criteria(user: Anyone) -> QuerySet[Criterion]:
    """Criteria this person may see."""
    return Criterion.objects.visible_to(user)


@matter(
    "consensus.criteria_unweighed", page="criteria_set", title=Value(""), arguments=NUMBER, whole="consensus.criteria"
)
def unweighed_sets(user: Anyone) -> QuerySet[CriteriaSet]:
    """Sets being weighed, whatever their date, to which a seat this person speaks for has said nothing."""
    mine = Seat.objects.spoken_for_by(user).at_the_table().filter(dialogue=OuterRef("dialogue"))
    given = Weighing.objects.filter(criteria_set=OuterRef(OuterRef("pk")), seat=OuterRef("pk"))
    weighed = CriteriaSet.objects.visible_to(user).filter(status=SetStatus.WEIGHING, dialogue__status=Status.OPEN)
    return weighed.exclude(dialogue__in=reach_of(user).team).filter(Exists(mine.exclude(Exists(given))))


declare(
    "consensus.criteria_begun",
    "consensus.criteria",
    told=ngettext_lazy(
        "Evaluative criteria are collected", "Evaluative criteria are collected, %(count)d times", "count"
    ),
    sentence=_("The criteria by which options will be appraised are collected. You can propose others."),
)
declare(
    "consensus.criterion_proposed",
    "consensus.criterion",
    told=ngettext_lazy("%(count)d criterion is proposed", "%(count)d criteria are proposed", "count"),
    sentence=_("An organisation proposes a criterion."),
    asks=True,
)
declare(
    "consensus.criterion_answered",
    "consensus.criterion",
    told=ngettext_lazy("A criterion you proposed is answered", "%(count)d criteria you proposed are answered", "count"),
    sentence=_("The host answered a criterion that your organisation proposed."),
)
declare(
    "consensus.weighing_begun",
    "consensus.criteria",
    told=ngettext_lazy("You are asked to weigh criteria", "You are asked to weigh criteria, %(count)d times", "count"),
    sentence=_("Your organisation is asked to weigh the criteria, before any option is appraised."),
    asks=True,
)
declare(
    "consensus.weights_entered",
    "consensus.criteria",
    told=ngettext_lazy("Weights were entered for you", "Weights were entered for you, %(count)d times", "count"),
    sentence=_("The host team entered how your organisation weighs the criteria. Please confirm it."),
    asks=True,
)
declare(
    "consensus.criteria_locked",
    "consensus.criteria",
    told=ngettext_lazy(
        "The evaluative criteria are locked", "Evaluative criteria were locked %(count)d times", "count"
    ),
    sentence=_("The criteria are settled. Options are appraised by them from now on."),
)
declare(
    "consensus.criteria_reopened",
    "consensus.criteria",
    told=ngettext_lazy(
        "The evaluative criteria are opened again", "Evaluative criteria were opened again %(count)d times", "count"
    ),
    sentence=_("The criteria are opened again. You can propose, and you will be asked to weigh them anew."),
)
declare_reminders("consensus.weighing", "consensus.criteria_unweighed")


@ports.deadlines.provide
def weighing_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that said nothing to criteria weighed until a date, also when it has passed; one query."""
    given = Weighing.objects.filter(criteria_set=OuterRef("set"), seat=OuterRef("pk"))
    owed = (Seat.objects if by is None else Seat.objects.visible_to(by)).at_the_table()
    sets_ = "dialogue__criteria_sets"
    asked = {f"{sets_}__status": SetStatus.WEIGHING, f"{sets_}__due_at__isnull": False}
    found = owed.filter(dialogue=dialogue, **asked).annotate(
        set=F(f"{sets_}__pk"), due=F(f"{sets_}__due_at"), since=F(f"{sets_}__created_at")
    )
    for seat, pk, due, since in found.exclude(Exists(given)).values_list("pk", "set", "due", "since"):
        yield Deadline("consensus.weighing", pk, gettext("Evaluative criteria"), due, since, seat)


@ports.audiences.provide
def whom_criteria_would_reach(_user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for criteria that are to be weighed; asks nothing."""
    if dialogue.status == Status.OPEN:
        yield Audience("criteria", gettext("When evaluative criteria are to be weighed"))


@ports.calendar.provide
def weighing_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates until which criteria are weighed; one query."""
    asked = CriteriaSet.objects.visible_to(user).filter(status=SetStatus.WEIGHING, due_at__isnull=False)
    for one in asked.filter(dialogue__in=dialogues).select_related("dialogue"):
        if one.due_at is not None:
            yield CalendarEntry(f"weighing-{one.pk}", one.dialogue_id, one.dialogue.mail_label, one.due_at)
