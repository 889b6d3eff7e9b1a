"""What participants contribute to the ports: their tab, and the invitations that await somebody with an account."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from dialogues.models import Dialogue, Invitation
from inspired.core import ports
from inspired.core.access import Anyone, may
from inspired.core.ports import Tab, Todo


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
    waiting = Invitation.objects.answerable().for_address(user.email).select_related("dialogue", "seat__organisation")
    for invitation in waiting:
        whom = invitation.seat.organisation.name if invitation.seat else invitation.get_role_display()
        yield Todo(
            title=_("You are invited: %(title)s") % {"title": invitation.dialogue.title},
            url=reverse("invitation_mine", args=[invitation.pk]),
            action=_("Read and answer"),
            dialogue_id=invitation.dialogue_id,
            context=whom,
            due=invitation.expires_at,
            rank=1,
        )
