"""Comment periods of a draft, and the seats' comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.ledger.models import Entry
from dialogues.ledger.states import UNDECIDED
from inspired.core.access import Anyone

from .living import Document, Section


class CommentPeriod(models.Model):
    """From when until when the draft is open for comments."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comment_periods")
    note = models.TextField(_("what to look at"), blank=True)
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("until"))
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-opened_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(closed_at__isnull=True), name="one_open_comment_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.due_at:%Y-%m-%d}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.document.audit_scope

    @property
    def takes_comments(self) -> bool:
        """Is open and not past its date."""
        return self.closed_at is None and self.due_at > timezone.now()


class CommentQuerySet(models.QuerySet["Comment"]):
    """Questions about comments."""

    def visible_to(self, user: Anyone) -> CommentQuerySet:
        """Keep comments whose ledger entry this person may see."""
        return self.filter(entry__in=Entry.objects.visible_to(user).values("pk"))

    def undecided(self) -> CommentQuerySet:
        """Keep comments that still wait for a disposition."""
        return self.filter(entry__disposition__in=UNDECIDED)


class Comment(models.Model):
    """A seat's comment on a paragraph, a section or the whole, perhaps with the wording it proposes."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="comments")
    period = models.ForeignKey(CommentPeriod, null=True, on_delete=models.PROTECT, related_name="comments")
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="comment")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    paragraph_id = models.CharField(max_length=20, blank=True)
    paragraph_text = models.TextField(blank=True)
    wording = models.TextField(_("proposed wording"), blank=True)
    form_key = models.UUIDField(null=True, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["document", "form_key"], name="one_comment_per_form")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.document.audit_scope
