"""What participants contribute to the ports: their tab, invitations that await an account, and answers to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from dialogues.models import Dialogue, Errand, Invitation, reach_of
from dialogues.states import InvitationState, Role
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import News, Tab, Todo

RECENT = timedelta(days=14)
MOST_NEWS = 5


@ports.tabs.provide
def participants_tab(user: Anyone, dialogue: Dialogue) -> Iterator[Tab]:
    """Offer the tab to whoever may read the inside of the dialogue."""
    if may(user, "dialogues.see_members_area", dialogue):
        yield Tab("participants", _("Participants"), reverse("participants", args=[dialogue.slug]), 20)


@ports.todo.provide
def invitations_todo(user: Anyone) -> Iterator[Todo]:
    """Name the invitations sent to the address of this account; one query."""
    if not user.is_authenticated:
        return
    waiting = Invitation.objects.answerable().for_address(user.email)
    names = ("dialogue__title", "seat__organisation__name")
    for pk, dialogue, role, until, title, name in waiting.values_list("pk", "dialogue", "role", "expires_at", *names):
        yield Todo(
            title=_("You are invited: %(title)s") % {"title": title},
            url=reverse("invitation_mine", args=[pk]),
            action=_("Read and answer"),
            dialogue_id=dialogue,
            context=name or (str(Role(role).label) if role else ""),
            due=until,
            rank=1,
        )


@ports.todo.provide
def errands_todo(user: Anyone) -> Iterator[Todo]:
    """Say to the host team how many people no mail has told; one query, none for whoever hosts nothing."""
    reach = reach_of(user)
    if not (team := reach.team & reach.live):
        return
    waiting = Errand.objects.visible_to(user).waiting().filter(dialogue__in=team).order_by().values_list("dialogue")
    told = {"people": Count("delegate", distinct=True), "silent": Count("seat", distinct=True)}
    for pk, *numbers in waiting.annotate(**told):
        dialogue, number = reach.named[pk], max(numbers)
        yield Todo(
            title=ngettext(
                "%(number)d person must be told by telephone or on paper",
                "%(number)d people must be told by telephone or on paper",
                number,
            )
            % {"number": number},
            url=reverse("errands", args=[dialogue.slug]),
            action=_("Open the list"),
            dialogue_id=pk,
            context=dialogue.title,
            rank=3,
        )


@ports.news.provide
def answered_invitations(user: Anyone, dialogue: Dialogue) -> Iterator[News]:
    """Tell the host team who accepted and who declined in the last two weeks, the latest five; one query."""
    if not may(user, "dialogues.manage_dialogue", dialogue):
        return
    answered = Invitation.objects.visible_to(user).filter(dialogue=dialogue).answered_since(timezone.now() - RECENT)
    for invitation in answered.select_related("seat__organisation")[:MOST_NEWS]:
        accepted = invitation.state == InvitationState.ACCEPTED
        yield News(
            title=invitation.seat.organisation.name if invitation.seat else invitation.get_role_display(),
            url=reverse("invitation_list", args=[dialogue.slug]),
            note=_("Invitation accepted") if accepted else _("Invitation declined"),
            state=str(invitation.state.label),
            tone="yes" if accepted else "no",
            at=invitation.accepted_at or invitation.declined_at,
        )
