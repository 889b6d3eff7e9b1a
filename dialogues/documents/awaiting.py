"""What waits for a person in documents: rounds to answer, answers to confirm, drafts to comment on, texts of groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

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
from dialogues.models import reach_of, standing_of
from dialogues.models.readers import ReaderQuestion
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.ports import Todo
from inspired.core.written import moment_of
from workinggroups.models import Member
from workinggroups.states import GroupStatus

UNCONFIRMED = (EndorsementState.PREPARED, EndorsementState.ANNOUNCED)
# What a line about a round shows; the text of its version is long.
SHOWN_OF_ROUND = {
    "key": F("pk"),
    "seat_key": F("seat"),
    "dialogue": F("round__version__document__dialogue"),
    "document": F("round__version__document"),
    "title": F("round__version__document__title"),
    "version": F("round__version__number"),
    "number": F("round__number"),
    "signed": F("round__signed_by"),
    "name": F("seat__organisation__name"),
    "until": F("round__due_at"),
}


@ports.todo.provide
def awaited_answers(user: Anyone) -> Iterator[Todo]:
    """Offer the rounds in which a seat of this person has said nothing, and what waits for a signatory; one query."""
    reach = reach_of(user)
    if not (reach.speaking and reach.open):
        return
    for unconfirmed, *found in IN_ROUNDS.rows(user):
        row = dict(zip(SHOWN_OF_ROUND, found, strict=True))
        place = [reach.named[row["dialogue"]].slug, row["document"], row["number"]]
        if unconfirmed is None:
            yield _answer_todo(row, reverse("round_answer", args=[*place, row["key"]]))
        elif row["signed"] == SignedBy.DELEGATE or row["seat_key"] in standing_of(user, row["dialogue"]).signing:
            yield _confirm_todo(row, str(EndorsementState(unconfirmed).label), reverse("round", args=place))


def _in_rounds(user: Anyone) -> Iterator[QuerySet[Any, Any]]:
    reach = reach_of(user)
    given = Endorsement.objects.given().filter(seat=OuterRef("seat"), version=OuterRef("round__version"))
    unconfirmed = Endorsement.objects.filter(seat=OuterRef("seat"), round=OuterRef("round"), state__in=UNCONFIRMED)
    waiting = Invitee.objects.filter(seat__in=reach.speaking, round__in=Round.objects.open().values("pk"))
    waiting = waiting.filter(~Exists(given), round__version__document__dialogue__in=reach.open)
    yield waiting.values_list(Subquery(unconfirmed.values("state")[:1]), *SHOWN_OF_ROUND.values())


IN_ROUNDS = ReaderQuestion(_in_rounds)


def _answer_todo(row: dict[str, Any], url: str) -> Todo:
    return Todo(
        title=_("Your answer on %(title)s, version %(number)s, is awaited")
        % {"title": row["title"], "number": row["version"]},
        url=url,
        action=_("Read and answer"),
        dialogue_id=row["dialogue"],
        context=_("You answer for %(name)s.") % {"name": row["name"]},
        due=moment_of(row["until"]),
        rank=0,
    )


def _confirm_todo(row: dict[str, Any], state: str, url: str) -> Todo:
    return Todo(
        title=_("Confirm the answer of %(name)s") % {"name": row["name"]},
        url=url,
        action=_("Look and confirm"),
        dialogue_id=row["dialogue"],
        context=state,
        due=moment_of(row["until"]),
        rank=1,
    )


@ports.todo.provide
def texts_waiting(user: Anyone) -> Iterator[Todo]:
    """Offer the drafts that are open for this person's comments, and what the texts of groups wait for from them; one query."""
    reach = reach_of(user)
    if not (reach.voiced or reach.team):
        return
    for row in TEXTS.rows(user):
        text = Awaited(*row)
        slug = reach.named[text.dialogue].slug
        yield from _todos(text, slug, speaks=text.dialogue in reach.voiced, is_host=text.dialogue in reach.team)


class Awaited(NamedTuple):
    """A text in which something may wait. ``leads`` says whether one leads its group, and nothing where one has no place in it."""

    key: int
    title: str
    status: str
    dialogue: int
    group: int | None
    group_name: str | None
    asked: int | None
    submitted: object
    settled: object
    group_agreed: object
    host_agreed: object
    has_undecided: bool
    leads: bool | None
    has_said: bool
    due: object

    @property
    def is_asked(self) -> bool:
        """Are its members asked whether they agree, and this person has not said."""
        return self.leads is not None and self.asked is not None and not self.has_said


def _texts(user: Anyone) -> Iterator[QuerySet[Any, Any]]:
    """Read the texts in which something may wait: the open period, an open question to members, where a submission stands.

    Of a period, a question and a running submission a text has one at most. The host team sees all of its dialogues.
    """
    reach = reach_of(user)
    known = Document.objects.filter(dialogue__in=reach.open & (reach.team | reach.voiced))
    if reach.voiced:
        known = known.filter(pk__in=Document.objects.visible_to(user).values("pk"))
    known = known.annotate(
        period=FilteredRelation("comment_periods", condition=Q(comment_periods__closed_at__isnull=True)),
        asked=FilteredRelation("agreements", condition=Q(agreements__closed_at__isnull=True)),
        running=FilteredRelation("submissions", condition=Q(submissions__ended_at__isnull=True)),
    )
    waiting = Q(status=DocumentStatus.COMMENTS, dialogue__in=reach.voiced)
    waiting |= Q(group__isnull=False) & (Q(asked__isnull=False) | Q(running__isnull=False))
    running = (f"running__{name}" for name in ("at", "settled_at", "group_agreed_at", "host_agreed_at"))
    undecided = Exists(Comment.objects.undecided().filter(document=OuterRef("pk")))
    own = ("pk", "title", "status", "dialogue", "group", "group__name", "asked__pk")
    yield known.filter(waiting).values_list(*own, *running, undecided, *_part_in(reach.speaking), "period__due_at")


def _part_in(seats: Ids) -> tuple[Any, Any]:
    """Say of a text whether these seats lead its group, nothing where they have no place in it, and whether they have answered."""
    if not seats:
        return Value(None, BooleanField(null=True)), Value(False, BooleanField())
    places = Member.objects.accepted().filter(seat__in=seats, group=OuterRef("group"), group__status=GroupStatus.ACTIVE)
    leads = ExpressionWrapper(Q(is_coordinator=True) | Q(is_rapporteur=True), BooleanField())
    said = Voice.objects.filter(member__seat__in=seats, agreement=OuterRef("asked__pk"))
    return Subquery(places.annotate(leads=leads).order_by("-leads").values("leads")[:1]), Exists(said)


TEXTS = ReaderQuestion(_texts)


def _todos(text: Awaited, slug: str, *, speaks: bool, is_host: bool) -> Iterator[Todo]:
    if text.status == DocumentStatus.COMMENTS and speaks:
        yield Todo(
            title=_("%(title)s is open for your comments") % {"title": text.title},
            url=reverse("document", args=[slug, text.key]),
            action=_("Read and comment"),
            dialogue_id=text.dialogue,
            due=moment_of(text.due),
            rank=3,
        )
    if text.group is None:
        return
    url = reverse("output", args=[slug, text.key])
    if text.is_asked and not is_host:
        title = _("Do you agree to “%(title)s”?") % {"title": text.title}
        yield Todo(title, url, _("Read and say"), text.dialogue, str(text.group_name), rank=1)
    if (words := _way_on(text, is_host=is_host)) != "":
        yield Todo(words, url, _("Go on"), text.dialogue, text.title, rank=2)


def _way_on(text: Awaited, *, is_host: bool) -> str:
    """Say what a submitted text waits for from this side."""
    if text.submitted is None or text.settled is not None or text.status == DocumentStatus.COMMENTS:
        return ""
    if text.has_undecided:
        return "" if is_host or not text.leads else _("Comments on the text of your group wait for an answer")
    has_agreed = text.host_agreed if is_host else text.group_agreed
    leads = is_host or text.leads
    return _("Choose with the others what becomes of a submitted text") if leads and not has_agreed else ""
