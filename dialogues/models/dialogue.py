"""The dialogue itself, the history of its policy area and the log of its phases."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import (
    MOVE_DONE,
    STATE_AFTER,
    AreaOutcome,
    Category,
    Phase,
    PhaseMove,
    PhaseState,
    Status,
    Visibility,
)
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled

from .chains import chain_of
from .organisations import Organisation
from .standing import AtPlace, Standing, reach_of, standing_of

HIDDEN = (Status.DRAFT, Status.DELETED)  # shown to nobody by being published


class DialogueQuerySet(AtPlace, models.QuerySet["Dialogue"]):
    """Questions about dialogues."""

    def of_member(self, user: Anyone) -> DialogueQuerySet:
        """Keep the dialogues in which this person holds a role or a seat today; drafts for the host team only.

        Asks the standings, which a request reads once, so that scoping adds no sub-query over roles and mandates.
        """
        return self.filter(pk__in=reach_of(user).members)

    def published(self) -> DialogueQuerySet:
        """Keep what a host has published with a date that has come."""
        return self.filter(_published())

    def with_phase_open(self, phase: str) -> DialogueQuerySet:
        """Keep the dialogues in which this phase is open, read from the last entry of its log."""
        log = PhaseLogEntry.objects.filter(dialogue=models.OuterRef("pk"), phase=phase).order_by("-at", "-pk")
        moves = [move for move, state in STATE_AFTER.items() if state == PhaseState.OPEN]
        return self.annotate(last_move=models.Subquery(log.values("move")[:1])).filter(last_move__in=moves)

    def visible_to(self, user: Anyone) -> DialogueQuerySet:
        """Keep own dialogues and published ones."""
        return self.filter(_published() | models.Q(pk__in=reach_of(user).members))

    def visible_within(self, user: Anyone, dialogue_id: int) -> DialogueQuerySet:
        """Keep this one, of the dialogues that ``visible_to`` keeps."""
        rows = self.filter(pk=dialogue_id)
        return rows if dialogue_id in reach_of(user).members else rows.visible_to(user)


def _published() -> models.Q:
    date_has_come = models.Q(visibility=Visibility.PUBLIC, published_at__lte=clock.now())
    return date_has_come & ~models.Q(status__in=HIDDEN)


class Dialogue(Labelled):
    """One run of the method in one country on one policy area, with one Dialogue Host."""

    slug = models.SlugField(max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    purpose = models.CharField(_("purpose, in one line"), max_length=300)
    country = models.CharField(_("country or region"), max_length=100)
    policy_area = models.CharField(_("policy area"), max_length=200)
    language = models.CharField(
        _("authoritative language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en"
    )
    other_languages = models.JSONField(_("other languages"), default=list, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    visibility = models.CharField(
        _("visibility"), max_length=15, choices=Visibility.choices, default=Visibility.PARTICIPANTS
    )
    published_at = models.DateTimeField(null=True, blank=True)
    short_label = models.CharField(
        _("label in mails"),
        max_length=80,
        blank=True,
        help_text=_("Mails call the dialogue by this label, so that a mailbox gives nothing away."),
    )
    host_organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="hosted_dialogues", verbose_name=_("Dialogue Host")
    )
    donor = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sponsored_dialogues",
        verbose_name=_("donor"),
    )
    government_counterpart = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="counterpart_dialogues",
        verbose_name=_("government counterpart"),
    )
    incentives = models.TextField(_("incentives and conditions"), blank=True)
    incentives_tier = models.CharField(_("who sees them"), max_length=12, choices=Tier.choices, default=Tier.HOST)
    contact = models.CharField(
        _("how to reach the host"),
        max_length=200,
        blank=True,
        help_text=_("An address or a telephone number. Members of the dialogue see it."),
    )
    keep_contacts_months = models.PositiveSmallIntegerField(
        _("months until contact details are forgotten"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_("Counted from the day the dialogue is closed. Then addresses and telephones of its people go."),
    )
    shown_tabs = models.JSONField(default=list, blank=True, editable=False)  # beside those that every dialogue has
    revision = models.PositiveIntegerField(default=1, editable=False)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DialogueQuerySet.as_manager()

    class Meta:
        verbose_name = _("dialogue")
        verbose_name_plural = _("dialogues")
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(visibility=Visibility.PUBLIC, published_at__isnull=False)
                | (~models.Q(visibility=Visibility.PUBLIC) & models.Q(published_at__isnull=True)),
                name="a_public_dialogue_and_no_other_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogue", args=[self.slug])

    @property
    def audit_scope(self) -> str:
        """The hash chain that this dialogue's events stand in."""
        return chain_of(self.pk)

    @property
    def mail_label(self) -> str:
        """What mails and calendar feeds call this dialogue."""
        return self.short_label or str(_("A dialogue you take part in"))

    @property
    def language_names(self) -> str:
        """The authoritative language first, then the others, in words."""
        words = dict(settings.CONTENT_LANGUAGES)
        return ", ".join(str(words.get(code, code)) for code in [self.language, *self.other_languages])

    @property
    def visibility_words(self) -> str:
        """Who sees the dialogue, as one says it in a sentence."""
        if self.status == Status.DRAFT:
            return str(_("visible to the host team"))
        if self.visibility == Visibility.PUBLIC:
            return str(_("summary published"))
        return str(_("visible to its members"))

    @property
    def status_tone(self) -> str:
        """The colour that goes with the status."""
        return {Status.OPEN: "yes", Status.PAUSED: "reserve"}.get(Status(self.status), "wait")

    def standing_of(self, user: Anyone) -> Standing:
        """What this person is in this dialogue today; asked once per request."""
        return standing_of(user, self.pk)


class Logged(Labelled):
    """An entry of a history: by whom and when; the oldest first."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]


class PolicyAreaChange(Logged):
    """One entry in the history of the policy area: what it was taken to be, and why."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="policy_area_changes")
    area = models.CharField(_("policy area"), max_length=200)
    outcome = models.CharField(max_length=10, choices=AreaOutcome.choices)
    reason = models.TextField(_("reason"), blank=True)

    def __str__(self) -> str:
        return f"{self.get_outcome_display()}: {self.area}"


class StatusChange(Logged):
    """One move of the dialogue as a whole, with its reason."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="status_changes")
    status = models.CharField(max_length=10, choices=Status.choices)
    reason = models.TextField(_("reason"), blank=True)

    def __str__(self) -> str:
        return self.get_status_display()


class PhaseLogEntry(Logged):
    """One logged move of a phase, with its reason and what triggered it. The phase's state is its last entry."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="phase_log")
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices)
    move = models.CharField(_("move"), max_length=10, choices=PhaseMove.choices)
    reason = models.TextField(_("reason"))
    trigger = models.TextField(_("what triggered it"), blank=True)
    answers = models.JSONField(default=dict, blank=True)

    def __str__(self) -> str:
        return f"{self.get_phase_display()}: {self.get_move_display()}"

    @property
    def done_words(self) -> str:
        """What was done, as a history says it."""
        return str(MOVE_DONE[PhaseMove(self.move)])

    @property
    def closing_answers(self) -> list[dict[str, Any]]:
        """What the closing asked and what was answered, in the order of the form."""
        items: list[dict[str, Any]] = self.answers.get("items", [])
        return items


class CategoryNeed(Labelled):
    """A category that this dialogue does not need, with the reason; without a row it is needed."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="unneeded_categories")
    category = models.CharField(max_length=20, choices=Category.choices)
    reason = models.TextField(_("reason"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dialogue", "category"], name="one_statement_per_category")]

    def __str__(self) -> str:
        return self.get_category_display()


class AffectedGroupQuerySet(models.QuerySet["AffectedGroup"]):
    """Questions about affected groups."""

    def visible_to(self, user: Anyone) -> AffectedGroupQuerySet:
        """Keep those of the dialogues this person is a member of."""
        return self.filter(dialogue__in=reach_of(user).members)


class AffectedGroup(models.Model):
    """A group the policy affects, with or without leverage of its own; at the table when a seat speaks for it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="affected_groups")
    name = models.CharField(_("group"), max_length=200)

    objects = AffectedGroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["dialogue", "name"], name="one_entry_per_affected_group")]

    def __str__(self) -> str:
        return self.name
