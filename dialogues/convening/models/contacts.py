"""Listed organisations with their history, and the cards of the people through whom one reaches them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce, Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.states.contacts import DERIVED, MEANING, TONES, Stage, Way
from dialogues.importing import plain
from dialogues.models import Delegate, Dialogue, Invitation, Organisation, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.models.dialogue import Logged
from dialogues.states import Category, Phase
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from inspired.core.models.people import Person, User


def key_of(name: str) -> str:
    """Reduce a name to what makes it the same organisation, whatever its case, accents and punctuation."""
    return (plain(name) or name.casefold())[:200]


def seat_of_row() -> models.QuerySet[Seat]:
    """Return the seats of the outer row's dialogue that its organisation, or an organisation of its name, holds."""
    same = models.Q(organisation=models.OuterRef("organisation"))
    same |= models.Q(organisation__name__iexact=models.OuterRef("name"))
    return Seat.objects.filter(same, dialogue=models.OuterRef("dialogue")).order_by("pk")


class ListedQuerySet(models.QuerySet["ListedOrganisation"]):
    """Questions about listed organisations."""

    def visible_to(self, user: Anyone) -> ListedQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(dialogue__in=reach_of(user).team)

    def named(self) -> ListedQuerySet:
        """Add ``shown_name``: the name in the directory, or the one the host team wrote down."""
        return self.annotate(shown_name=Coalesce("organisation__name", "name"))

    def with_stage(self) -> ListedQuerySet:
        """Add ``seat_pk`` and ``stage_now``: what the seat and its invitations prove, else what was noted last.

        A refused invitation counts until the host team has noted something later.
        """
        seats = seat_of_row()
        at = models.OuterRef("seat_pk")
        sent = Invitation.objects.filter(seat=at)
        refused = sent.filter(declined_at__gt=models.OuterRef("stage_at"))
        moment = models.DateTimeField()
        return self.annotate(
            seat_pk=models.Subquery(seats.values("pk")[:1]),
            seat_joined=models.Subquery(seats.values("joined_at")[:1], output_field=moment),
            seat_left=models.Subquery(seats.values("left_at")[:1], output_field=moment),
        ).annotate(
            stage_now=models.Case(
                models.When(seat_left__isnull=False, then=models.Value(Stage.WITHDRAWN)),
                models.When(seat_joined__isnull=False, then=models.Value(Stage.JOINED)),
                models.When(models.Exists(sent.open()), then=models.Value(Stage.INVITED)),
                models.When(models.Exists(refused), then=models.Value(Stage.DECLINED)),
                default=models.F("stage"),
                output_field=models.CharField(),
            )
        )

    def standing_of(self, listed: ListedOrganisation) -> tuple[str, int | None]:
        """Return the stage of one organisation as it stands now, and its seat if it has one."""
        row: Any = self.with_stage().get(pk=listed.pk)
        return row.stage_now, row.seat_pk

    def may_be_written_to(self) -> ListedQuerySet:
        """Keep those of which nobody is known, or somebody who is not marked "do not write"."""
        cards = ContactCard.objects.filter(listed=models.OuterRef("pk"))
        return self.filter(~models.Exists(cards) | models.Exists(cards.filter(do_not_write=False)))

    def due(self, day: date) -> ListedQuerySet:
        """Keep those whose next step is due on the day or was before."""
        return self.filter(next_on__lte=day)

    def marked(self) -> ListedQuerySet:
        """Keep those marked as a rival of somebody at the table, or as dominating."""
        return self.filter(models.Q(is_rival=True) | models.Q(is_dominating=True))


class ListedOrganisation(Labelled, OfDialogue):
    """An organisation that the host team wants at the table, long before it has a seat. Host team only.

    It stands in the directory once it is given a seat; until then it is only a name here. Whether it is invited or has
    joined is read from its seat and invitations (``with_stage``), never stored.
    """

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="listed_organisations")
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("organisation"),
    )
    name = models.CharField(_("name"), max_length=200, blank=True)
    key = models.CharField(max_length=200, editable=False)
    category = models.CharField(_("category"), max_length=20, choices=Category.choices, blank=True)
    from_phase = models.CharField(_("takes part from"), max_length=12, choices=Phase.choices, default=Phase.ASSESSMENT)
    address = models.TextField(_("postal address"), blank=True)
    stage = models.CharField(
        _("stage"),
        max_length=12,
        choices=[choice for choice in Stage.choices if choice[0] not in DERIVED],
        default=Stage.IDENTIFIED,
    )
    stage_at = models.DateTimeField(default=timezone.now, editable=False)
    responsible = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("responsible"),
    )
    next_step = models.CharField(_("next step"), max_length=300, blank=True)
    next_on = models.DateField(_("due on"), null=True, blank=True)
    next_with = models.ForeignKey(
        "ContactCard", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("with whom")
    )
    is_rival = models.BooleanField(_("rival of somebody at the table"), default=False)
    is_dominating = models.BooleanField(_("may dominate the others"), default=False)
    mark_note = models.TextField(_("why it is marked"), blank=True)
    notes = models.TextField(_("notes"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ListedQuerySet.as_manager()

    class Meta:
        verbose_name = _("listed organisation")
        verbose_name_plural = _("listed organisations")
        constraints = [
            models.UniqueConstraint(fields=["dialogue", "key"], name="an_organisation_is_listed_once"),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, name="")
                | (models.Q(organisation__isnull=True) & ~models.Q(name="")),
                name="a_listed_name_stands_in_one_place",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=sorted(DERIVED)), name="invited_and_joined_are_never_stored"
            ),
        ]
        indexes = [models.Index(fields=["dialogue", "next_on"], name="listed_next_on")]

    def __str__(self) -> str:
        return self.organisation.name if self.organisation else self.name

    def get_absolute_url(self) -> str:
        return reverse("contact", args=[self.dialogue.slug, self.pk])

    @property
    def plan(self) -> dict[str, Any]:
        """What is planned next, as ``log_contact`` takes it, so that it stays."""
        return {"next_step": self.next_step, "next_on": self.next_on, "next_with": self.next_with}

    @property
    def stage_words(self) -> str:
        """The stage as it stands now, in words; needs ``with_stage``."""
        return str(Stage(getattr(self, "stage_now", self.stage)).label)

    @property
    def stage_tone(self) -> str:
        """The colour that goes with the stage."""
        return TONES[Stage(getattr(self, "stage_now", self.stage))]

    @property
    def stage_meaning(self) -> str:
        """What the stage means, in one line."""
        return str(MEANING[Stage(getattr(self, "stage_now", self.stage))])

    @property
    def is_marked(self) -> bool:
        """Should somebody think twice before inviting?"""
        return self.is_rival or self.is_dominating


class StageMove(Logged):
    """One entry in the history of an approach: the stage reached, why, and what was to come next."""

    listed = models.ForeignKey(ListedOrganisation, on_delete=models.CASCADE, related_name="moves")
    stage = models.CharField(_("stage"), max_length=12, choices=Stage.choices)
    reason = models.TextField(_("reason"))
    next_step = models.CharField(_("next step"), max_length=300, blank=True)

    class Meta(Logged.Meta):
        verbose_name = _("move of an approach")
        verbose_name_plural = _("moves of an approach")

    def __str__(self) -> str:
        return str(self.get_stage_display())


class CardQuerySet(models.QuerySet["ContactCard"]):
    """Questions about contact cards."""

    def visible_to(self, user: Anyone) -> CardQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(listed__dialogue__in=reach_of(user).team)

    def expired(self, day: date | None = None) -> CardQuerySet:
        """Keep the cards whose delete-by date has passed on the day, today by default."""
        return self.filter(delete_by__lt=day or timezone.localdate())

    def may_be_mailed(self) -> CardQuerySet:
        """Keep the cards of people with an address who did not ask to be left without mail."""
        return self.filter(do_not_write=False).exclude(email="")

    def refusing_mail(self, emails: Iterable[str]) -> CardQuerySet:
        """Keep the cards of people who asked to be left without mail at one of these addresses, given in small letters."""
        return self.annotate(address=Lower("email")).filter(do_not_write=True, address__in=list(emails))


class ContactCard(Labelled):
    """How one reaches a person of a listed organisation. Host team only, until the delete-by date."""

    listed = models.ForeignKey(ListedOrganisation, on_delete=models.CASCADE, related_name="cards")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_cards")
    salutation = models.CharField(_("form of address"), max_length=100, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    phones = models.JSONField(_("telephones"), default=list, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    way = models.CharField(_("preferred way"), max_length=10, choices=Way.choices, default=Way.PHONE)
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, blank=True)
    assistant = models.CharField(_("assistant"), max_length=200, blank=True)
    do_not_write = models.BooleanField(_("do not write"), default=False)
    delete_by = models.DateField(_("delete by"), null=True, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    updated_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = CardQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact card")
        verbose_name_plural = _("contact cards")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["listed", "person"], name="one_card_per_person_and_organisation")
        ]
        indexes = [models.Index(fields=["delete_by"], name="card_delete_by")]

    def __str__(self) -> str:
        return self.function or f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.listed.audit_scope

    @property
    def may_be_renamed(self) -> bool:
        """Does the person stand on cards alone, with neither an account nor a place as a delegate?"""
        return is_only_on_cards(self.person)


def is_only_on_cards(person: Person) -> bool:
    """Has this person neither an account nor a place as a delegate?"""
    return not User.objects.filter(person=person).exists() and not Delegate.objects.filter(person=person).exists()
