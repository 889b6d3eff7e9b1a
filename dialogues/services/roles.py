"""Roles held without a seat: how they end. Invitations to a role stand with the invitations."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from dialogues.models import DialogueRole, Invitation
from dialogues.services.dialogue import locked_dialogue
from dialogues.states import TEAM, Role
from inspired.core import ports
from inspired.core.access import require
from inspired.core.audit import record
from inspired.core.memory import forget
from inspired.core.models import User
from inspired.core.ports import Leaver
from inspired.core.states import StateError


@transaction.atomic
def end_role(role: DialogueRole, *, by: User) -> DialogueRole:
    """End a role at once: it counts no more at the next request. A dialogue keeps at least one host.

    What the holder of a last role had taken up alone waits for others again (port ``handover``).
    """
    locked = locked_dialogue(role.dialogue, by=by)
    require(by, "dialogues.manage_team", locked)
    held = DialogueRole.objects.select_for_update(of=("self",)).select_related("user").get(pk=role.pk)
    if held.is_over:
        raise StateError(_("This role has ended already."))
    hosts = locked.roles.active().filter(role=Role.HOST, user__is_active=True)
    if held.role == Role.HOST and not hosts.exclude(user=held.user).exists():
        raise StateError(_("A dialogue needs a host. Invite another host first, then end this role."))
    held.ended_at = timezone.now()
    held.save(update_fields=["ended_at"])
    record(by, "role.ended", held, role=held.role, holder=held.user.person_key)
    forget()
    remains = locked.roles.active().filter(user=held.user).exists()
    ports.handover.let_go(Leaver(held.user, locked.pk, None, remains), by)
    return held


@transaction.atomic
def leave_team(role: DialogueRole, *, by: User, successor: User) -> list[str]:
    """End at once what somebody holds in the host team, in favour of a colleague; return the roles that ended.

    Whoever follows the only host becomes host. Raises StateError when the person has left already, and for a successor
    who is the same person or not of the team.
    """
    locked = locked_dialogue(role.dialogue, by=by)
    leaver = role.user
    held = list(locked.roles.active().select_for_update(of=("self",)).filter(user=leaver, role__in=sorted(TEAM)))
    if not held:
        raise StateError(_("This person has left the host team already."))
    require(by, "dialogues.hand_over_role", held[0])
    if successor.pk == leaver.pk:
        raise StateError(_("Choose somebody else: nobody follows themself."))
    if not successor.is_active or not locked.roles.active().team().filter(user=successor).exists():
        raise StateError(_("Choose somebody who belongs to the host team."))
    hosts = locked.roles.active().filter(role=Role.HOST, user__is_active=True).exclude(user=leaver)
    if any(one.role == Role.HOST for one in held) and not hosts.exists():
        given = DialogueRole.objects.create(dialogue=locked, user=successor, role=Role.HOST)
        record(by, "role.given", given, role=Role.HOST, holder=successor.person_key)
    for one in held:
        one.ended_at = timezone.now()
        one.save(update_fields=["ended_at"])
        record(by, "role.ended", one, role=one.role, holder=leaver.person_key)
    sent = Invitation.objects.open().filter(dialogue=locked, email=leaver.email or "", role__in=sorted(TEAM))
    for invitation in sent:
        invitation.revoked_at = timezone.now()
        invitation.save(update_fields=["revoked_at"])
        record(by, "invitation.revoked", invitation)
    forget()
    return [one.role for one in held]
