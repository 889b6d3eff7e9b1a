"""What records, notes and papers hold about a person, and how they let go of it. The app's eraser calls what stands here."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.activities.models import (
    AgreedSummary,
    BilateralNote,
    Grant,
    Instalment,
    Invited,
    MeetingPrint,
    Needs,
    PlainRow,
    ToolRecord,
    Trainee,
    Undertaking,
)
from dialogues.addresses import naming
from inspired.core import ports
from inspired.core.forgetting import remove_names
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Part

ROWS = (PlainRow, Undertaking, Grant, Instalment, Trainee)
KEPT = (
    "ToolRecord.by PlainRow.by Undertaking.by Grant.by Instalment.by Trainee.by BilateralNote.by AgreedSummary.shown_by "
    "Needs.by MeetingPrint.reader"
)  # who wrote it: the key stays, the name goes with the person
COVERS = frozenset(f"activities.{name}" for name in KEPT.split())


@ports.personal_data.provide
@chapter("did")
def my_notes(user: User) -> Iterable[Part]:
    """Say on which days a person met parties alone; the notes are the host organisation's and leave the site with nobody."""
    rows = BilateralNote.objects.filter(by=user).select_related("activity__dialogue").order_by("pk")
    yield Part(
        _("Notes of bilateral meetings you wrote for the host"),
        tuple({_("Dialogue"): one.activity.dialogue.title, _("Given"): one.created_at} for one in rows),
    )


@ports.personal_data.provide
@chapter("said")
def my_needs(user: User) -> Iterable[Part]:
    """Give a person what was noted that they need in meetings."""
    rows = Needs.objects.filter(Q(by=user) | Q(invited__delegate__user=user)).select_related("invited__meeting")
    yield Part(
        _("What you need in meetings"),
        tuple(
            {
                _("Meeting"): one.invited.meeting.title,
                _("Language to interpret into"): one.interpretation,
                _("Access"): one.access,
                _("Diet"): one.diet,
                _("Childcare"): one.childcare,
            }
            for one in rows.order_by("pk")
        ),
    )


@ports.personal_data.provide
@chapter("did")
def my_records(user: User) -> Iterable[Part]:
    """Say in which dialogues a person last wrote down what came of an activity."""
    rows = ToolRecord.objects.filter(by=user).select_related("activity__dialogue").order_by("pk")
    yield Part(
        _("What came of activities, written down by you"),
        tuple(
            {_("Dialogue"): one.activity.dialogue.title, _("Title"): one.activity.title, _("Given"): one.at}
            for one in rows
        ),
    )


def _within(rows: QuerySet[Any], scope: str, path: str) -> QuerySet[Any]:
    return rows.filter(**{f"{path}__dialogue": int(scope.removeprefix("dialogue:"))}) if scope else rows


def coming_as(person: Person, scope: str) -> QuerySet[Invited]:
    """Keep the answers in which this person is the one who comes: as a delegate, or by name where they belong."""
    named = naming(Invited.objects.all(), "substitute", person, scope, dialogue="meeting__activity__dialogue")
    return Invited.objects.filter(Q(delegate__person=person) | Q(pk__in=named.values("pk")))


def _needs(person: Person, scope: str) -> QuerySet[Needs]:
    """Keep what somebody needs who comes, named by the seat or by themself."""
    mine = Q(invited__in=coming_as(person, scope).values("pk")) | Q(by__person=person, invited__delegate__isnull=True)
    return _within(Needs.objects.filter(mine), scope, "invited__meeting__activity")


def _named(model: type[Any], person: Person, scope: str) -> QuerySet[Any]:
    return naming(model.objects.all(), "who", person, scope, dialogue="activity__dialogue")


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count what goes, and the notes that stay with the host without the name of who wrote them."""
    yield Effect(_("What you need in meetings"), _needs(person, scope).count())
    yield Effect(_("Your name and marks in trainings"), _named(Trainee, person, scope).count())
    yield Effect(_("Your name in notes of the host"), _named(BilateralNote, person, scope).count())
    if scope:
        return
    why = _("They are the host’s work and stay with the dialogue, without your name.")
    written = BilateralNote.objects.filter(by__person=person).count()
    yield Effect(_("Notes of bilateral meetings you wrote for the host"), written, goes=False, why=why)
    shown = AgreedSummary.objects.filter(shown_by__person=person).count()
    yield Effect(_("Summaries of talks that you showed to a party"), shown, goes=False, why=why)
    rows = sum(model.objects.filter(by__person=person).count() for model in (ToolRecord, *ROWS))
    yield Effect(_("What came of activities, written down by you"), rows, goes=False, why=why)


def erase(person: Person, scope: str) -> None:
    """Forget what this person needs, how they judged themselves, and their name where the host wrote it down.

    Papers printed for their meetings may name them and are made again in a moment: they go.
    """
    prints = _prints(person, scope)
    remove_names(name for name in prints.values_list("pdf", flat=True) if name)
    prints.delete()
    _needs(person, scope).delete()
    _named(Trainee, person, scope).update(who="", before=None, after=None, words="")
    _named(BilateralNote, person, scope).update(who="")


def _prints(person: Person, scope: str) -> QuerySet[MeetingPrint]:
    coming = coming_as(person, scope).values("meeting")
    return _within(MeetingPrint.objects.filter(meeting__in=coming), scope, "meeting__activity")
