"""What working groups hold about a person: what they wrote, took on and did, and what of it names them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from dialogues.models.chains import dialogue_in
from inspired.core import ports
from inspired.core.forgetting import remove_names
from inspired.core.models import Person, User
from inspired.core.personal import chapter
from inspired.core.ports import Effect, Eraser, Part
from workinggroups.models import BoardNote, Group, GroupFile, GroupPrint, Member, Thanks

KEPT = (
    "Group.proposed_by Mission.opened_by Mission.closed_by Member.invited_by Member.answered_by Specialism.updated_by "
    "Task.done_by Task.by BoardNote.by GroupFile.by"
)  # who did it: the key stays, the name goes with the person
GOES = "Member.delegate Member.substitute Thanks.delegate GroupPrint.reader"
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
@chapter("places")
def my_thanks(user: User) -> Iterable[Part]:
    """Give a person the missions of groups for which they were thanked."""
    rows = Thanks.objects.filter(delegate__user=user).select_related("mission__group__dialogue").order_by("pk")
    yield Part(
        _("Working groups in which you were thanked"),
        tuple(
            {
                _("Dialogue"): one.mission.group.dialogue.title,
                _("Group"): one.mission.group.name,
                _("On"): one.mission.closed_at,
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
def my_files(user: User) -> Iterable[Part]:
    """Give a person what they put into the spaces of groups, with what they said of it; the files themselves come beside it."""
    rows = GroupFile.objects.filter(by=user).select_related("group", "file").order_by("pk")
    yield Part(
        _("Files and links you put into working groups"),
        tuple(
            {
                _("Group"): one.group.name,
                _("Title"): one.title,
                _("What it is"): one.get_kind_display(),
                _("File or address"): one.file.original_name if one.file else one.address,
                _("Note"): one.note,
                _("Source"): one.source,
                _("How far one can rely on it"): one.reliability,
                _("On"): one.at,
            }
            for one in rows
        ),
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
    yield Effect(_("Thanks to you for work in groups"), _thanks(person, scope).count())
    if scope:
        return
    notes = BoardNote.objects.filter(by__person=person).count()
    why = _("They belong to the organisation for which they were written; your name goes.")
    yield Effect(_("Notes in working groups"), notes, goes=False, why=why)
    files = GroupFile.objects.filter(by__person=person).count()
    yield Effect(_("Files and links in working groups"), files, goes=False, why=why)


def erase(person: Person, scope: str) -> None:
    """Take the person out of the places in groups, and delete their prints; the organisation keeps its place."""
    places = _named(person, scope)
    places.filter(delegate__person=person).update(delegate=None)
    _named(person, scope).update(substitute=None)
    _thanks(person, scope).update(delegate=None)
    if not scope:
        prints = GroupPrint.objects.filter(reader__person=person)
        remove_names(name for name in prints.values_list("pdf", flat=True) if name)
        prints.delete()


def _thanks(person: Person, scope: str) -> QuerySet[Thanks]:
    thanks = Thanks.objects.filter(delegate__person=person)
    return thanks.filter(mission__group__dialogue=dialogue_in(scope)) if scope else thanks


def _named(person: Person, scope: str) -> QuerySet[Member]:
    named = Member.objects.filter(Q(delegate__person=person) | Q(substitute__person=person))
    return named.filter(group__dialogue=dialogue_in(scope)) if scope else named


ports.erasure.provide(Eraser("workinggroups", preview, erase, covers=COVERS))
