"""What options and appraisals announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.consensus.models import Acceptance, Appraisal, Challenge, Concern, Conclusion, Opinion, Option
from dialogues.consensus.states.appraisal import AppraisalStatus, Depth
from dialogues.consensus.states.criteria import SetStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline

TAB = "consensus"
OF_APPRAISAL = ("challenge__number", "number")
IN_APPRAISAL = ("appraisal__challenge__number", "appraisal__number")


@matter("consensus.option", page="options", title="title", arguments=("challenge__number",))
def options(user: Anyone) -> QuerySet[Option]:
    """Options this person may see."""
    return Option.objects.visible_to(user)


@matter("consensus.appraisal", page="appraisal", title="challenge__title", arguments=OF_APPRAISAL)
def appraisals(user: Anyone) -> QuerySet[Appraisal]:
    """Appraisals of challenges this person may see."""
    return Appraisal.objects.visible_to(user)


@matter(
    "consensus.appraisal_owed",
    page="appraisal",
    title="challenge__title",
    arguments=OF_APPRAISAL,
    whole="consensus.appraisal",
)
def appraisals_owed(user: Anyone) -> QuerySet[Appraisal]:
    """Open appraisals, whatever their date, for which a seat this person speaks for has submitted nothing."""
    mine = Seat.objects.spoken_for_by(user).at_the_table().filter(dialogue=OuterRef("challenge__dialogue"))
    given = Opinion.objects.filter(appraisal=OuterRef(OuterRef("pk")), seat=OuterRef("pk"), submitted_at__isnull=False)
    rows = answerable(Appraisal.objects.visible_to(user)).exclude(challenge__dialogue__in=reach_of(user).team)
    return rows.filter(Exists(mine.exclude(Exists(given))))


@matter("consensus.opinion", page="appraisal", title="appraisal__challenge__title", arguments=IN_APPRAISAL)
def opinions(user: Anyone) -> QuerySet[Opinion]:
    """What one's own seats judged, and for the host team what was entered."""
    return Opinion.objects.visible_to(user)


@matter("consensus.concern", page="appraisal", title=Value(""), arguments=IN_APPRAISAL)
def concerns(user: Anyone) -> QuerySet[Concern]:
    """Values and red lines this person may read."""
    return Concern.objects.visible_to(user)


@matter("consensus.conclusion", page="conclusion", title="appraisal__challenge__title", arguments=IN_APPRAISAL)
def conclusions(user: Anyone) -> QuerySet[Conclusion]:
    """Conclusions of the appraisals this person may see."""
    return Conclusion.objects.visible_to(user)


@matter(
    "consensus.acceptance",
    page="conclusion",
    title="conclusion__appraisal__challenge__title",
    arguments=("conclusion__appraisal__challenge__number", "conclusion__appraisal__number"),
)
def acceptances(user: Anyone) -> QuerySet[Acceptance]:
    """Who accepts what was concluded, as far as this person may read it."""
    return Acceptance.objects.visible_to(user)


def answerable(rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    """Keep appraisals that seats answer on this site: open, under criteria that hold, in dialogues that are open."""
    under = rows.filter(status=AppraisalStatus.OPEN, criteria_set__status=SetStatus.LOCKED)
    return under.filter(challenge__dialogue__status=Status.OPEN).exclude(depth=Depth.DOTS)


declare(
    "consensus.option_proposed",
    "consensus.option",
    told=ngettext_lazy("%(count)d option is proposed", "%(count)d options are proposed", "count"),
    sentence=_("An organisation proposes a policy option."),
    asks=True,
)
declare(
    "consensus.option_answered",
    "consensus.option",
    told=ngettext_lazy("An option you proposed is answered", "%(count)d options you proposed are answered", "count"),
    sentence=_("The host answered an option that your organisation proposed."),
)
declare(
    "consensus.appraisal_opened",
    "consensus.appraisal",
    told=ngettext_lazy(
        "You are asked to appraise options", "You are asked to appraise options, %(count)d times", "count"
    ),
    sentence=_("Your organisation is asked to appraise the options for a challenge."),
    asks=True,
)
declare(
    "consensus.appraisal_reminder",
    "consensus.appraisal_owed",
    told=ngettext_lazy(
        "You are reminded of %(count)d appraisal of options",
        "You are reminded of %(count)d appraisals of options",
        "count",
    ),
    sentence=_("It is still awaited how your organisation appraises the options for a challenge."),
    asks=True,
)
declare(
    "consensus.opinion_entered",
    "consensus.opinion",
    told=ngettext_lazy("An answer was entered for you", "%(count)d answers were entered for you", "count"),
    sentence=_("The host team entered how your organisation appraises the options. Please confirm it."),
    asks=True,
)
declare(
    "consensus.concern_raised",
    "consensus.concern",
    told=ngettext_lazy("A value or red line is raised", "%(count)d values or red lines are raised", "count"),
    sentence=_("An organisation raises a value or a red line."),
)
declare(
    "consensus.conclusion_written",
    "consensus.conclusion",
    told=ngettext_lazy("Do you accept what was concluded?", "Do you accept %(count)d conclusions?", "count"),
    sentence=_("The host team wrote what was concluded, and asks whether your organisation accepts it."),
    asks=True,
)
declare(
    "consensus.acceptance_entered",
    "consensus.acceptance",
    told=ngettext_lazy("An answer was entered for you", "%(count)d answers were entered for you", "count"),
    sentence=_("The host team entered what your organisation says to a conclusion. Please confirm it."),
    asks=True,
)
declare_reminders("consensus.appraising", "consensus.appraisal_owed")


def _owing(by: Anyone | None, dialogue: Dialogue) -> list[Any]:
    """Seats that have submitted nothing to open appraisals, each with the appraisal, its title, its date if it has one, and since when.

    One query, asked once per request.
    """
    return remembered(("owing appraisals", by and by.pk, dialogue.pk), lambda: list(_owed(by, dialogue)))


def _owed(by: Anyone | None, dialogue: Dialogue) -> QuerySet[Any, Any]:
    given = Opinion.objects.filter(appraisal=OuterRef("asked"), seat=OuterRef("pk"), submitted_at__isnull=False)
    owed = (Seat.objects if by is None else Seat.objects.visible_to(by)).at_the_table().filter(dialogue=dialogue)
    path = "dialogue__challenges__appraisals"
    asked = Q(**{f"{path}__status": AppraisalStatus.OPEN, f"{path}__criteria_set__status": SetStatus.LOCKED})
    found = owed.filter(asked & ~Q(**{f"{path}__depth": Depth.DOTS})).annotate(
        asked=F(f"{path}__pk"), title=F("dialogue__challenges__title"), due=F(f"{path}__due_at")
    )
    rows = found.annotate(since=F(f"{path}__opened_at")).exclude(Exists(given))
    return rows.values_list("pk", "asked", "title", "due", "since")


@ports.deadlines.provide
def appraisal_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats that have submitted nothing to appraisals with a date, also when it has passed; one query."""
    for seat, pk, title, due, since in _owing(by, dialogue):
        if due is not None:
            yield Deadline("consensus.appraising", pk, title, due, since, seat)


@ports.audiences.provide
def whom_appraisals_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for the appraisal of each challenge on the table, and those of open ones to be reminded; two queries."""
    if dialogue.status != Status.OPEN:
        return
    rows = Challenge.objects.visible_to(user).on_table().filter(dialogue=dialogue)
    for pk, title in rows.values_list("pk", "title"):
        yield Audience(
            f"appraisal-{pk}", gettext("When the options for “%(title)s” are to be appraised") % {"title": title}
        )
    owed: dict[tuple[int, str], list[int]] = {}
    for seat, pk, title, _due, _since in _owing(user, dialogue):
        owed.setdefault((pk, title), []).append(seat)
    for (pk, title), seats in owed.items():
        again = gettext("When you remind them to appraise the options for “%(title)s”") % {"title": title}
        yield Audience(f"appraisal-again-{pk}", again, tuple(seats))


@ports.calendar.provide
def appraisal_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates until which options are appraised; one query."""
    rows = answerable(Appraisal.objects.visible_to(user)).filter(due_at__isnull=False)
    for one in rows.filter(challenge__dialogue__in=dialogues).select_related("challenge__dialogue"):
        dialogue = one.challenge.dialogue
        if one.due_at is not None:
            yield CalendarEntry(f"appraisal-{one.pk}", dialogue.pk, dialogue.mail_label, one.due_at)
