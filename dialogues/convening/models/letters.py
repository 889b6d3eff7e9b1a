"""Letters as they were issued, numbered without gaps, and the runs that make many at once."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.contacts import ContactCard, ListedOrganisation
from dialogues.convening.states.letters import AWAITS_ANSWER, STATE_TONES, LetterKind, LetterState
from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.canonical import canonical, fingerprint
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled

FROZEN = frozenset(
    {"reference", "year", "number", "kind", "language", "dated", "subject", "text", "to", "head", "logo", "sha256"}
)


class FrozenLetterError(TypeError):
    """Somebody tried to change what an issued letter says."""


class LetterRunQuerySet(models.QuerySet["LetterRun"]):
    """Questions about runs."""

    def visible_to(self, user: Anyone) -> LetterRunQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)


class LetterRun(Labelled, OfDialogue):
    """One text that goes to many: whom it is for, and the files made of it. Host team only."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="letter_runs")
    kind = models.CharField(_("kind of letter"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    dated = models.DateField(_("date"))
    answer_by = models.DateField(_("answer awaited by"), null=True, blank=True)
    insisted = models.CharField(_("why also those marked “do not write”"), max_length=300, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="letters/", max_length=200, blank=True)
    bundle = models.FileField(upload_to="letters/", max_length=200, blank=True)

    objects = LetterRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("run of letters")
        verbose_name_plural = _("runs of letters")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("letter_run", args=[self.dialogue.slug, self.pk])


class LetterTarget(models.Model):
    """One organisation that a run writes to, in its order; whether its letter exists is read from the letters."""

    run = models.ForeignKey(LetterRun, on_delete=models.CASCADE, related_name="targets")
    listed = models.ForeignKey(ListedOrganisation, on_delete=models.CASCADE, related_name="+")
    card = models.ForeignKey(ContactCard, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    is_left_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["run", "listed"], name="a_run_writes_to_each_once")]

    def __str__(self) -> str:
        return f"{self.run_id}: {self.listed_id}"


class LetterQuerySet(models.QuerySet["Letter"]):
    """Questions about letters."""

    def visible_to(self, user: Anyone) -> LetterQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def awaiting(self) -> LetterQuerySet:
        """Keep letters that await an answer by a day and have none."""
        waiting = self.filter(answer__isnull=True, cancelled_at__isnull=True, answer_by__isnull=False)
        return waiting.filter(kind__in=sorted(AWAITS_ANSWER))

    def overdue(self, day: date | None = None) -> LetterQuerySet:
        """Keep letters whose answer should have come before the day, today by default."""
        return self.awaiting().filter(answer_by__lt=day or clock.today())

    def with_state(self, day: date | None = None) -> LetterQuerySet:
        """Add ``state_now``: what became of the letter."""
        day = day or timezone.localdate()
        awaits = models.Q(kind__in=sorted(AWAITS_ANSWER), answer_by__isnull=False)
        return self.annotate(
            state_now=models.Case(
                models.When(cancelled_at__isnull=False, then=models.Value(LetterState.CANCELLED)),
                models.When(answer__isnull=False, then=models.F("answer__outcome")),
                models.When(awaits & models.Q(answer_by__lt=day), then=models.Value(LetterState.OVERDUE)),
                models.When(awaits, then=models.Value(LetterState.AWAITED)),
                default=models.Value(LetterState.OPEN),
                output_field=models.CharField(),
            )
        )


class Letter(Labelled, OfDialogue):
    """A letter as it was issued: number, recipient, words and letterhead, frozen with their fingerprint. Host team only.

    Numbers follow each other within a dialogue and a year; a letter that was not sent keeps its number.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="letters")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    reference = models.CharField(_("reference"), max_length=30)
    kind = models.CharField(_("kind of letter"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES)
    listed = models.ForeignKey(ListedOrganisation, on_delete=models.RESTRICT, related_name="letters")
    card = models.ForeignKey(ContactCard, null=True, blank=True, on_delete=models.SET_NULL, related_name="letters")
    run = models.ForeignKey(LetterRun, null=True, blank=True, on_delete=models.RESTRICT, related_name="letters")
    dated = models.DateField(_("date"))
    answer_by = models.DateField(_("answer awaited by"), null=True, blank=True)
    subject = models.CharField(_("subject"), max_length=300)
    text = models.TextField(_("text"))
    to = models.JSONField(_("recipient"), default=list)
    head = models.JSONField(_("letterhead"), default=dict)
    logo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    insisted = models.CharField(_("why although marked “do not write”"), max_length=300, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(default=timezone.now, editable=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.CharField(_("why it was not sent"), max_length=300, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    pages = models.PositiveIntegerField(default=0)
    pdf = models.FileField(upload_to="letters/", max_length=200, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "year", "number"], name="a_number_is_given_once"),
            models.UniqueConstraint(fields=["dialogue", "reference"], name="a_reference_is_given_once"),
            models.UniqueConstraint(fields=["run", "listed"], name="a_run_makes_one_letter_for_each"),
            models.CheckConstraint(
                condition=models.Q(cancelled_at__isnull=True, cancelled_why="")
                | (models.Q(cancelled_at__isnull=False) & ~models.Q(cancelled_why="")),
                name="a_letter_is_called_off_with_its_reason",
            ),
        ]
        indexes = [models.Index(fields=["answer_by"], name="letter_answer_by")]

    def __str__(self) -> str:
        return self.reference

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert, or update what happens to a letter; raise FrozenLetterError for what it says."""
        fields = kwargs.get("update_fields")
        if not self._state.adding and (fields is None or FROZEN & set(fields)):
            raise FrozenLetterError("What an issued letter says is never changed.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("letter", args=[self.dialogue.slug, self.pk])

    @property
    def said(self) -> dict[str, Any]:
        """What was frozen: everything that stands on the paper."""
        return {
            "reference": self.reference,
            "kind": self.kind,
            "language": self.language,
            "dated": self.dated.isoformat(),
            "subject": self.subject,
            "text": self.text,
            "to": self.to,
            "head": self.head,
        }

    @property
    def is_intact(self) -> bool:
        """Does the letter still say what it said when it was issued?"""
        return self.forgotten_at is None and fingerprint(canonical(self.said)) == self.sha256

    @property
    def awaits_answer(self) -> bool:
        """Is an institution asked for an answer by this kind of letter?"""
        return self.kind in AWAITS_ANSWER

    @property
    def state_words(self) -> str:
        """What became of it, in words; needs ``with_state``."""
        return str(LetterState(getattr(self, "state_now", LetterState.OPEN)).label)

    @property
    def state_tone(self) -> str:
        """The colour that goes with it."""
        return STATE_TONES[LetterState(getattr(self, "state_now", LetterState.OPEN))]
