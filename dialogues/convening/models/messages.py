"""What participants say to the host team in confidence, and what it answers. Nobody else ever finds these rows."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.files import StoredFile

SHORTEST_DAYS, LONGEST_DAYS, USUAL_DAYS = 7, 730, 180


class TalkQuerySet(models.QuerySet["Talk"]):
    """Questions about talks."""

    def visible_to(self, user: Anyone) -> TalkQuerySet:
        """Keep one's own talks in dialogues one belongs to, and those of the dialogues whose host team one is of.

        A talk whose day has passed exists for nobody, even before the night takes it away.
        """
        if not user.is_authenticated:
            return self.none()
        reach = reach_of(user)
        mine = models.Q(by=user.pk, dialogue__in=reach.inside)
        return self.filter(mine | models.Q(dialogue__in=reach.team), delete_on__gte=clock.today())

    def unanswered(self) -> TalkQuerySet:
        """Keep those whose last word is the participant's."""
        return self.filter(awaits_team=True)


class Talk(OfDialogue):
    """One confidential exchange between a participant and the host team, forgotten after ``delete_on``."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(_("about"), max_length=150)
    delete_on = models.DateField(_("delete after"))
    awaits_team = models.BooleanField(default=True)
    read_at = models.DateTimeField(null=True, blank=True)
    last_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(default=timezone.now)

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = _("talk in confidence")
        verbose_name_plural = _("talks in confidence")
        ordering = ["-awaits_team", "-last_at", "-pk"]
        indexes = [models.Index(fields=["delete_on"], name="talk_to_forget")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("message", args=[self.dialogue.slug, self.pk])


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions about messages."""

    def visible_to(self, user: Anyone) -> MessageQuerySet:
        """Keep the messages of the talks this person may see."""
        return self.filter(talk__in=Talk.objects.visible_to(user).values("pk"))


class Message(models.Model):
    """One message of a talk: the participant's, or the host team's with which colleague wrote it."""

    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="messages")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_from_team = models.BooleanField()
    text = models.TextField(_("message"))
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    form_key = models.UUIDField(unique=True, editable=False)
    at = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message in confidence")
        verbose_name_plural = _("messages in confidence")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class MessageBounds(models.Model):
    """How long messages of a dialogue may be kept at most."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="+")
    longest_days = models.PositiveIntegerField(_("days at most"), default=USUAL_DAYS)

    class Meta:
        verbose_name = _("bounds of messages")
        verbose_name_plural = _("bounds of messages")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(longest_days__gte=SHORTEST_DAYS, longest_days__lte=LONGEST_DAYS),
                name="messages_are_kept_between_a_week_and_two_years",
            )
        ]

    def __str__(self) -> str:
        return f"{self.longest_days}"


def longest_days(dialogue: Dialogue) -> int:
    """Return for how many days at most a message of this dialogue is kept; one query."""
    found = MessageBounds.objects.filter(dialogue=dialogue).values_list("longest_days", flat=True).first()
    return found or USUAL_DAYS


def bounds_of(dialogue: Dialogue) -> tuple[date, date]:
    """Return the first and the last day that may be chosen today; one query."""
    today = timezone.localdate()
    return today + timedelta(days=SHORTEST_DAYS), today + timedelta(days=max(longest_days(dialogue), SHORTEST_DAYS))
