"""A tool used in a dialogue: what for, when and where, with whom, and what came of the three questions of the method."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.activities import ACTIVITY_TONES, ENDED, SHOWN, ActivityState, Tool
from dialogues.models import AtPlace, Dialogue, Reach, Seat, reach_of, reach_within
from dialogues.models.dialogue import Logged
from dialogues.models.seats import SeatQuerySet
from dialogues.states import Phase
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled
from inspired.core.moments import zone_words_on
from workinggroups.models import Member
from workinggroups.states import MemberState

# what a group plans for its members alone
OF_A_GROUP = models.Q(tool=Tool.WORKING_GROUPS, tier=Tier.GROUP, seat__isnull=False, group__isnull=False)


class ActivityQuerySet(AtPlace, models.QuerySet["Activity"]):
    """Questions about activities."""

    def visible_to(self, user: Anyone) -> ActivityQuerySet:
        """Keep what its tier opens to this person, own proposals, and everything for the host team.

        Everybody: once it is published, for whoever sees the dialogue. Participants: whoever reads what participants
        read. Group: the seats it invites, of a group's own meetings those that have not left it. Host: the host team alone.
        """
        seen = self._public() & models.Q(dialogue__in=Dialogue.objects.visible_to(user).values("pk"))
        return self.filter(seen | self._inside(user, reach_of(user))) if user.is_authenticated else self.filter(seen)

    def visible_within(self, user: Anyone, dialogue_id: int) -> ActivityQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps: a shorter question, and none for its host team."""
        rows, reach = self.filter(dialogue=dialogue_id), reach_within(user, dialogue_id)
        if reach.team:
            return rows
        if reach.participating:  # they read whatever is public as well
            return rows.filter(self._inside(user, reach))
        return rows.filter(self._public() | self._inside(user, reach)) if reach.members else rows.visible_to(user)

    def visible_inside(self, user: Anyone) -> ActivityQuerySet:
        """Keep of what ``visible_to`` keeps what this person sees by belonging to the dialogue: a shorter question."""
        return self.filter(self._inside(user, reach_of(user))) if user.is_authenticated else self.none()

    def _public(self) -> models.Q:
        return models.Q(state__in=SHOWN, tier=Tier.PUBLIC, published_at__lte=clock.now())

    def _inside(self, user: Anyone, reach: Reach) -> models.Q:
        shown = models.Q(state__in=SHOWN)
        inside = models.Q(dialogue__in=reach.team)
        inside |= shown & models.Q(tier__in=[Tier.PUBLIC, Tier.PARTICIPANTS], dialogue__in=reach.participating)
        own = models.Q(dialogue__in=reach.members) & ~models.Q(tier=Tier.HOST)
        inside |= models.Q(seat__isnull=True, by=user.pk, state=ActivityState.PROPOSED) & own
        if reach.seats:  # what nobody of this kind asks costs nothing
            named = Activity.seats.through.objects.filter(seat__in=reach.seats).values("activity")
            asked = models.Q(pk__in=named) | models.Q(asks_all=True, dialogue__in=reach.seated)
            theirs = shown & ~models.Q(tier=Tier.HOST) & asked | models.Q(seat__in=reach.seats) & own
            inside |= theirs & ~self._left_by(reach)
        return inside

    def _left_by(self, reach: Reach) -> models.Q:
        """Match what a group planned for its members alone after these seats have left it, but for what they were in."""
        places = Member.objects.filter(seat__in=reach.seats)
        gone = models.Q(group__in=places.filter(state=MemberState.LEFT).values("group"))
        if reach.sits_twice:  # two seats at one table: one may have stayed
            gone &= ~models.Q(group__in=places.accepted().values("group"))
        there = Activity.objects.filter(meetings__attendance_rows__seat__in=reach.seats).values("pk")
        return OF_A_GROUP & gone & ~models.Q(pk__in=there)

    def proposed(self) -> ActivityQuerySet:
        """Keep proposals that the host has not answered."""
        return self.filter(state=ActivityState.PROPOSED)


class Activity(Labelled):
    """One tool in use in one dialogue. Its meetings hold the dates to the minute; its results stand with its tool."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="activities")
    tool = models.PositiveSmallIntegerField(_("tool"), validators=[MinValueValidator(1), MaxValueValidator(19)])
    title = models.CharField(_("title"), max_length=200)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.ASSESSMENT)
    group = models.ForeignKey(
        "workinggroups.Group",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="activities",
        verbose_name=_("working group"),
    )
    purpose = models.TextField(_("purpose in this dialogue"))
    output = models.CharField(_("what it leads to"), max_length=300, blank=True)
    output_key = models.CharField(_("text it leads to"), max_length=100, blank=True)
    output_label = models.CharField(max_length=300, blank=True, editable=False)
    is_necessary = models.TextField(_("why it is necessary"), blank=True)
    builds_trust = models.TextField(_("how it builds trust"), blank=True)
    joint_knowledge = models.TextField(_("how knowledge becomes a joint achievement"), blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    link = models.URLField(_("link to take part from afar"), max_length=500, blank=True)
    starts_on = models.DateField(_("from"), null=True, blank=True)
    ends_on = models.DateField(_("until"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    asks_all = models.BooleanField(_("invites all seats"), default=True)
    seats = models.ManyToManyField(Seat, blank=True, related_name="activities", verbose_name=_("seats invited"))
    facilitator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("facilitator"),
    )
    tier = models.CharField(_("visible to"), max_length=12, choices=Tier.choices, default=Tier.PARTICIPANTS)
    published_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=ActivityState.choices, default=ActivityState.PLANNED)
    reason = models.TextField(_("reason"), blank=True)
    seat = models.ForeignKey(
        Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("proposed by")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tool__gte=1, tool__lte=19), name="a_tool_is_one_of_nineteen"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=False, ends_on__gte=models.F("starts_on")),
                name="an_activity_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=sorted(ENDED)) | ~models.Q(reason=""),
                name="an_activity_that_is_not_held_has_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(tier=Tier.PUBLIC) | models.Q(published_at__isnull=True),
                name="only_what_everybody_may_see_is_published",
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "state", "starts_on"], name="activities_of_a_dialogue")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("activity", args=[self.dialogue.slug, self.pk])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return f"dialogue:{self.dialogue_id}"

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return ACTIVITY_TONES[ActivityState(self.state)]

    @property
    def zone_name(self) -> str:
        """The place whose clocks count on the first day: "Cape Verde time, UTC−1"."""
        return zone_words_on(self.starts_on or timezone.localdate(), self.time_zone)

    def asked(self) -> SeatQuerySet:
        """Return the seats at the table that this activity invites."""
        seats = Seat.objects.at_the_table().filter(dialogue=self.dialogue_id)
        if self.asks_all:
            return seats
        if self.tool == Tool.WORKING_GROUPS and self.tier == Tier.GROUP and self.seat_id and self.group_id:
            left = Member.objects.filter(group=self.group_id, state=MemberState.LEFT)
            seats = seats.exclude(pk__in=left.values("seat"))
        return seats.filter(pk__in=self.seats.values("pk"))


class ActivityStep(Logged):
    """One step of an activity, from its proposal on, with the reason for it. Rows are only ever added."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=10, choices=ActivityState.choices)
    reason = models.TextField(_("reason"), blank=True)

    class Meta(Logged.Meta):
        verbose_name = _("step of an activity")
        verbose_name_plural = _("steps of activities")

    def __str__(self) -> str:
        return self.get_state_display()
