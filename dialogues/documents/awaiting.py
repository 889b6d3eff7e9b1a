"""What waits for a person in documents: rounds to answer, answers to confirm, drafts to comment on, texts of groups."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db.models import (
    BooleanField,
    Exists,
    ExpressionWrapper,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
)
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.documents.models import (
    Comment,
    Document,
    Endorsement,
    Invitee,
    Round,
    Voice,
)
from dialogues.documents.states import DocumentStatus, EndorsementState, SignedBy
from dialogues.models import Reach, reach_of, standing_of, standings_of
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Todo
from workinggroups.models import Member
from workinggroups.states import GroupStatus

UNCONFIRMED = (EndorsementState.PREPARED, EndorsementState.ANNOUNCED)
# What a line about a round shows; the text of its version is long.
SHOWN_OF_ROUND = {
    "dialogue": F("round__version__document__dialogue"),
    "document": F("round__version__document"),
    "title": F("round__version__document__title"),
    "version": F("round__version__number"),
    "number": F("round__number"),
    "due_at": F("round__due_at"),
    "signed_by": F("round__signed_by"),
    "name": F("seat__organisation__name"),
}


@ports.todo.provide
def awaited_answers(user: Anyone) -> Iterator[Todo]:
    """Offer the rounds in which a seat of this person has said nothing, and what waits for a signatory; one query."""
    reach = reach_of(user)
    if not (reach.speaking and reach.open):
        return
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    unconfirmed = Endorsement.objects.filter(seat=OuterRef("seat"), round=OuterRef("round"), state__in=UNCONFIRMED)
    waiting = (
        Invitee.objects.filter(seat__in=reach.speaking, round__in=Round.objects.open().values("pk"))
        .filter(~Exists(given), round__version__document__dialogue__in=reach.open)
        .values("pk", "seat", unconfirmed=Subquery(unconfirmed.values("state")[:1]), **SHOWN_OF_ROUND)
    )
    for row in waiting:
        place = [reach.named[row["dialogue"]].slug, row["document"], row["number"]]
        if row["unconfirmed"] is None:
            yield _answer_todo(row, reverse("round_answer", args=[*place, row["pk"]]))
        elif row["signed_by"] == SignedBy.DELEGATE or row["seat"] in standing_of(user, row["dialogue"]).signing:
            yield _confirm_todo(row, reverse("round", args=place))


def _answer_todo(row: dict[str, Any], url: str) -> Todo:
    return Todo(
        title=_("Your answer on %(title)s, version %(number)s, is awaited")
        % {"title": row["title"], "number": row["version"]},
        url=url,
        action=_("Read and answer"),
        dialogue_id=row["dialogue"],
        context=_("You answer for %(name)s.") % {"name": row["name"]},
        due=row["due_at"],
        rank=0,
    )


def _confirm_todo(row: dict[str, Any], url: str) -> Todo:
    return Todo(
        title=_("Confirm the answer of %(name)s") % {"name": row["name"]},
        url=url,
        action=_("Look and confirm"),
        dialogue_id=row["dialogue"],
        context=str(EndorsementState(row["unconfirmed"]).label),
        due=row["due_at"],
        rank=1,
    )


@ports.todo.provide
def texts_waiting(user: Anyone) -> Iterator[Todo]:
    """Offer the drafts that are open for this person's comments, and what the texts of groups wait for from them; one query."""
    reach = reach_of(user)
    speaking = [pk for pk, standing in standings_of(user).items() if standing.speaking]
    if not (speaking or reach.team):
        return
    for text in _texts(user, reach, speaking):
        member, is_asked = text.leads is not None, text.asked_key is not None and not text.has_said
        text.is_led, text.is_asked = bool(text.leads), member and is_asked
        yield from _todos(text, speaks=text.dialogue_id in speaking, is_host=text.dialogue_id in reach.team)


def _texts(user: Anyone, reach: Reach, speaking: Collection[int]) -> QuerySet[Any]:
    """Load the texts in which something may wait: the open period, an open question to members, where a submission stands.

    Of a period, a question and a running submission a text has one at most. The host team sees all of its dialogues.
    """
    known = Document.objects.filter(dialogue__in=reach.open & (reach.team | {*speaking}))
    if speaking:
        known = known.filter(pk__in=Document.objects.visible_to(user).values("pk"))
    known = known.annotate(
        period=FilteredRelation("comment_periods", condition=Q(comment_periods__closed_at__isnull=True)),
        asked=FilteredRelation("agreements", condition=Q(agreements__closed_at__isnull=True)),
        running=FilteredRelation("submissions", condition=Q(submissions__ended_at__isnull=True)),
    )
    told = {
        "due": F("period__due_at"),
        "asked_key": F("asked__pk"),
        "submitted": F("running__at"),
        "settled": F("running__settled_at"),
        "group_agreed": F("running__group_agreed_at"),
        "host_agreed": F("running__host_agreed_at"),
        "has_undecided": Exists(Comment.objects.undecided().filter(document=OuterRef("pk"))),
    }
    waiting = Q(status=DocumentStatus.COMMENTS, dialogue__in=speaking)
    waiting |= Q(group__isnull=False) & (Q(asked__isnull=False) | Q(running__isnull=False))
    known = known.filter(waiting).annotate(**told, **_part_in(reach.speaking)).select_related("dialogue", "group")
    return known.only("title", "status", "group__name", "dialogue__slug")


def _part_in(seats: frozenset[int]) -> dict[str, Any]:
    """Say of a text whether these seats lead its group, nothing where they have no place in it, and whether they have answered."""
    if not seats:
        return {"leads": Value(None, BooleanField(null=True)), "has_said": Value(False)}
    places = Member.objects.accepted().filter(seat__in=seats, group=OuterRef("group"), group__status=GroupStatus.ACTIVE)
    leads = ExpressionWrapper(Q(is_coordinator=True) | Q(is_rapporteur=True), BooleanField())
    said = Voice.objects.filter(member__seat__in=seats, agreement=OuterRef("asked__pk"))
    return {
        "leads": Subquery(places.annotate(leads=leads).order_by("-leads").values("leads")[:1]),
        "has_said": Exists(said),
    }


def _todos(text: Any, *, speaks: bool, is_host: bool) -> Iterator[Todo]:
    if text.status == DocumentStatus.COMMENTS and speaks:
        yield Todo(
            title=_("%(title)s is open for your comments") % {"title": text.title},
            url=text.get_absolute_url(),
            action=_("Read and comment"),
            dialogue_id=text.dialogue_id,
            due=text.due,
            rank=3,
        )
    if text.group_id is None:
        return
    url = reverse("output", args=[text.dialogue.slug, text.pk])
    if text.is_asked and not is_host:
        title = _("Do you agree to “%(title)s”?") % {"title": text.title}
        yield Todo(title, url, _("Read and say"), text.dialogue_id, str(text.group), rank=1)
    if (words := _way_on(text, is_host=is_host)) != "":
        yield Todo(words, url, _("Go on"), text.dialogue_id, text.title, rank=2)


def _way_on(text: Any, *, is_host: bool) -> str:
    """Say what a submitted text waits for from this side."""
    if text.submitted is None or text.settled is not None or text.status == DocumentStatus.COMMENTS:
        return ""
    if text.has_undecided:
        return "" if is_host or not text.is_led else _("Comments on the text of your group wait for an answer")
    has_agreed = text.host_agreed if is_host else text.group_agreed
    leads = is_host or text.is_led
    return _("Choose with the others what becomes of a submitted text") if leads and not has_agreed else ""
