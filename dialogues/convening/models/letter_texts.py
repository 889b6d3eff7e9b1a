"""The texts that letters are made from, the platform's and a dialogue's own, and the letterhead of the host."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.letters import LetterKind
from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled


class LetterText(Labelled):
    """Subject and text of one kind of letter in one language, with placeholders in braces."""

    kind = models.CharField(_("kind of letter"), max_length=12, choices=LetterKind.choices)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    revision = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.get_language_display()})"


class PlatformLetterTextQuerySet(models.QuerySet["PlatformLetterText"]):
    """Questions about the platform's texts."""

    def visible_to(self, user: Anyone) -> PlatformLetterTextQuerySet:
        """Keep all of them for whoever is signed in: they say nothing of any dialogue."""
        return self.all() if user.is_authenticated else self.none()


class PlatformLetterText(LetterText):
    """The platform's text, kept by admins; where there is none, the one that is shipped counts."""

    objects = PlatformLetterTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a letter")
        verbose_name_plural = _("texts of letters")
        constraints = [
            models.UniqueConstraint(fields=["kind", "language"], name="one_platform_text_per_kind_and_language")
        ]

    @property
    def audit_scope(self) -> str:
        """The platform's own chain."""
        return "platform"


class OwnLetterTextQuerySet(models.QuerySet["OwnLetterText"]):
    """Questions about the texts of dialogues."""

    def visible_to(self, user: Anyone) -> OwnLetterTextQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)


class OwnLetterText(LetterText, OfDialogue):
    """A dialogue's own text, which counts in place of the platform's from the first change on. Host team only."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="letter_texts")

    objects = OwnLetterTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("a dialogue’s own text of a letter")
        verbose_name_plural = _("dialogues’ own texts of letters")
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "kind", "language"], name="one_own_text_per_dialogue_kind_and_language"
            )
        ]


class LetterheadQuerySet(models.QuerySet["Letterhead"]):
    """Questions about letterheads."""

    def visible_to(self, user: Anyone) -> LetterheadQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)


class Letterhead(OfDialogue):
    """What stands at the head and the foot of a dialogue's letters. Later changes do not touch letters issued."""

    dialogue = models.OneToOneField(Dialogue, on_delete=models.CASCADE, related_name="letterhead")
    name = models.CharField(_("name of the host"), max_length=200)
    address = models.TextField(_("address"), blank=True)
    contact = models.TextField(_("telephone, e-mail, website"), blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    signatory = models.CharField(_("who signs"), max_length=200, blank=True)
    signatory_function = models.CharField(_("function of who signs"), max_length=200, blank=True)
    prefix = models.CharField(_("first part of the reference"), max_length=8, blank=True)
    logo = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = LetterheadQuerySet.as_manager()

    class Meta:
        verbose_name = _("letterhead")
        verbose_name_plural = _("letterheads")

    def __str__(self) -> str:
        return self.name
