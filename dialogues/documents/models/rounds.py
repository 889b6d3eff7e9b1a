"""Endorsement rounds: who is asked about which exact text, what each seat answers, and its reservations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.documents.states import (
    IN_FAVOUR,
    TONES,
    EndorsementState,
    Position,
    ReservationStatus,
    RoundStatus,
    Shown,
    SignedBy,
)
from dialogues.models import Seat, reach_of
from dialogues.states import Attribution, Channel
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.files import StoredFile
from inspired.core.models.labels import Labelled

from .versions import Version


class RoundQuerySet(models.QuerySet["Round"]):
    """Questions about rounds."""

    def visible_to(self, user: Anyone) -> RoundQuerySet:
        """Keep the rounds of versions this person may see."""
        return self.filter(version__in=Version.objects.visible_to(user).values("pk"))

    def open(self) -> RoundQuerySet:
        """Keep rounds that take answers now."""
        return self.filter(status=RoundStatus.OPEN, due_at__gt=clock.now())


class Round(Labelled):
    """One round on one frozen version. Who sees the answers, and who gives them, is set before it opens and never changed."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField(default=1)
    status = models.CharField(max_length=10, choices=RoundStatus.choices, default=RoundStatus.OPEN)
    note = models.TextField(_("what the host says about it"), blank=True)
    shown = models.CharField(
        _("while it is open, answers are seen by"), max_length=12, choices=Shown.choices, default=Shown.HOST
    )
    shown_after = models.CharField(
        _("after it closes, answers are shown by"),
        max_length=12,
        choices=Attribution.choices,
        default=Attribution.ORGANISATION,
    )
    signed_by = models.CharField(
        _("answers are given by"), max_length=10, choices=SignedBy.choices, default=SignedBy.SIGNATORY
    )
    opened_at = models.DateTimeField(default=timezone.now)
    due_at = models.DateTimeField(_("answers until"))
    closed_at = models.DateTimeField(null=True, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    seats = models.ManyToManyField(Seat, through="Invitee", related_name="rounds")

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement round")
        verbose_name_plural = _("endorsement rounds")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="round_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["version"], condition=models.Q(status=RoundStatus.OPEN), name="one_open_round_per_version"
            ),
            models.CheckConstraint(
                condition=models.Q(status=RoundStatus.OPEN, closed_at__isnull=True)
                | models.Q(status=RoundStatus.CLOSED, closed_at__isnull=False),
                name="a_closed_round_and_no_other_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id}/{self.number}"

    def get_absolute_url(self) -> str:
        document = self.version.document
        return reverse("round", args=[document.dialogue.slug, document.pk, self.number])

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.version.audit_scope

    @property
    def takes_answers(self) -> bool:
        """Is open and not past its deadline."""
        return self.status == RoundStatus.OPEN and self.due_at > timezone.now()


class InviteeQuerySet(models.QuerySet["Invitee"]):
    """Questions about who is asked."""

    def visible_to(self, user: Anyone) -> InviteeQuerySet:
        """Keep own seats in rounds this person may see, and every seat for the host team."""
        reach = reach_of(user)
        return self.filter(
            models.Q(seat__dialogue__in=reach.team)
            | models.Q(seat__in=reach.seats, round__in=Round.objects.visible_to(user).values("pk"))
        )


class Invitee(models.Model):
    """A seat asked in a round."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="invitees")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")

    objects = InviteeQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "seat"], name="a_seat_is_asked_once_per_round")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    """Questions about endorsements."""

    def visible_to(self, user: Anyone) -> EndorsementQuerySet:
        """Keep single answers: own seats', all for the host team, and others' when the round's rules show them.

        After the close participants see single answers where the ground rules attribute them to organisations or
        persons; a donor, a media user and the public see none here.
        """
        reach = reach_of(user)
        dialogue = "version__document__dialogue__in"
        reader = models.Q(**{dialogue: reach.participating})
        opened = models.Q(round__shown=Shown.PARTICIPANTS) | models.Q(round__status=RoundStatus.CLOSED)
        named = models.Q(round__shown_after__in=[Attribution.ORGANISATION, Attribution.PERSON])
        return self.filter(
            models.Q(seat__in=reach.seats)
            | models.Q(**{dialogue: reach.team})
            | (reader & opened & named & models.Q(state=EndorsementState.GIVEN))
        )

    def given(self) -> EndorsementQuerySet:
        """Keep answers that count: given by the signatory or by a signed letter, for the text as it was frozen."""
        return self.filter(state=EndorsementState.GIVEN, sha256=models.F("version__sha256"))

    def in_favour(self) -> EndorsementQuerySet:
        """Keep given answers that endorse, with or without a reservation."""
        return self.given().filter(position__in=IN_FAVOUR)


class Endorsement(Labelled):
    """What one seat says about one exact text, and the fingerprint of the text it was shown."""

    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="endorsements")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="endorsements")
    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="endorsements")
    sha256 = models.CharField(max_length=64, editable=False)
    position = models.CharField(_("answer"), max_length=10, choices=Position.choices)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(max_length=10, choices=EndorsementState.choices)
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    prepared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signatory_function = models.CharField(_("function of the signatory"), max_length=150, blank=True)
    consents_to_be_named = models.BooleanField(
        _("our answer may be named in documents and in public, whatever it is"), default=False
    )
    changed_at = models.DateTimeField(default=timezone.now)

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        verbose_name = _("endorsement")
        verbose_name_plural = _("endorsements")
        constraints = [
            models.UniqueConstraint(fields=["version", "seat"], name="one_endorsement_per_seat_and_version"),
            models.CheckConstraint(
                condition=~models.Q(state=EndorsementState.GIVEN) | models.Q(signed_at__isnull=False),
                name="a_given_answer_says_when_it_was_signed",
            ),
            models.CheckConstraint(
                condition=~models.Q(state=EndorsementState.GIVEN, channel=Channel.LETTER)
                | models.Q(scan__isnull=False),
                name="a_signed_letter_is_on_file",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.version.audit_scope

    @property
    def turn(self) -> str:
        """Which of its states this is, so that whoever confirms an answer says which one they have read."""
        return self.changed_at.isoformat()

    @property
    def tone(self) -> str:
        """The colour that goes with the word: yes, reserve, wait or no."""
        return TONES[self.position]


class EndorsementChange(Labelled):
    """One step in the history of an answer: a change of mind is kept, not overwritten."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.PROTECT, related_name="changes")
    position = models.CharField(max_length=10, choices=Position.choices)
    note = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=EndorsementState.choices)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Reservation(Labelled):
    """What a seat reserves, on a paragraph of the frozen text or on the whole, with the wording it wishes."""

    endorsement = models.ForeignKey(Endorsement, on_delete=models.CASCADE, related_name="reservations")
    paragraph_id = models.CharField(_("paragraph"), max_length=20, blank=True)
    wording = models.TextField(_("the wording we wish"), blank=True)
    reason = models.TextField(_("why"))
    status = models.CharField(max_length=14, choices=ReservationStatus.choices, default=ReservationStatus.OPEN)
    resolution = models.TextField(_("what was done"), blank=True)

    class Meta:
        verbose_name = _("reservation")
        verbose_name_plural = _("reservations")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"
