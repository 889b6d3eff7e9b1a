"""Seats, the delegates who speak for them, and their dated mandates."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import Appearance, Category, DelegateRole, Phase
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.models.people import Person

from .chains import OfDialogue
from .dialogue import AffectedGroup, Dialogue
from .organisations import Organisation
from .roles import Dated, DialogueRole, on_day
from .standing import AtPlace, reach_of, reach_within


def seen_by(user: Anyone) -> models.Q:
    """Match what ``visible_to`` keeps, for conditions on rows of seats, which then need no sub-query."""
    reach = reach_of(user)
    listed = models.Q(dialogue__in=reach.inside, joined_at__isnull=False, left_at__isnull=True)
    listed &= ~models.Q(appear_to_participants=Appearance.UNLISTED)
    return models.Q(dialogue__in=reach.team) | models.Q(pk__in=reach.seats) | listed


def named_to(user: Anyone) -> models.Q:
    """Match, among the seats this person sees, those whose organisation they may know by name."""
    reach = reach_of(user)
    open_name = models.Q(appear_to_participants__in=[Appearance.NAME, Appearance.ORGANISATION])
    return models.Q(dialogue__in=reach.team) | models.Q(pk__in=reach.seats) | open_name


class SeatQuerySet(AtPlace, models.QuerySet["Seat"]):
    """Questions about seats."""

    def visible_to(self, user: Anyone) -> SeatQuerySet:
        """Keep every seat for the host team, own seats, and for other members those not unlisted to participants."""
        return self.filter(seen_by(user))

    def visible_within(self, user: Anyone, dialogue_id: int) -> SeatQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps; all of it for its host team."""
        rows = self.filter(dialogue=dialogue_id)
        return rows if reach_within(user, dialogue_id).team else rows.visible_to(user)

    def named_to(self, user: Anyone) -> SeatQuerySet:
        """Keep the seats whose organisation this person may know by name: their own, their teams', and those that wish it."""
        return self.filter(seen_by(user), named_to(user))

    def at_the_table(self) -> SeatQuerySet:
        """Keep seats whose organisation has joined and not left."""
        return self.filter(joined_at__isnull=False, left_at__isnull=True)

    def spoken_for_by(self, user: Anyone) -> SeatQuerySet:
        """Keep the seats this person speaks for today, observers' left out."""
        return self.filter(pk__in=reach_of(user).speaking)

    def may_be_signed(self, day: date | None = None) -> SeatQuerySet:
        """Keep seats at the table with at least one delegate who has signing authority on the day."""
        signing = Mandate.objects.active(day).filter(may_sign=True).exclude(role=DelegateRole.OBSERVER)
        return self.at_the_table().filter(pk__in=signing.values("delegate__seat"))

    def may_be_spoken_for(self, day: date | None = None) -> SeatQuerySet:
        """Keep seats at the table with at least one delegate who speaks for them on the day."""
        speaking = Mandate.objects.active(day).exclude(role=DelegateRole.OBSERVER)
        return self.at_the_table().filter(pk__in=speaking.values("delegate__seat"))


class Seat(Labelled, OfDialogue):
    """An organisation's place in a dialogue. People change; the seat's positions stay, with who spoke for it then."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="seats")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="seats", verbose_name=_("organisation")
    )
    category = models.CharField(_("category"), max_length=20, choices=Category.choices)
    speaks_for = models.ManyToManyField(AffectedGroup, blank=True, related_name="seats", verbose_name=_("speaks for"))
    from_phase = models.CharField(_("takes part from"), max_length=12, choices=Phase.choices, default=Phase.ASSESSMENT)
    appear_to_participants = models.CharField(
        _("to participants"), max_length=12, choices=Appearance.choices, default=Appearance.ORGANISATION
    )
    appear_in_documents = models.CharField(
        _("in documents"), max_length=12, choices=Appearance.choices, default=Appearance.ORGANISATION
    )
    appear_in_public = models.CharField(
        _("in public"), max_length=12, choices=Appearance.choices, default=Appearance.UNLISTED
    )
    joined_at = models.DateTimeField(null=True, blank=True)
    left_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        ordering = ["organisation__name"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "organisation"], name="one_seat_per_organisation")]

    def __str__(self) -> str:
        return self.organisation.name

    def has_signatory(self, person: Anyone, day: date | None = None) -> bool:
        """Does this person hold signing authority for the seat on the day, and no role that must stay neutral?"""
        if not person.is_authenticated or not person.is_active:
            return False
        mandates = Mandate.objects.active(day).filter(delegate__seat=self, delegate__user=person, may_sign=True)
        neutral = DialogueRole.objects.active(day).neutral().filter(dialogue=self.dialogue_id, user=person)
        return mandates.exclude(role=DelegateRole.OBSERVER).exists() and not neutral.exists()


class SeatMove(models.Model):
    """One leaving or return of a seat, with its reason. The reason is the host team's and the seat's own."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="moves")
    has_left = models.BooleanField()
    reason = models.TextField(_("reason"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("leaving or return")
        verbose_name_plural = _("leavings and returns")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return str(_("Left") if self.has_left else _("Returned"))


class DelegateQuerySet(models.QuerySet["Delegate"]):
    """Questions about delegates."""

    def visible_to(self, user: Anyone) -> DelegateQuerySet:
        """Keep oneself, the delegates of the host team's seats and of one's own, and whoever appears by name."""
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        named = models.Q(
            seat__in=Seat.objects.visible_to(user).filter(appear_to_participants=Appearance.NAME).values("pk"),
            appear_to_participants=Appearance.NAME,
        )
        own = models.Q(user=user) | models.Q(seat__in=reach.seats)
        return self.filter(own | models.Q(seat__dialogue__in=reach.team) | named)

    def mandated(self, day: date | None = None) -> DelegateQuerySet:
        """Keep the delegates with a mandate in force on the day, today by default."""
        return self.filter(pk__in=Mandate.objects.active(day).values("delegate"))

    def with_contacts_for(self, user: Anyone) -> DelegateQuerySet:
        """Keep the delegates whose address and telephone this person may read: the host team's dialogues, and oneself."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(models.Q(user=user) | models.Q(seat__dialogue__in=reach_of(user).team))


class Delegate(Labelled):
    """A person who speaks for a seat, with or without an account. Contact details are the host team's only."""

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="delegates")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="delegates")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="delegates"
    )
    function = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    appear_to_participants = models.CharField(
        _("to participants"), max_length=12, choices=Appearance.choices, default=Appearance.ORGANISATION
    )
    appear_in_documents = models.CharField(
        _("in documents"), max_length=12, choices=Appearance.choices, default=Appearance.ORGANISATION
    )
    appear_in_public = models.CharField(
        _("in public"), max_length=12, choices=Appearance.choices, default=Appearance.UNLISTED
    )

    objects = DelegateQuerySet.as_manager()

    class Meta:
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")
        constraints = [models.UniqueConstraint(fields=["seat", "person"], name="one_delegate_per_person_and_seat")]

    def __str__(self) -> str:
        return self.function or f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.seat.audit_scope

    @property
    def holds_mandate(self) -> bool:
        """Has this delegate a mandate that is not over, in force or to come?"""
        return any(not mandate.is_over for mandate in self.mandates.all())


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Questions about mandates."""

    def visible_to(self, user: Anyone) -> MandateQuerySet:
        """Keep the mandates of the delegates this person may see."""
        return self.filter(delegate__in=Delegate.objects.visible_to(user).values("pk"))

    def active(self, day: date | None = None) -> MandateQuerySet:
        """Keep mandates in force on the day, today by default, of seats that have not left."""
        return self.filter(on_day(day), delegate__seat__left_at__isnull=True)

    def held_at(self, moment: datetime, day: date) -> MandateQuerySet:
        """Keep mandates in force at a moment that falls on this day, whatever became of them since."""
        dated = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day)
        unended = models.Q(ended_at__isnull=True) | models.Q(ended_at__gt=moment)
        return self.filter(dated, unended, starts_on__lte=day)

    def running(self, day: date | None = None) -> MandateQuerySet:
        """Keep mandates that are not over on the day, today by default: in force, or to come."""
        unended = self.filter(ended_at__isnull=True)
        return unended.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=day or timezone.localdate()))

    def begins_on(self, user: Anyone, dialogue: Dialogue) -> date | None:
        """Return the day on which this person's first mandate in the dialogue begins, if that is still to come."""
        dated = self.running().filter(delegate__user=user.pk, delegate__seat__dialogue=dialogue)
        first = dated.order_by("starts_on").values_list("starts_on", flat=True).first()
        return first if first and first > timezone.localdate() else None


class Mandate(Dated):
    """From when to when a delegate speaks for the seat, in which role, and whether with signing authority."""

    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField(_("role"), max_length=10, choices=DelegateRole.choices, default=DelegateRole.HEAD)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="mandate_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~models.Q(role=DelegateRole.OBSERVER, may_sign=True), name="observers_never_sign"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.starts_on}"
