"""What calls and answers hold about a person: what they entered for others, and drafts that are theirs alone."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from dialogues.inputs.models import Answer
from dialogues.inputs.states import AnswerStatus
from dialogues.models import Mandate, Seat, reach_of
from inspired.core import ports
from inspired.core.forgetting import remove_unneeded
from inspired.core.models import Person, StoredFile, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part

COVERS = frozenset({"inputs.Answer.entered_by"})


@ports.personal_data.provide
@chapter("said")
def my_entered_answers(user: User) -> Iterable[Part]:
    """Give a person the answers they entered for others; what they gave themselves stands in the ledger."""
    answers = Answer.objects.filter(entered_by=user).select_related("call").order_by("pk")
    yield Part(
        _("Answers you entered for others"),
        tuple(
            {_("Call"): one.call.title, _("Came in"): one.get_channel_display(), _("On"): one.updated_at}
            for one in answers
        ),
    )


@ports.personal_data.provide
@chapter("said")
def my_drafts(user: User) -> Iterable[Part]:
    """Give a person the answers that their seats have begun and not sent."""
    rows = Answer.objects.filter(seat__in=reach_of(user).speaking, status=AnswerStatus.DRAFT)
    yield Part(
        _("Answers begun and not sent"),
        tuple(
            {
                _("Call"): one.call.title,
                _("Organisation"): one.seat.organisation.name,
                _("Last changed"): one.updated_at,
            }
            for one in rows.select_related("call", "seat__organisation").order_by("pk")
        ),
    )


def _lone_drafts(person: Person) -> QuerySet[Answer]:
    """Keep the drafts of seats for which this person spoke and nobody else does: nobody else can have typed them."""
    mine = Seat.objects.filter(delegates__person=person)
    others = Mandate.objects.active().exclude(delegate__person=person)
    return Answer.objects.filter(status=AnswerStatus.DRAFT, seat__in=mine.values("pk")).exclude(
        seat__in=others.values("delegate__seat")
    )


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the drafts that go and the answers entered for others, which stay."""
    if scope:
        return
    entered = Answer.objects.filter(entered_by__person=person, status=AnswerStatus.SUBMITTED).count()
    said = _("They belong to the organisation for which they were entered.")
    yield Effect(
        _("Answers begun and not sent, which nobody else of the organisation works on"), _lone_drafts(person).count()
    )
    yield Effect(_("Answers entered for others"), entered, goes=False, why=said)


def erase(person: Person, scope: str) -> None:
    """Delete the drafts that were theirs alone, with the files in them."""
    if scope:
        return
    locked = _lone_drafts(person).select_for_update(of=("self",))  # what is handed in meanwhile is no draft any more
    drafts = list(locked.values_list("pk", flat=True))
    answers = Answer.objects.filter(pk__in=drafts)
    files = {*answers.values_list("scan", flat=True), *answers.values_list("responses__file", flat=True)} - {None}
    answers.delete()
    remove_unneeded(StoredFile.objects.filter(pk__in=files).values_list("pk", flat=True))


ports.erasure.provide(Eraser("inputs", preview, erase, covers=COVERS))
