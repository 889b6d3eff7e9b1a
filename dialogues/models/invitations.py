"""Invitations: capabilities whose token is derived when sent and never stored."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.permissions import LIVE
from dialogues.states import DelegateRole, InvitationState, Role
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled

from .chains import OfDialogue
from .dialogue import Dialogue
from .seats import Seat
from .standing import reach_of

_OPEN = models.Q(accepted_at__isnull=True, declined_at__isnull=True, revoked_at__isnull=True)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def visible_to(self, user: Anyone) -> InvitationQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def open(self) -> InvitationQuerySet:
        """Keep those that were neither answered nor revoked, expired ones included."""
        return self.filter(_OPEN)

    def waiting(self) -> InvitationQuerySet:
        """Keep those that can still be accepted."""
        return self.open().filter(expires_at__gt=clock.now())

    def answerable(self) -> InvitationQuerySet:
        """Keep those that can be accepted or declined now: waiting, of a live dialogue and a seat that has not left."""
        return self.waiting().filter(dialogue__status__in=LIVE, seat__left_at__isnull=True)

    def answered_since(self, moment: datetime) -> InvitationQuerySet:
        """Keep those accepted or declined since the moment, the latest answer first."""
        answered = Coalesce("accepted_at", "declined_at")
        return self.annotate(answered_at=answered).filter(answered_at__gte=moment).order_by("-answered_at")

    def for_address(self, email: str | None) -> InvitationQuerySet:
        """Keep those sent to this address, whatever the letters' case."""
        return self.filter(email__iexact=email) if email else self.none()


_AT_MOST_ONE_END = (
    models.Q(accepted_at__isnull=True, declined_at__isnull=True)
    | models.Q(accepted_at__isnull=True, revoked_at__isnull=True)
    | models.Q(declined_at__isnull=True, revoked_at__isnull=True)
)


class Invitation(Labelled, OfDialogue):
    """An invitation to speak for a seat, or to hold a role. ``generation`` rises with each resend and voids the last token."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="invitations")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="invitations")
    delegate_role = models.CharField(_("role"), max_length=10, choices=DelegateRole.choices, blank=True)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, blank=True)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    generation = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    declined_at = models.DateTimeField(null=True, blank=True)
    declined_note = models.TextField(_("why not"), blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False, role="") | (models.Q(seat__isnull=True) & ~models.Q(role="")),
                name="invitation_is_for_a_seat_or_a_role",
            ),
            models.CheckConstraint(
                condition=models.Q(may_sign=False)
                | (~models.Q(delegate_role=DelegateRole.OBSERVER) & models.Q(role="")),
                name="invited_observers_and_roles_never_sign",
            ),
            models.CheckConstraint(condition=_AT_MOST_ONE_END, name="an_invitation_ends_in_one_way"),
            models.UniqueConstraint(
                "seat", "email", name="one_open_invitation_per_seat_and_address", condition=_OPEN & models.Q(role="")
            ),
            models.UniqueConstraint(
                "dialogue",
                "role",
                "email",
                name="one_open_invitation_per_role_and_address",
                condition=_OPEN & ~models.Q(role=""),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def state(self) -> InvitationState:
        """Where the invitation stands now."""
        for moment, state in (
            (self.revoked_at, InvitationState.REVOKED),
            (self.accepted_at, InvitationState.ACCEPTED),
            (self.declined_at, InvitationState.DECLINED),
        ):
            if moment:
                return state
        return InvitationState.WAITING if self.expires_at > timezone.now() else InvitationState.EXPIRED


class InvitationListQuerySet(models.QuerySet["InvitationList"]):
    """Questions about lists of people to invite."""

    def visible_to(self, user: Anyone) -> InvitationListQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def unfinished(self) -> InvitationListQuerySet:
        """Keep those that are still being worked off."""
        return self.filter(finished_at__isnull=True)


class InvitationList(OfDialogue):
    """A list of people that a job invites. ``text`` is the list as it was previewed; it is forgotten at the end."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="invitation_lists")
    digest = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    invited = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationListQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of people to invite")
        verbose_name_plural = _("lists of people to invite")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "digest"],
                condition=models.Q(finished_at__isnull=True),
                name="a_list_is_worked_off_once_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
