"""A working group, its missions one after the other, and the outputs expected of each."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import AtPlace, Dialogue, Seat, reach_of, reach_within
from dialogues.states import Phase
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from workinggroups.states import Formality, GroupKind, GroupStatus, MemberState, Openness

OPENED = (GroupStatus.ACTIVE, GroupStatus.CLOSED)
TO_DONORS = (Openness.DONOR, Openness.PUBLIC)
TO_PARTICIPANTS = (Openness.PARTICIPANTS, *TO_DONORS)


class GroupQuerySet(AtPlace, models.QuerySet["Group"]):
    """Questions about groups."""

    def visible_to(self, user: Anyone) -> GroupQuerySet:
        """Keep the host team's, those one's seats belong to or proposed, and opened ones as far as they are shown.

        A proposal is between its seat and the host team until the host opens it.
        """
        reach = reach_of(user)
        joined = models.Q(pk__in=self._joined_by(reach.seats, (MemberState.INVITED, MemberState.ACCEPTED)))
        own = models.Q(proposed_for__in=reach.seats) & ~models.Q(status__in=OPENED)
        own |= joined & models.Q(status__in=OPENED)
        shown = models.Q(dialogue__in=reach.participating, openness__in=TO_PARTICIPANTS)
        shown |= models.Q(dialogue__in=reach.donating, openness__in=TO_DONORS)
        shown |= models.Q(openness=Openness.PUBLIC, dialogue__in=Dialogue.objects.published().values("pk"))
        return self.filter(models.Q(dialogue__in=reach.team) | own | (shown & models.Q(status__in=OPENED)))

    def visible_within(self, user: Anyone, dialogue_id: int) -> GroupQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps; all of it for its host team."""
        rows, reach = self.filter(dialogue=dialogue_id), reach_within(user, dialogue_id)
        if reach.team:
            return rows
        if not reach.participating:
            return rows.visible_to(user)
        joined = self._joined_by(reach.seats, (MemberState.INVITED, MemberState.ACCEPTED))
        shown = models.Q(openness__in=TO_PARTICIPANTS) | models.Q(pk__in=joined)  # to everybody means to them as well
        proposed = models.Q(proposed_for__in=reach.seats) & ~models.Q(status__in=OPENED)
        return rows.filter(models.Q(status__in=OPENED) & shown | proposed)

    def worked_in_by(self, user: Anyone) -> GroupQuerySet:
        """Keep the groups whose inside this person reads: the host team's, and those their seats are members of."""
        reach = reach_of(user)
        inside = models.Q(dialogue__in=reach.team)
        if reach.speaking:  # without a seat there is nothing to ask
            inside |= models.Q(pk__in=self._joined_by(reach.speaking, (MemberState.ACCEPTED,)))
        return self.filter(inside)

    def active(self) -> GroupQuerySet:
        """Keep those that work now."""
        return self.filter(status=GroupStatus.ACTIVE)

    def opened(self) -> GroupQuerySet:
        """Keep those that work now or have worked."""
        return self.filter(status__in=OPENED)

    def locked(self) -> GroupQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")

    def _joined_by(self, seats: frozenset[int], states: tuple[str, ...]) -> models.QuerySet[Any, Any]:
        places = apps.get_model("workinggroups", "Member")._default_manager
        return places.filter(seat__in=seats, state__in=states).values("group")


class Group(Labelled):
    """A part of the table that prepares work for all. What it is to do stands in its missions."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="working_groups")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=12, choices=GroupKind.choices, default=GroupKind.RESEARCH)
    formality = models.CharField(_("formality"), max_length=8, choices=Formality.choices, default=Formality.LOOSE)
    openness = models.CharField(_("visible to"), max_length=12, choices=Openness.choices, default=Openness.DONOR)
    status = models.CharField(max_length=10, choices=GroupStatus.choices, default=GroupStatus.PROPOSED)
    why = models.TextField(_("why it is needed"), blank=True)
    proposed_for = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="proposed_groups"
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answer = models.TextField(_("the host's answer"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("working group")
        verbose_name_plural = _("working groups")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "name"], name="group_names_differ_in_a_dialogue")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("group", args=[self.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return f"dialogue:{self.dialogue_id}"

    @property
    def is_active(self) -> bool:
        """Does it work now?"""
        return self.status == GroupStatus.ACTIVE

    @property
    def mission(self) -> Mission | None:
        """The latest mission, read from those loaded with the group if they are."""
        return max(self.missions.all(), key=lambda one: one.number, default=None)

    @cached_property
    def places(self) -> list[Any]:
        """The places of all seats that were ever asked, as they stood when this row was read."""
        return list(self.members.all())

    def member_seats(self) -> frozenset[int]:
        """The seats that are members today."""
        return frozenset(one.seat_id for one in self.places if one.state == MemberState.ACCEPTED)

    def invited_seats(self) -> frozenset[int]:
        """The seats whose answer to the invitation is awaited."""
        return frozenset(one.seat_id for one in self.places if one.state == MemberState.INVITED)

    def coordinating_seat(self) -> int | None:
        """The seat that coordinates, if it is still a member."""
        leading = (one for one in self.places if one.is_coordinator and one.state == MemberState.ACCEPTED)
        return next((one.seat_id for one in leading), None)

    def reporting_seat(self) -> int | None:
        """The seat that keeps the record, if it is still a member."""
        writing = (one for one in self.places if one.is_rapporteur and one.state == MemberState.ACCEPTED)
        return next((one.seat_id for one in writing), None)


class Mission(models.Model):
    """What a group is to do in one or more phases, until it is closed with what came of it. Reconvening adds the next one."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="missions")
    number = models.PositiveIntegerField(default=1)
    text = models.TextField(_("mission"))
    phases = models.JSONField(_("phases"), default=list)
    opened_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcomes = models.TextField(_("outcomes"), blank=True)

    class Meta:
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["group", "number"], name="mission_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(closed_at__isnull=True), name="one_open_mission_of_a_group"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, outcomes="")
                | (models.Q(closed_at__isnull=False) & ~models.Q(outcomes="")),
                name="a_closed_mission_says_what_came_of_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def phase_names(self) -> str:
        """The phases in the method's order, in words."""
        return ", ".join(str(phase.label) for phase in Phase if phase.value in self.phases)


class OutputQuerySet(models.QuerySet["Output"]):
    """Questions about expected outputs."""

    def visible_to(self, user: Anyone) -> OutputQuerySet:
        """Keep those of the groups this person may see."""
        return self.filter(mission__group__in=Group.objects.visible_to(user).values("pk"))

    def current(self) -> OutputQuerySet:
        """Keep those of missions that are not closed, of groups that work."""
        return self.filter(mission__closed_at__isnull=True, mission__group__status=GroupStatus.ACTIVE)


class Output(models.Model):
    """Something a mission is expected to bring, until a day."""

    mission = models.ForeignKey(Mission, on_delete=models.CASCADE, related_name="outputs")
    title = models.CharField(_("expected output"), max_length=200)
    due_at = models.DateTimeField(_("until"), null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = OutputQuerySet.as_manager()

    class Meta:
        verbose_name = _("expected output")
        verbose_name_plural = _("expected outputs")
        ordering = [models.F("due_at").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.mission.group.audit_scope
