"""Sentences for the events of dialogues, people and organisations, and the names of what such events are about."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _

from dialogues.models import AffectedGroup, Delegate, Invitation, Seat
from dialogues.states import ByHand, Category, Channel, DelegateRole, Phase, Role
from inspired.core import ports
from inspired.core.access import Anyone
from inspired.core.ports import Naming, Telling

TOLD = [
    Telling(
        "dialogue",
        _("The dialogue and its policy area"),
        {
            "dialogue.created": _("The dialogue was created"),
            "dialogue.edited": _("The settings of the dialogue were changed"),
            "dialogue.opened": _("The dialogue was opened"),
            "dialogue.paused": _("The dialogue was paused"),
            "dialogue.closed": _("The dialogue was closed"),
            "dialogue.archived": _("The dialogue was archived"),
            "dialogue.unarchived": _("The dialogue was taken out of the archive"),
            "deletion.planned": _("The deletion of the dialogue was planned"),
            "deletion.cancelled": _("The planned deletion was taken back"),
            "dialogue.deletion_begun": _("The deletion of the dialogue began"),
            "reason.taken_out": _("The words of a reason were taken out of event %(number)s"),
            "dialogue.deleted": _("A dialogue was deleted"),
            "dialogue.published": _("The summary of the dialogue was published"),
            "dialogue.unpublished": _("The summary of the dialogue was taken back"),
            "policy_area.validated": _("The policy area was validated"),
            "policy_area.adjusted": _("The policy area was adjusted"),
            "policy_area.changed": _("The policy area was changed"),
        },
    ),
    Telling(
        "phases",
        _("Phases"),
        {
            "phase.opened": _("The phase “%(phase)s” was opened"),
            "phase.paused": _("The phase “%(phase)s” was paused"),
            "phase.resumed": _("The phase “%(phase)s” was resumed"),
            "phase.stepped_back": _("The phase “%(phase)s” was opened again by a step back"),
            "phase.closed": _("The phase “%(phase)s” was closed"),
        },
    ),
    Telling(
        "rules",
        _("Ground rules"),
        {
            "ground_rules.proposed": _("Version %(number)s of the ground rules was proposed"),
            "ground_rules.answered": _("%(seat)s answered the ground rules"),
            "ground_rules.answered:yes": _("%(seat)s agreed to the ground rules"),
            "ground_rules.answered:no": _("%(seat)s did not agree to the ground rules"),
            "ground_rules.entered": _("The answer of %(seat)s to the ground rules was entered on its behalf"),
            "ground_rules.agreed": _("Version %(number)s of the ground rules was put into force"),
            "ground_rules.superseded": _("Version %(number)s of the ground rules was replaced by a later one"),
        },
    ),
    Telling(
        "participants",
        _("Seats and delegates"),
        {
            "seat.added": _("A seat was prepared for %(seat)s"),
            "seat.edited": _("The seat of %(seat)s was changed"),
            "seat.joined": _("%(seat)s took its seat"),
            "seat.left": _("%(seat)s left the dialogue"),
            "seat.returned": _("%(seat)s came back to the dialogue"),
            "seat.appearance_chosen": _("It was chosen how %(seat)s appears to others"),
            "delegate.added": _("%(person)s was added as a delegate of %(seat)s"),
            "delegate.edited": _("Details of %(person)s, delegate of %(seat)s, were changed"),
            "delegate.erased": _("A delegate of %(seat)s was erased"),
            "delegate.appearance_chosen": _("It was chosen how %(person)s, delegate of %(seat)s, appears to others"),
            "mandate.given": _("%(person)s was given a mandate by %(seat)s"),
            "mandate.ended": _("The mandate of %(person)s for %(seat)s was ended"),
            "category.waived": _("The category “%(category)s” was marked as not needed here"),
            "category.needed": _("The category “%(category)s” is needed again"),
            "tab.shown": _("A tab of the dialogue was shown to everybody"),
            "group.added": _("The affected group “%(group)s” was put on the list"),
            "group.removed": _("An affected group was taken off the list"),
            "organisation.added": _("An organisation was added to the directory"),
            "organisation.edited": _("An organisation in the directory was changed"),
        },
    ),
    Telling(
        "invitations",
        _("Invitations"),
        {
            "invitation.sent": _("An invitation was sent to %(thing)s"),
            "invitation.resent": _("An invitation was sent again to %(thing)s"),
            "invitation.revoked": _("The invitation to %(thing)s was revoked"),
            "invitation.accepted": _("%(person)s accepted the invitation to %(thing)s"),
            "invitation.declined": _("The invitation to %(thing)s was declined"),
            "invitation_list.taken_in": _("A list of people to invite was taken in"),
            "invitation_list.worked_off": _("The list of people to invite was worked off"),
        },
    ),
    Telling(
        "team",
        _("Host team and other roles"),
        {
            "role.given": _("%(person)s was given the role “%(role)s”"),
            "role.taken": _("%(person)s accepted the role “%(role)s”"),
            "errand.told": _("%(thing)s was told without e-mail what had happened"),
            "errand.taken_back": _("%(thing)s had not been told after all"),
            "role.ended": _("%(person)s no longer holds the role “%(role)s”"),
        },
        {
            "role": {**dict(DelegateRole.choices), **dict(Role.choices)},
            "category": dict(Category.choices),
            "phase": dict(Phase.choices),
            "from_phase": dict(Phase.choices),
            "channel": dict(Channel.choices),
            "how": dict(ByHand.choices),
        },
    ),
    Telling(
        "downloads",
        _("Downloads"),
        {
            "list.exported": _("A list was downloaded"),
            "list.exported:seats": _("The list of participants was downloaded"),
            "list.exported:delegates": _("The list of delegates was downloaded"),
            "list.exported:invitations": _("The list of invitations was downloaded"),
            "list.exported:errands": _("The list of who is told without e-mail was downloaded"),
            "list.exported:dialogues": _("The list of dialogues was downloaded"),
            "list.exported:trail": _("The audit trail was downloaded"),
            "list.exported:reach": _("The list of whom a notice would reach was downloaded"),
            "list.exported:notifications": _("A person’s own notifications were downloaded"),
            "list.exported:deletions": _("The list of deletions was downloaded"),
            "list.exported:deletion_report": _("The report of a deletion was downloaded"),
        },
    ),
    Telling(
        "accounts",
        _("Accounts"),
        {
            "account.created": _("An account was made"),
            "account.changed": _("An account was changed"),
            "account.password_link_sent": _("A link to choose a password was sent"),
            "account.second_factor_dropped": _("The second factor of an account was dropped"),
            "account.opened_to_visitors": _("A sign-in of the demonstration was opened to visitors"),
            "person.renamed": _("A person changed their name"),
            "person.exported": _("A person took out what is held about them"),
            "person.erased": _("A person was erased"),
            "session.ended": _("A session was ended"),
            "sessions.ended": _("All other sessions were ended"),
        },
        elsewhere=True,
    ),
    Telling(
        "work",
        _("Work in the background"),
        {
            "retention.kept": _("What was past its time was forgotten: %(count)s (%(what)s)"),
            "job.retried": _("Work that had failed was started again"),
            "job.cancelled": _("Work in the background was called off"),
        },
    ),
]


@ports.event_words.provide
def own_words(_user: Anyone) -> list[Telling]:
    """Tell the events of this app and of the shared floor."""
    return TOLD


@ports.work_words.provide
def own_work(_user: Anyone) -> Iterator[tuple[str, Any]]:
    """Name the mails and the background work of this app."""
    yield "dialogues.invitation", _("An invitation")
    yield "dialogues.notices", _("What happened in a dialogue")
    yield "dialogues.tell", _("Telling people what happened")
    yield "dialogues.send_list", _("Sending a list of invitations")
    yield "dialogues.delete", _("Deleting a dialogue")
    yield "dialogues.deletion_planned", _("A dialogue that is to be deleted")
    yield "dialogues.deletion_cancelled", _("A deletion that was taken back")
    yield "dialogues.deletion_done", _("A dialogue that was deleted")


@ports.event_names.provide
def own_names(_user: Anyone, dialogues: Collection[int]) -> Iterator[Naming]:
    """Say where seats, delegates, invitations and groups have their names."""
    seats, organisation = Seat.objects.filter(dialogue__in=dialogues), "seat__organisation__name"
    invitations = Invitation.objects.filter(dialogue__in=dialogues)
    groups = AffectedGroup.objects.filter(dialogue__in=dialogues)
    yield Naming("dialogues.seat", seats, "organisation__name", "organisation__name", kept="seat")
    yield Naming("dialogues.affectedgroup", groups, "name", kept="group")
    delegates = Delegate.objects.filter(seat__dialogue__in=dialogues)
    yield Naming("dialogues.delegate", delegates, "person__name", organisation)
    yield Naming("dialogues.invitation", invitations, "email", organisation)
