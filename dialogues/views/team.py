"""Who belongs to the host team and who holds a role without a seat."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from dialogues.forms.roles import RoleInvitationForm
from dialogues.frame import frame
from dialogues.models import Dialogue, DialogueRole, Invitation
from dialogues.services.invitations import invite_role
from dialogues.services.roles import end_role
from dialogues.states import Role
from dialogues.views.submitting import done, submitted
from inspired.core.access import requires
from inspired.core.keeping import as_typed, keeps_typed

RANK = {role: number for number, role in enumerate(Role.values)}


@requires("dialogues.manage_dialogue", Dialogue, slug="slug")
@require_safe
def team(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """List roles held now and before, and invitations to a role that wait."""
    roles = (
        DialogueRole.objects.visible_to(request.user)
        .filter(dialogue=dialogue)
        .select_related("user__person", "dialogue")
    )
    ordered = sorted(roles, key=lambda role: (RANK[role.role], role.user.name))
    waiting = Invitation.objects.visible_to(request.user).filter(dialogue=dialogue, seat__isnull=True).waiting()
    context = frame(request.user, dialogue, "manage") | {
        "held": [role for role in ordered if not role.is_over],
        "ended": [role for role in ordered if role.is_over],
        "waiting": waiting,
    }
    return TemplateResponse(request, "dialogues/team.html", context)


@keeps_typed
@requires("dialogues.manage_team", Dialogue, slug="slug")
def role_invite(request: HttpRequest, dialogue: Dialogue) -> HttpResponse:
    """Ask somebody by mail to hold a role."""
    form = RoleInvitationForm(as_typed(request), initial={"language": dialogue.language})
    said = _("The invitation is on its way.")
    if submitted(request, form, lambda data: invite_role(dialogue, by=request.user, **data), said):
        return redirect("team", dialogue.slug)
    return TemplateResponse(
        request, "dialogues/role_invite.html", frame(request.user, dialogue, "manage") | {"form": form}
    )


@requires("dialogues.manage_role", DialogueRole, related=("dialogue", "user__person"), dialogue__slug="slug", pk="pk")
def role_end(request: HttpRequest, role: DialogueRole) -> HttpResponse:
    """Say what ending a role means, ask once, end it."""
    dialogue = role.dialogue
    if request.method == "POST":
        done(request, lambda: end_role(role, by=request.user), _("The role has ended; it counts no more from now on."))
        return redirect("team", dialogue.slug)
    return TemplateResponse(
        request, "dialogues/role_end.html", frame(request.user, dialogue, "manage") | {"role": role}
    )
