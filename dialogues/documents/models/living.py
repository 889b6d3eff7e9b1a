"""The living text: documents, sections with their revisions, drafters and citations."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.states import DocumentKind, DocumentStatus
from dialogues.ledger.models import Entry
from dialogues.models import AtPlace, Dialogue, reach_of, reach_within
from dialogues.models.chains import OfDialogue
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.memory import remembered
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled
from workinggroups.models import Group, Output


class DocumentQuerySet(AtPlace, models.QuerySet["Document"]):
    """Questions about documents."""

    def visible_to(self, user: Anyone) -> DocumentQuerySet:
        """Keep documents of own dialogues; donors see those with a frozen version, media users none.

        What a working group drafts exists for its inside alone until it is submitted, and for donors once it is published.
        """
        reach = reach_of(user)
        seen = models.Q(dialogue__in=reach.team)
        if reach.participating:  # what nobody of this kind asks costs nothing
            seen |= models.Q(group__isnull=True, dialogue__in=reach.participating)
            handed = models.Q(dialogue__in=reach.participating, pk__in=self._submitted())
            seen |= models.Q(group__isnull=False) & (self._worked_on(user) | handed)
        if reach.donating:
            seen |= models.Q(group__isnull=True, dialogue__in=reach.donating, pk__in=self._frozen())
            seen |= models.Q(group__isnull=False, dialogue__in=reach.donating, pk__in=self._published())
        return self.filter(seen)

    def visible_within(self, user: Anyone, dialogue_id: int) -> DocumentQuerySet:
        """Keep of one dialogue what ``visible_to`` keeps; all of it for its host team."""
        rows = self.filter(dialogue=dialogue_id)
        reach = reach_within(user, dialogue_id)
        if reach.team:
            return rows
        if not reach.participating:
            return rows.visible_to(user)
        worked_in = models.Q(group__in=Group.objects.worked_in_by(user).values("pk"))
        return rows.filter(models.Q(group__isnull=True) | worked_in | models.Q(pk__in=self._submitted()))

    def read_as_written_by(self, user: Anyone) -> DocumentQuerySet:
        """Keep those whose living text this person reads: what a group has in its own hands only for its inside."""
        reach = reach_of(user)
        read = models.Q(dialogue__in=reach.team)
        if reach.participating:
            handed = models.Q(pk__in=self._submitted().filter(submissions__ended_at__isnull=True))
            own = models.Q(group__isnull=True) | self._worked_on(user)
            read |= models.Q(dialogue__in=reach.participating) & (own | handed)
        return self.filter(read)

    def locked(self) -> DocumentQuerySet:
        """Load rows again under lock, with their dialogue; only within a transaction."""
        return self.select_for_update(of=("self",)).select_related("dialogue")

    def _worked_on(self, user: Anyone) -> models.Q:
        return models.Q(group__in=Group.objects.worked_in_by(user).values("pk"))

    def _frozen(self) -> models.QuerySet[Document, Any]:
        return Document.objects.filter(versions__isnull=False).values("pk")

    def _published(self) -> models.QuerySet[Document, Any]:
        return Document.objects.filter(versions__published_at__lte=clock.now()).values("pk")

    def _submitted(self) -> models.QuerySet[Document, Any]:
        return Document.objects.filter(submissions__isnull=False).values("pk")


class Document(Labelled, OfDialogue):
    """A text that people write together: sections of paragraphs with stable ids."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(_("kind"), max_length=10, choices=DocumentKind.choices, default=DocumentKind.PPA)
    group = models.ForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="documents",
        verbose_name=_("working group"),
    )
    output = models.ForeignKey(
        Output,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="documents",
        verbose_name=_("expected output"),
    )
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
            ),
            models.UniqueConstraint(
                fields=["dialogue", "kind"],
                condition=models.Q(kind=DocumentKind.ROADMAP),
                name="one_roadmap_per_dialogue",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=DocumentKind.OUTPUT, group__isnull=False)
                | (~models.Q(kind=DocumentKind.OUTPUT) & models.Q(group__isnull=True)),
                name="an_output_belongs_to_its_group",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("document", args=[self.dialogue.slug, self.pk])

    @cached_property
    def submission(self) -> Any:
        """What the group has handed in and nobody has given back; None while it is in the group's hands."""
        return next((one for one in self.submissions.all() if one.ended_at is None), None) if self.group_id else None

    @cached_property
    def agreement(self) -> Any:
        """The open question whether the group agrees, if one is put."""
        return next((one for one in self.agreements.all() if one.closed_at is None), None) if self.group_id else None

    def has_drafter(self, user: Anyone) -> bool:
        """Belongs this person to the drafting team? Asked once per request."""

        def ask() -> bool:
            return any(drafter.user_id == user.pk for drafter in self.drafters.all())

        return remembered(("drafter", self.pk, user.pk), ask)


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
        return self.filter(section__document__in=Document.objects.read_as_written_by(user).values("pk"))


class Citation(models.Model):
    """A source cited in a section, or at one of its paragraphs: an input from the ledger, or one named in words."""

    section = models.ForeignKey(Section, on_delete=models.CASCADE, related_name="citations")
    paragraph_id = models.CharField(max_length=20, blank=True)
    entry = models.ForeignKey(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="citations")
    part = models.ForeignKey(
        "documents.Submission", null=True, blank=True, on_delete=models.SET_NULL, related_name="citations"
    )
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
