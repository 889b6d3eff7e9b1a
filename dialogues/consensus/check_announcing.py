"""What position checks announce, of what they remind and which dates they have, registered as this module loads."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _

from dialogues.announcing import declare_reminders
from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.states.checks import CheckStatus
from dialogues.models import Dialogue, reach_of
from dialogues.states import Status
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.noticing import declare, matter
from inspired.core.ports import Audience, CalendarEntry, Deadline


@matter("consensus.check", page="check", title="title", arguments=("number",))
def checks(user: Anyone) -> QuerySet[PositionCheck]:
    """Position checks this person may see."""
    return PositionCheck.objects.visible_to(user)


@matter("consensus.check_unanswered", page="check", title="title", arguments=("number",), whole="consensus.check")
def unanswered_checks(user: Anyone) -> QuerySet[PositionCheck]:
    """Checks that still take answers in which a seat this person speaks for was asked and has said nothing."""
    said = Reply.objects.counting().filter(position_check=OuterRef("position_check"), seat=OuterRef("seat"))
    waiting = CheckSeat.objects.filter(position_check=OuterRef("pk"), seat__in=reach_of(user).speaking).exclude(
        Exists(said)
    )
    here = PositionCheck.objects.visible_to(user).taking_replies().filter(dialogue__status=Status.OPEN)
    return here.filter(Exists(waiting))


declare(
    "consensus.check_opened",
    "consensus.check",
    told=ngettext_lazy(
        "You are asked for your position on %(count)d proposal",
        "You are asked for your position on %(count)d proposals",
        "count",
    ),
    sentence=_("Your organisation’s position on a proposal is asked for."),
    asks=True,
)
declare(
    "consensus.check_resumed",
    "consensus.check",
    told=ngettext_lazy(
        "The date of %(count)d proposal was moved", "The dates of %(count)d proposals were moved", "count"
    ),
    sentence=_(
        "The dialogue goes on. The date until which silence counts as consent to a proposal was moved by as long as it rested."
    ),
)
declare(
    "consensus.check_reminder",
    "consensus.check_unanswered",
    told=ngettext_lazy("You are reminded of %(count)d proposal", "You are reminded of %(count)d proposals", "count"),
    sentence=_("Your organisation’s position on a proposal is still awaited."),
    asks=True,
)
declare(
    "consensus.position_entered",
    "consensus.check",
    told=ngettext_lazy("A position was entered for you", "%(count)d positions were entered for you", "count"),
    sentence=_("The host team entered your organisation’s position on a proposal. It counts once you confirm it."),
    asks=True,
)
declare_reminders("consensus.check", "consensus.check_unanswered")


@ports.deadlines.provide
def check_dates(by: Anyone | None, dialogue: Dialogue) -> Iterator[Deadline]:
    """Name the seats asked in open checks that have said nothing, as far as a date runs; one query."""
    said = Reply.objects.counting().filter(position_check=OuterRef("position_check"), seat=OuterRef("seat"))
    asked = CheckSeat.objects if by is None else CheckSeat.objects.visible_to(by)
    running = {"position_check__status": CheckStatus.OPEN, "position_check__halted_at__isnull": True}
    owed = asked.filter(**running, position_check__dialogue=dialogue, seat__left_at__isnull=True)
    fields = ("position_check", "position_check__title", "position_check__due_at", "position_check__opened_at", "seat")
    for check, title, due, since, seat in owed.exclude(Exists(said)).values_list(*fields):
        yield Deadline("consensus.check", check, title, due, since, seat)


@ports.calendar.provide
def check_calendar(user: Anyone, dialogues: Collection[int]) -> Iterator[CalendarEntry]:
    """Offer the dates of open checks; one query."""
    rows = (
        PositionCheck.objects.visible_to(user).taking_replies().filter(dialogue__in=dialogues, halted_at__isnull=True)
    )
    for check in rows.select_related("dialogue"):
        yield CalendarEntry(f"check-{check.pk}", check.dialogue_id, check.dialogue.mail_label, check.due_at)


@ports.audiences.provide
def whom_checks_would_reach(user: Anyone, dialogue: Dialogue) -> Iterator[Audience]:
    """Offer all seats for checks that could be opened, and for open ones those that would be reminded; two queries."""
    drafts = PositionCheck.objects.visible_to(user).filter(dialogue=dialogue, status=CheckStatus.DRAFT)
    for pk, title in drafts.values_list("pk", "title"):
        yield Audience(f"check-{pk}", gettext("When the check is opened: %(title)s") % {"title": title})
    owed: dict[tuple[int, str], list[int]] = {}
    for one in check_dates(user, dialogue):
        owed.setdefault((one.target, one.title), []).append(one.seat)
    for (pk, title), seats in owed.items():
        again = gettext("When you remind them of: %(title)s") % {"title": title}
        yield Audience(f"check-again-{pk}", again, tuple(seats))
