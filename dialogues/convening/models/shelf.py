"""The knowledge shelf of a dialogue: what everybody at the table may read, alike, and who brought it."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.shelf import TONES, Licence, ShelfKind, ShelfState
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.states import Phase
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.files import StoredFile
from inspired.core.models.labels import Labelled

OTHER_LANGUAGE = ("other", _("Another language"))
LANGUAGES = [*settings.CONTENT_LANGUAGES, OTHER_LANGUAGE]


class ShelfEntryQuerySet(models.QuerySet["ShelfEntry"]):
    """Questions about entries of the shelf."""

    def visible_to(self, user: Anyone) -> ShelfEntryQuerySet:
        """Keep what stands for everybody inside, what is public by now for all others, own proposals, and all for the team.

        Every seat sees the same: there is no wish of a seat and no category in this.
        """
        stands = models.Q(state=ShelfState.STANDS)
        public = stands & models.Q(published_on__lte=clock.today())
        seen = public & models.Q(dialogue__in=Dialogue.objects.visible_to(user).values("pk"))
        if not user.is_authenticated:
            return self.filter(seen)
        reach = reach_of(user)
        own = models.Q(by=user.pk, dialogue__in=reach.members) | models.Q(seat__in=reach.seats)
        inside = stands & models.Q(dialogue__in=reach.inside)
        return self.filter(seen | inside | own | models.Q(dialogue__in=reach.team))

    def waiting(self) -> ShelfEntryQuerySet:
        """Keep proposals that the host has not answered."""
        return self.filter(state=ShelfState.PROPOSED)


class ShelfEntry(Labelled, OfDialogue):
    """A document, link, recording, experience or peer, with what a reader must know to judge it. File or address stand in its versions."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="shelf")
    kind = models.CharField(_("kind"), max_length=10, choices=ShelfKind.choices)
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("in words"), blank=True)
    place = models.CharField(_("country or place"), max_length=120, blank=True)
    way_in = models.CharField(_("how to get in touch"), max_length=300, blank=True)
    why = models.CharField(_("why it is here"), max_length=300)
    languages = models.CharField(_("languages"), max_length=60)
    source = models.CharField(_("source"), max_length=200, blank=True)
    author = models.CharField(_("author"), max_length=200, blank=True)
    dated = models.CharField(_("date"), max_length=10, blank=True)
    licence = models.CharField(_("licence"), max_length=15, choices=Licence.choices, default=Licence.UNKNOWN)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, blank=True)
    themes = models.CharField(_("themes"), max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=ShelfState.choices, default=ShelfState.PROPOSED)
    reason = models.TextField(_("reason"), blank=True)
    published_on = models.DateField(_("public from"), null=True, blank=True)
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.SET_NULL, related_name="shelf_entries")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    is_from_team = models.BooleanField(default=False)
    is_from_donor = models.BooleanField(default=False)
    revision = models.PositiveIntegerField(default=1)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now)

    objects = ShelfEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("entry of the shelf")
        verbose_name_plural = _("entries of the shelf")
        ordering = ["title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=[ShelfState.DECLINED, ShelfState.TAKEN_DOWN]) | ~models.Q(reason=""),
                name="what_is_kept_off_the_shelf_has_its_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(way_in="") | models.Q(kind=ShelfKind.PEER, published_on__isnull=True),
                name="only_a_peer_is_reached_and_never_in_public",
            ),
            models.CheckConstraint(
                condition=~models.Q(is_from_donor=True, is_from_team=True), name="an_entry_comes_from_one_side"
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "state", "title"], name="shelf_of_a_dialogue")]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """The colour that goes with the state."""
        return TONES[ShelfState(self.state)]

    @property
    def is_peer(self) -> bool:
        """Is it somebody to talk to?"""
        return self.kind == ShelfKind.PEER

    @property
    def language_words(self) -> str:
        """The languages in words."""
        words = dict(LANGUAGES)
        return ", ".join(str(words.get(code, code)) for code in self.languages.split(",") if code)

    @property
    def licence_words(self) -> str:
        """The licence in words that say of what they speak; a peer has none."""
        if self.licence == Licence.UNKNOWN:
            return "" if self.is_peer else str(_("Licence not known"))
        return str(self.get_licence_display())

    @property
    def text_language(self) -> str:
        """The language of what is told in words, when only one is named."""
        codes = [code for code in self.languages.split(",") if code]
        return codes[0] if len(codes) == 1 and codes[0] != OTHER_LANGUAGE[0] else ""

    @property
    def current(self) -> ShelfVersion | None:
        """The newest version, out of those that were loaded with the entry."""
        return next(iter(self.versions.all()), None)


class ShelfVersion(models.Model):
    """One state of an entry's file or address; the newest is offered, older ones stay as its history."""

    entry = models.ForeignKey(ShelfEntry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    address = models.URLField(_("address"), max_length=500, blank=True)
    note = models.CharField(_("what is new"), max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("version of an entry")
        verbose_name_plural = _("versions of entries")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "number"], name="one_version_of_an_entry_per_number"),
            models.CheckConstraint(
                condition=models.Q(file__isnull=False, address="")
                | (models.Q(file__isnull=True) & ~models.Q(address="")),
                name="a_version_is_a_file_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"
