"""What is recorded of a tool in use: texts by their names, and rows of the parts that repeat. Layouts say which there are."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.activities.states.records import (
    GRANT_TONES,
    OPEN_GRANTS,
    PLEDGE_TONES,
    Confidence,
    GrantState,
    Pledge,
)
from dialogues.models import Seat, reach_of
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled

from .activities import Activity
from .releases import opened, told_to_media

TIERS = [Tier.PARTICIPANTS, Tier.GROUP, Tier.HOST]


def readable(user: Anyone, path: str) -> models.Q:
    """Keep what belongs to activities this person sees from inside; ``path`` leads to the activity."""
    reach = reach_of(user)
    inside = {f"{path}__dialogue__in": reach.participating, f"{path}__in": Activity.objects.visible_to(user)}
    return models.Q(**inside)


def of_team(user: Anyone, path: str) -> models.Q:
    """Keep what belongs to dialogues of whose host team this person is."""
    return models.Q(**{f"{path}__dialogue__in": reach_of(user).team})


class ToolRecord(models.Model):
    """That something is recorded of an activity, and how often its texts were changed."""

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="record")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("record of a tool")
        verbose_name_plural = _("records of tools")

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``activity`` loaded."""
        return self.activity.audit_scope


class RecordTextQuerySet(models.QuerySet["RecordText"]):
    """Questions about texts of records."""

    def visible_to(self, user: Anyone) -> RecordTextQuerySet:
        """Keep the host team's, and for others inside what is not the host team's alone and not held back from them.

        Media users read what is held back, and only when the host tells it to them.
        """
        path = "record__activity"
        held = models.Q(is_held=True)
        inside = readable(user, path) & models.Q(tier=Tier.PARTICIPANTS)
        inside &= ~held | opened(user, path, waits_without_day=False)
        return self.filter(of_team(user, path) | inside | held & told_to_media(user, path))


class RecordText(models.Model):
    """One text or day of a record, by its name in the layout; its tier is the layout's, kept here so that rows decide."""

    record = models.ForeignKey(ToolRecord, on_delete=models.CASCADE, related_name="texts")
    name = models.CharField(max_length=30)
    text = models.TextField(blank=True)
    day = models.DateField(null=True, blank=True)
    tier = models.CharField(max_length=12, choices=Tier.choices, default=Tier.HOST)
    is_held = models.BooleanField(default=False)

    objects = RecordTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a record")
        verbose_name_plural = _("texts of records")
        constraints = [
            models.UniqueConstraint(fields=["record", "name"], name="a_record_says_a_thing_once"),
            models.CheckConstraint(condition=models.Q(tier__in=TIERS), name="texts_of_records_are_never_public"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def value(self) -> Any:
        """The day, or the text."""
        return self.day if self.day else self.text


class RecordRowQuerySet(models.QuerySet[Any]):
    """Questions about rows of records."""

    def visible_to(self, user: Anyone) -> RecordRowQuerySet:
        """Keep the host team's; for others inside the rows for all participants and those about their own seats."""
        return self.filter(of_team(user, "activity") | self._inside(user))

    def _inside(self, user: Anyone) -> models.Q:
        own = models.Q(tier=Tier.GROUP, seat__in=reach_of(user).seats)
        return readable(user, "activity") & (models.Q(tier=Tier.PARTICIPANTS) | own)


class RecordRow(Labelled):
    """One row of a part that repeats. ``group`` rows are for the host team and the seat they are about."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="%(class)s_rows")
    part = models.CharField(max_length=20)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    tier = models.CharField(max_length=12, choices=Tier.choices, default=Tier.HOST)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = RecordRowQuerySet.as_manager()
    tone = ""

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(tier__in=TIERS), name="rows_of_%(class)s_are_never_public"),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``activity`` loaded."""
        return self.activity.audit_scope

    def value_of(self, name: str) -> Any:
        """What the row says under a name of its layout."""
        return getattr(self, name)

    def take(self, said: dict[str, Any], tier: str) -> list[str]:
        """Put what was said into the row, and who may read it. Returns the names of the columns it touched."""
        for name, value in said.items():
            setattr(self, name, value)
        self.tier = tier
        return [*said, "tier"]


class PlainRowQuerySet(RecordRowQuerySet):
    """Questions about plain rows, of which some are held back until a release."""

    def visible_to(self, user: Anyone) -> PlainRowQuerySet:
        """Keep what rows of records show, but for what is held back from this person; media users read what they are told."""
        held = models.Q(is_held=True)
        inside = self._inside(user) & (~held | opened(user, "activity", waits_without_day=True))
        told = held & models.Q(tier=Tier.PARTICIPANTS) & told_to_media(user, "activity")
        return self.filter(of_team(user, "activity") | inside | told)


class PlainRow(RecordRow):
    """A row of a part that only people read: days and seats as columns, the rest as words under their names."""

    on = models.DateField(_("day"), null=True, blank=True)
    words = models.JSONField(default=dict, blank=True)
    is_held = models.BooleanField(default=False)

    objects = PlainRowQuerySet.as_manager()

    class Meta(RecordRow.Meta):
        verbose_name = _("row of a record")
        verbose_name_plural = _("rows of records")
        ordering = ["on", "pk"]

    def value_of(self, name: str) -> Any:
        return getattr(self, name) if name in ("seat", "on") else self.words.get(name, "")

    def take(self, said: dict[str, Any], tier: str) -> list[str]:
        touched = super().take({name: value for name, value in said.items() if name in ("seat", "on")}, tier)
        self.words = {name: str(value) for name, value in said.items() if name not in ("seat", "on") and value}
        return [*touched, "words"]


class Undertaking(RecordRow):
    """What a party has undertaken with regard to the result of the dialogue; a party without a seat goes by its name."""

    party = models.CharField(_("party"), max_length=200, blank=True)
    pledge = models.CharField(_("undertakes"), max_length=12, choices=Pledge.choices, default=Pledge.NONE)
    words = models.TextField(_("in its own words"), blank=True)
    on = models.DateField(_("given on"), null=True, blank=True)

    class Meta(RecordRow.Meta):
        verbose_name = _("undertaking of a party")
        verbose_name_plural = _("undertakings of parties")
        constraints = [
            *RecordRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | ~models.Q(party=""), name="an_undertaking_has_its_party"
            ),
            models.CheckConstraint(
                condition=models.Q(pledge=Pledge.NONE) | models.Q(on__isnull=False), name="an_undertaking_has_its_day"
            ),
        ]

    @property
    def tone(self) -> str:  # type: ignore[override]
        """The colour that goes with the undertaking."""
        return PLEDGE_TONES[Pledge(self.pledge)]


class Grant(RecordRow):
    """A grant that a seat applied for. Until it is awarded, only that seat and the host team know of it."""

    project = models.CharField(_("project"), max_length=200)
    recommendation = models.TextField(_("recommendation it puts into practice"), blank=True)
    amount = models.DecimalField(
        _("amount"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=GrantState.choices, default=GrantState.APPLIED)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    reason = models.TextField(_("reason"), blank=True)

    class Meta(RecordRow.Meta):
        verbose_name = _("grant")
        verbose_name_plural = _("grants")
        constraints = [
            *RecordRow.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(state=GrantState.APPLIED) | models.Q(decided_on__isnull=False),
                name="a_decided_grant_has_its_day",
            ),
            models.CheckConstraint(condition=models.Q(seat__isnull=False), name="a_seat_applies_for_a_grant"),
        ]

    def __str__(self) -> str:
        return self.project

    @property
    def tone(self) -> str:  # type: ignore[override]
        """The colour that goes with the state."""
        return GRANT_TONES[GrantState(self.state)]

    def take(self, said: dict[str, Any], tier: str) -> list[str]:
        return super().take(said, Tier.PARTICIPANTS if said.get("state", self.state) in OPEN_GRANTS else tier)


class Instalment(RecordRow):
    """One payment of a grant and the report it asks for; for the host team and the seat that holds the grant."""

    grant = models.ForeignKey(Grant, on_delete=models.CASCADE, related_name="instalments")
    amount = models.DecimalField(_("amount"), max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    due_on = models.DateField(_("to be paid on"))
    paid_on = models.DateField(_("paid on"), null=True, blank=True)
    report_due_on = models.DateField(_("report until"), null=True, blank=True)
    reported_on = models.DateField(_("report came on"), null=True, blank=True)
    report = models.TextField(_("what the report says"), blank=True)

    class Meta(RecordRow.Meta):
        verbose_name = _("instalment of a grant")
        verbose_name_plural = _("instalments of grants")
        ordering = ["due_on", "pk"]

    def take(self, said: dict[str, Any], tier: str) -> list[str]:
        touched = super().take(said, tier)
        self.seat = self.grant.seat
        return [*touched, "seat"]


class Trainee(RecordRow):
    """Somebody in a training: for which seat, and how they judge their own ability before and after."""

    who = models.CharField(_("who takes part"), max_length=200, blank=True)
    before = models.PositiveSmallIntegerField(_("before"), choices=Confidence.choices, null=True, blank=True)
    after = models.PositiveSmallIntegerField(_("after"), choices=Confidence.choices, null=True, blank=True)
    words = models.TextField(_("in their own words"), blank=True)

    class Meta(RecordRow.Meta):
        verbose_name = _("participant of a training")
        verbose_name_plural = _("participants of trainings")
