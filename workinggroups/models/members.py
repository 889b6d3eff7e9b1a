"""Who belongs to a group: seats with what they know, and whom they send. And what each seat knows most about."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from workinggroups.states import MEMBER_TONES, MemberState

from .groups import Group


class MemberQuerySet(models.QuerySet["Member"]):
    """Questions about members."""

    def visible_to(self, user: Anyone) -> MemberQuerySet:
        """Keep one's own seats' places, and those of the groups this person may see: invitations for the inside only.

        Who reads a group as everybody else does, from outside the dialogue, reads no members.
        """
        reach = reach_of(user)
        groups = Group.objects.visible_to(user)
        inside = models.Q(group__in=Group.objects.worked_in_by(user).values("pk"))
        shown = models.Q(group__in=groups.values("pk"), state=MemberState.ACCEPTED)
        shown &= models.Q(group__dialogue__in=reach.inside)
        return self.filter(models.Q(seat__in=reach.seats, group__in=groups.values("pk")) | inside | shown)

    def accepted(self) -> MemberQuerySet:
        """Keep those who are members today."""
        return self.filter(state=MemberState.ACCEPTED)

    def within_reach(self) -> MemberQuerySet:
        """Keep the members whom a question reaches: their organisation has not left the dialogue."""
        return self.accepted().filter(seat__left_at__isnull=True)

    def invited(self) -> MemberQuerySet:
        """Keep those whose answer is awaited."""
        return self.filter(state=MemberState.INVITED)


class Member(Labelled):
    """A seat's place in a group. The seat is the member; whoever speaks for it acts, and it names whom it sends."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="group_places", verbose_name=_("seat"))
    specialisation = models.CharField(_("specialisation"), max_length=200, blank=True)
    delegate = models.ForeignKey(
        Delegate,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("person who takes part"),
    )
    substitute = models.ForeignKey(
        Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("substitute")
    )
    is_coordinator = models.BooleanField(_("coordinates"), default=False)
    is_rapporteur = models.BooleanField(_("keeps the record"), default=False)
    state = models.CharField(max_length=10, choices=MemberState.choices, default=MemberState.INVITED)
    note = models.TextField(_("what the seat says about it"), blank=True)
    invited_at = models.DateTimeField(default=timezone.now)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of a working group")
        verbose_name_plural = _("members of working groups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "seat"], name="a_seat_has_one_place_in_a_group"),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(is_coordinator=True), name="one_coordinator_of_a_group"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(is_rapporteur=True), name="one_rapporteur_of_a_group"
            ),
            models.CheckConstraint(
                condition=models.Q(state=MemberState.INVITED, answered_at__isnull=True)
                | (~models.Q(state=MemberState.INVITED) & models.Q(answered_at__isnull=False)),
                name="an_answered_place_has_its_date",
            ),
            models.CheckConstraint(
                condition=models.Q(delegate__isnull=True)
                | models.Q(substitute__isnull=True)
                | ~models.Q(delegate=models.F("substitute")),
                name="nobody_is_their_own_substitute",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.group.audit_scope

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return MEMBER_TONES[self.state]


class SpecialismQuerySet(models.QuerySet["Specialism"]):
    """Questions about what seats know most about."""

    def visible_to(self, user: Anyone) -> SpecialismQuerySet:
        """Keep own seats' and those of the host team's dialogues."""
        reach = reach_of(user)
        return self.filter(models.Q(seat__in=reach.seats) | models.Q(seat__dialogue__in=reach.team))


class Specialism(models.Model):
    """What a seat knows most about, in words divided by commas; groups find their members by it."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="specialism")
    words = models.CharField(_("what it knows most about"), max_length=300, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = SpecialismQuerySet.as_manager()

    class Meta:
        verbose_name = _("specialisation of a seat")
        verbose_name_plural = _("specialisations of seats")

    def __str__(self) -> str:
        return self.words
