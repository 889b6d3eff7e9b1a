"""The disposition ledger: one entry per contribution, whatever its kind, with what became of it and why."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.models import Delegate, Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Appearance, Attribution, Channel
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.labels import Labelled
from inspired.core.models.people import UNREAD_OF_ACCOUNT
from inspired.core.text import to_html

from .states import TONES, UNDECIDED, Disposition, Source

# Nothing that a row shows, a label says or a rule asks; reading them would double the width of every table.
UNREAD_IN_TABLES = (
    *(f"seat__{name}" for name in ("from_phase", "joined_at", "created_at")),
    *(f"seat__organisation__{name}" for name in ("country", "website", "is_public", "added_by")),
    *(f"author__{name}" for name in UNREAD_OF_ACCOUNT),
    *(f"author__{name}" for name in ("email", "language", "is_active", "person__key", "person__erased_at")),
)


class EntryQuerySet(models.QuerySet["Entry"]):
    """Questions about entries."""

    def visible_to(self, user: Anyone) -> EntryQuerySet:
        """Keep every entry for the host team, own seats' entries, and participants' entries for participants.

        Donors and media see no single entry; the public sees none here. What a seat says it never said is shown to
        nobody else.
        """
        reach = reach_of(user)
        shared = models.Q(dialogue__in=reach.participating, tier__in=[Tier.PARTICIPANTS, Tier.PUBLIC])
        shared &= models.Q(objected_at__isnull=True)
        return self.filter(models.Q(dialogue__in=reach.team) | models.Q(seat__in=reach.seats) | shared)

    def undecided(self) -> EntryQuerySet:
        """Keep entries that still wait for a disposition."""
        return self.filter(disposition__in=UNDECIDED)

    def decided(self) -> EntryQuerySet:
        """Keep entries that have their disposition."""
        return self.exclude(disposition__in=UNDECIDED)

    def awaiting_confirmation(self) -> EntryQuerySet:
        """Keep entries made on behalf of a seat that has neither confirmed them nor objected."""
        return self.exclude(channel=Channel.WEB).filter(confirmed_at__isnull=True, objected_at__isnull=True)

    def objected(self) -> EntryQuerySet:
        """Keep entries made on behalf of a seat that says it did not say so."""
        return self.filter(objected_at__isnull=False)

    def for_table(self) -> EntryQuerySet:
        """Load in the same query what a row shows, and whether its author wishes to be named to participants."""
        named = Delegate.objects.filter(
            seat=models.OuterRef("seat"), user=models.OuterRef("author"), appear_to_participants=Appearance.NAME
        )
        rows = self.select_related("seat__organisation", "author__person").annotate(author_named=models.Exists(named))
        return rows.defer(*UNREAD_IN_TABLES)


class Entry(Labelled, OfDialogue):
    """One contribution of one seat. The original text stays; a translation may stand beside it with who made it."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    source = models.CharField(_("kind"), max_length=15, choices=Source.choices)
    seat = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="entries", verbose_name=_("seat"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    objected_at = models.DateTimeField(null=True, blank=True)
    objection = models.TextField(_("what is not right"), blank=True)
    attribution = models.CharField(
        _("attributed to"), max_length=12, choices=Attribution.choices, default=Attribution.ORGANISATION
    )
    tier = models.CharField(_("visible to"), max_length=12, choices=Tier.choices, default=Tier.HOST)
    title = models.CharField(_("in short"), max_length=200, blank=True)
    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    translation = models.TextField(_("translation"), blank=True)
    translation_language = models.CharField(max_length=10, choices=settings.CONTENT_LANGUAGES, blank=True)
    translated_by = models.CharField(_("translated by"), max_length=200, blank=True)
    disposition = models.CharField(
        _("disposition"), max_length=15, choices=Disposition.choices, default=Disposition.NEW
    )
    reason = models.TextField(_("reason"), blank=True)
    disposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    disposed_at = models.DateTimeField(null=True, blank=True)
    version_label = models.CharField(_("in version"), max_length=60, blank=True)
    revision = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "number"], name="entry_numbers_are_unique"),
            models.CheckConstraint(
                condition=models.Q(disposition__in=sorted(UNDECIDED)) | models.Q(disposed_at__isnull=False),
                name="a_decided_entry_says_when",
            ),
            models.CheckConstraint(
                condition=models.Q(objected_at__isnull=True)
                | (models.Q(confirmed_at__isnull=True) & ~models.Q(channel=Channel.WEB)),
                name="only_what_was_entered_on_behalf_is_objected_to_and_not_confirmed",
            ),
        ]
        indexes = [
            models.Index(fields=["dialogue", "source", "disposition"], name="entry_by_disposition"),
            models.Index(fields=["dialogue", "source", "number"], name="entry_by_source_and_number"),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("entry", args=[self.dialogue.slug, self.number])

    @property
    def tone(self) -> str:
        """The colour that stands second to the disposition's word."""
        return TONES.get(Disposition(self.disposition), "wait")

    @property
    def html(self) -> SafeString:
        """The original as a page shows it."""
        return to_html(self.text)

    @property
    def translation_html(self) -> SafeString:
        """The translation as a page shows it."""
        return to_html(self.translation)

    @property
    def reason_html(self) -> SafeString:
        """The reason as a page shows it."""
        return to_html(self.reason)

    @property
    def is_decided(self) -> bool:
        """Has its disposition."""
        return self.disposition not in UNDECIDED

    @property
    def awaits_confirmation(self) -> bool:
        """Was entered on behalf of a seat that has neither confirmed it nor objected."""
        return self.channel != Channel.WEB and self.confirmed_at is None and self.objected_at is None


class Decision(Labelled):
    """One disposition as it was given, with its reason. Rows are only ever added: the entry holds the last one."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="decisions")
    disposition = models.CharField(max_length=15, choices=Disposition.choices)
    reason = models.TextField(_("reason"), blank=True)
    version_label = models.CharField(_("in version"), max_length=60, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_disposition_display()

    @property
    def tone(self) -> str:
        """The colour that stands second to the disposition's word."""
        return TONES.get(Disposition(self.disposition), "wait")
