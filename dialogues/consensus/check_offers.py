"""What position checks offer to lower floors: what waits for a person, what is going on, what a seat has said."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.consensus.models import CheckSeat, PositionCheck, Reply
from dialogues.consensus.states.checks import CheckStatus
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Phase
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import ClosingQuestion, News, Spoken, Todo


@ports.todo.provide
def checks_waiting(user: Anyone) -> Iterator[Todo]:
    """Offer the checks in which one's seats are asked and have said nothing, or have something to confirm; one query."""
    reach = reach_of(user)
    speaking = reach.speaking
    if not speaking:
        return
    said = Reply.objects.filter(position_check=OuterRef("position_check"), seat=OuterRef("seat"))
    waiting = CheckSeat.objects.filter(seat__in=speaking, position_check__dialogue__in=reach.open - reach.team)
    waiting = waiting.exclude(position_check__status=CheckStatus.DRAFT)
    unconfirmed = Exists(said.filter(confirmed_at__isnull=True).exclude(entered_by=user.pk))
    rows = waiting.annotate(has_said=Exists(said), waits=unconfirmed)
    rows = rows.filter(Q(waits=True) | Q(has_said=False, position_check__status=CheckStatus.OPEN)).order_by(
        "position_check__due_at", "pk"
    )
    fields = (
        "pk",
        "position_check__number",
        "position_check__title",
        "position_check__due_at",
        "position_check__dialogue",
        "waits",
    )
    for pk, number, title, due, dialogue, waits in rows.values_list(*fields):
        named = reach.named[dialogue]
        page = reverse("check", args=[named.slug, number])
        if waits:
            words = _("Confirm what was entered for you: %(title)s") % {"title": title}
            yield Todo(words, page, _("Read and confirm"), dialogue, named.title, rank=4)
        else:
            words = _("Where do you stand? %(title)s") % {"title": title}
            url = reverse("check_reply", args=[named.slug, number, pk])
            yield Todo(words, url, _("Answer"), dialogue, named.title, due, rank=3)


@ports.news.provide
def checks_going_on(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Offer the checks that take answers; one query."""
    if not dialogue.standing_of(user).is_inside:
        return
    rows = PositionCheck.objects.visible_to(user).taking_replies().filter(dialogue=dialogue)
    for check in rows.order_by("due_at")[:3]:
        yield News(
            title=_("Position check: %(title)s") % {"title": check.title},
            url=reverse("check", args=[dialogue.slug, check.number]),
            state=str(check.get_status_display()),
            tone="wait",
            at=check.opened_at,
        )


@ports.closing_questions.provide
def checks_still_open(user: Anyone, dialogue: Dialogue, phase: str) -> Iterator[ClosingQuestion]:
    """Ask at the end of the second phase what came of checks that are open or have no outcome in words."""
    if phase != Phase.CONSENSUS:
        return
    rows = PositionCheck.objects.visible_to(user).filter(dialogue=dialogue).exclude(status=CheckStatus.DRAFT)
    titles = tuple(rows.filter(outcome="").values_list("title", flat=True))
    if titles:
        yield ClosingQuestion(
            key="position_checks",
            question=_("What came of each position check?"),
            open_items=titles,
            url=reverse("checks", args=[dialogue.slug]),
        )


@ports.spoken.provide
def stood_in_checks(user: Anyone, seat: Seat) -> Iterator[Spoken]:
    """Say where the seat stood in checks, as far as this person may know; one query."""
    rows = Reply.objects.visible_to(user).counting().filter(seat=seat).select_related("position_check__dialogue")
    for reply in rows.order_by("-given_at"):
        yield Spoken(
            reply.given_at,
            _("Position check"),
            reply.position_check.title,
            reply.reason,
            str(reply.get_stance_display()),
            reply.position_check.get_absolute_url(),
        )
