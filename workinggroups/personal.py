"""What working groups hold about a person: what they wrote, took on and did, and what of it names them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from inspired.core import ports
from inspired.core.forgetting import remove_names
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part
from workinggroups.models import BoardNote, Group, GroupPrint, Member

KEPT = (
    "Group.proposed_by Mission.opened_by Mission.closed_by Member.invited_by Member.answered_by Specialism.updated_by "
    "Task.done_by Task.by BoardNote.by"
)  # who did it: the key stays, the name goes with the person
GOES = "Member.delegate Member.substitute GroupPrint.reader"
COVERS = frozenset(f"workinggroups.{name}" for name in f"{KEPT} {GOES}".split())


@ports.personal_data.provide
@chapter("places")
def my_groups(user: User) -> Iterable[Part]:
    """Give a person the groups in which they take part or stand in."""
    mine = Q(delegate__user=user) | Q(substitute__user=user)
    rows = (
        Member.objects.filter(mine).select_related("group__dialogue", "seat__organisation", "delegate").order_by("pk")
    )
    yield Part(
        _("Working groups you take part in"),
        tuple(
            {
                _("Dialogue"): one.group.dialogue.title,
                _("Group"): one.group.name,
                _("Organisation"): one.seat.organisation.name,
                _("You"): _("take part") if one.delegate and one.delegate.user_id == user.pk else _("stand in"),
            }
            for one in rows
        ),
    )


@ports.personal_data.provide
@chapter("said")
def my_notes(user: User) -> Iterable[Part]:
    """Give a person the notes they put on groups' boards."""
    rows = BoardNote.objects.filter(by=user).select_related("group").order_by("pk")
    yield Part(
        _("Notes you put up in working groups"),
        tuple({_("Group"): one.group.name, _("Note"): one.text, _("On"): one.at} for one in rows),
    )


@ports.personal_data.provide
@chapter("said")
def my_proposals(user: User) -> Iterable[Part]:
    """Give a person the groups they proposed, with the answers."""
    rows = Group.objects.filter(proposed_by=user).select_related("dialogue").order_by("pk")
    yield Part(
        _("Working groups you proposed"),
        tuple(
            {_("Dialogue"): one.dialogue.title, _("Group"): one.name, _("Reason"): one.why, _("Answer"): one.answer}
            for one in rows
        ),
    )


def preview(person: Person, scope: str) -> Iterable[Effect]:
    """Count the places that name the person, and the notes that stay as the organisation's."""
    yield Effect(_("Places in working groups that name you"), _named(person, scope).count())
    if scope:
        return
    notes = BoardNote.objects.filter(by__person=person).count()
    yield Effect(
        _("Notes in working groups"),
        notes,
        goes=False,
        why=_("They belong to the organisation for which they were written; your name goes."),
    )


def erase(person: Person, scope: str) -> None:
    """Take the person out of the places in groups, and delete their prints; the organisation keeps its place."""
    places = _named(person, scope)
    places.filter(delegate__person=person).update(delegate=None)
    _named(person, scope).update(substitute=None)
    if not scope:
        prints = GroupPrint.objects.filter(reader__person=person)
        remove_names(name for name in prints.values_list("pdf", flat=True) if name)
        prints.delete()


def _named(person: Person, scope: str) -> QuerySet[Member]:
    named = Member.objects.filter(Q(delegate__person=person) | Q(substitute__person=person))
    return named.filter(group__dialogue=int(scope.removeprefix("dialogue:"))) if scope else named


ports.erasure.provide(Eraser("workinggroups", preview, erase, covers=COVERS))
