"""What waits for a person in documents: rounds to answer, answers to confirm, drafts to comment on, texts of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.documents.models import (
    Agreement,
    Comment,
    CommentPeriod,
    Document,
    Endorsement,
    Invitee,
    Round,
    Submission,
    Voice,
)
from dialogues.documents.states import DocumentStatus, EndorsementState, SignedBy
from dialogues.models import reach_of, standing_of, standings_of
from dialogues.states import Status
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
    texts = _texts(reach.speaking).filter(dialogue__status=Status.OPEN)
    mine = Q(status=DocumentStatus.COMMENTS, dialogue__in=speaking) | Q(is_asked=True)
    running = Q(submitted__isnull=False, settled__isnull=True)
    mine |= running & (Q(is_led=True) | Q(dialogue__in=reach.team))
    for text in texts.filter(mine, pk__in=Document.objects.visible_to(user).values("pk")).select_related(
        "dialogue", "group"
    ):
        yield from _todos(text, speaks=text.dialogue_id in speaking, is_host=text.dialogue_id in reach.team)


def _texts(seats: frozenset[int]) -> QuerySet[Any]:
    """Load documents with what waits: the open period, an open question to a member, where a submission stands."""
    here, of = OuterRef("pk"), {"document": OuterRef("pk")}
    period = CommentPeriod.objects.filter(closed_at__isnull=True, **of)
    places = Member.objects.accepted().filter(seat__in=seats, group=OuterRef("group"), group__status=GroupStatus.ACTIVE)
    said = Voice.objects.filter(member__seat__in=seats)
    asked = Agreement.objects.filter(~Exists(said.filter(agreement=OuterRef("pk"))), closed_at__isnull=True, **of)
    running = Submission.objects.filter(ended_at__isnull=True, **of)
    return Document.objects.only("title", "status", "group__name", "dialogue__slug").annotate(
        due=Subquery(period.values("due_at")[:1]),
        is_asked=Exists(asked) & Exists(places),
        is_led=Exists(places.filter(Q(is_coordinator=True) | Q(is_rapporteur=True))),
        submitted=Subquery(running.values("at")[:1]),
        settled=Subquery(running.values("settled_at")[:1]),
        group_agreed=Subquery(running.values("group_agreed_at")[:1]),
        host_agreed=Subquery(running.values("host_agreed_at")[:1]),
        has_undecided=Exists(Comment.objects.undecided().filter(document=here)),
    )


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
