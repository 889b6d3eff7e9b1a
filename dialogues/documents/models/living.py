"""The living text: documents, sections with their revisions, drafters, citations, comment periods and comments."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.ledger.models import Entry
from dialogues.ledger.states import UNDECIDED
from dialogues.models import Dialogue, reach_of
from dialogues.models.chains import OfDialogue
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled


class DocumentQuerySet(models.QuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, user: Anyone) -> DocumentQuerySet:
        """Keep documents of own dialogues; donors see those with a frozen version, media users none."""
        reach = reach_of(user)
        readers = models.Q(dialogue__in=reach.team | reach.participating)
        if not reach.donating:
            return self.filter(readers)
        return self.filter(readers | models.Q(dialogue__in=reach.donating, pk__in=self._submitted()))

    def locked(self) -> DocumentQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")

    def _submitted(self) -> models.QuerySet[Document, Any]:
        return Document.objects.filter(versions__isnull=False).values("pk")


class Document(Labelled, OfDialogue):
    """A text that people write together: sections of paragraphs with stable ids."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.PPA)
    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary, at most two pages"), blank=True)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    status = models.CharField(max_length=10, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["dialogue", "kind"], condition=models.Q(kind=DocumentKind.PPA), name="one_ppa_per_dialogue"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.dialogue.slug, self.pk])

    def has_drafter(self, user: Anyone) -> bool:
        """Belongs this person to the drafting team?"""
        return any(drafter.user_id == user.pk for drafter in self.drafters.all())


class Drafter(models.Model):
    """A member of the drafting team."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="drafters")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "user"], name="one_place_in_the_drafting_team")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Section(models.Model):
    """One section. ``paragraphs`` is a list of ``{"id", "text"}``; ``revision`` rises with every change."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="sections")
    number = models.PositiveIntegerField()
    key = models.SlugField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    guidance = models.TextField(_("guiding questions"), blank=True)
    paragraphs = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField(null=True, blank=True)
    updated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "key"], name="one_section_per_key"),
            models.UniqueConstraint(fields=["document", "number"], name="section_numbers_are_unique"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def anchor(self) -> str:
        """Where the section begins on the document's page."""
        return f"s-{self.key}"

    @property
    def text(self) -> str:
        """The section's Markdown, paragraphs separated by an empty line."""
        return "\n\n".join(paragraph["text"] for paragraph in self.paragraphs)


class SectionRevision(models.Model):
    """What a section said after each change: nobody's text is ever lost."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="revisions")
    revision = models.PositiveIntegerField()
    paragraphs = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-revision"]
        constraints = [models.UniqueConstraint(fields=["section", "revision"], name="revision_numbers_are_unique")]

    def __str__(self) -> str:
        return f"{self.revision}"


class CitationQuerySet(models.QuerySet["Citation"]):
    """Questions about citations."""

    def visible_to(self, user: Anyone) -> CitationQuerySet:
        """Keep citations in living texts that this person may read: donors and media read none."""
        reach = reach_of(user)
        return self.filter(section__document__dialogue__in=reach.team | reach.participating)


class Citation(models.Model):
    """A source cited in a section, or at one of its paragraphs: an input from the ledger, or one named in words."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="citations")
    paragraph_id = models.CharField(max_length=20, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    label = models.CharField(_("source"), max_length=300, blank=True)
    detail = models.CharField(_("where to find it"), max_length=500, blank=True)
    cited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    cited_at = models.DateTimeField(default=timezone.now)

    objects = CitationQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["section", "paragraph_id", "entry"],
                condition=models.Q(entry__isnull=False),
                name="an_input_is_cited_once_per_place",
            ),
            models.CheckConstraint(
                condition=models.Q(entry__isnull=False) | ~models.Q(label=""), name="a_citation_names_its_source"
            ),
        ]

    def __str__(self) -> str:
        return self.label or f"#{self.entry_id}"

    @property
    def is_shared(self) -> bool:
        """May whoever reads the text know what stands in the source: not the words of an input given to the host alone."""
        return self.entry is None or self.entry.tier in {Tier.PARTICIPANTS, Tier.PUBLIC}

    @property
    def name(self) -> str:
        """The source in words: its label, or number and short form of the input; the number alone of a confidential one."""
        if self.entry is None:
            return self.label
        return (self.entry.title if self.is_shared else "") or str(_("Input %(number)s")) % {
            "number": self.entry.number
        }


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
