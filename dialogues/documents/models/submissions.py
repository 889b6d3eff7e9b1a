"""How a group's output comes to everybody: the agreement within the group, the submission, and the way out."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from dialogues.documents.states import EndorsementState, Fate, Position, VersionStatus, WayOut
from dialogues.ledger.states import UNDECIDED
from dialogues.models import reach_of, reach_within
from inspired.core.access import Anyone
from inspired.core.models.labels import Labelled
from workinggroups.models import Group, Member

from .comments import Comment, CommentPeriod
from .living import Document, Section
from .rounds import Endorsement
from .versions import Version


def answered_words(answered: int, members: int | None) -> str:
    """Say how many of the members answered; of agreements closed before this was kept it is not known how many were asked."""
    if members is None:
        return ngettext("%(n)d member answered", "%(n)d members answered", answered) % {"n": answered}
    words = ngettext("%(n)d of %(all)d member answered", "%(n)d of %(all)d members answered", members)
    return words % {"n": answered, "all": members}


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Questions about agreements."""

    def visible_to(self, user: Anyone) -> AgreementQuerySet:
        """Keep those of the groups whose inside this person reads: who dissents stays there."""
        return self.filter(document__group__in=Group.objects.worked_in_by(user).values("pk"))

    def reached(self) -> AgreementQuerySet:
        """Keep those that were closed with the members' word, not those that were taken back."""
        return self.filter(closed_at__isnull=False, taken_back_at__isnull=True)


class Agreement(models.Model):
    """The question to the members whether they agree to an exact text; ``stamp`` is its fingerprint."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="agreements")
    number = models.PositiveIntegerField()
    stamp = models.CharField(max_length=64)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    members = models.PositiveIntegerField(_("how many members were asked"), null=True, blank=True)
    reason = models.TextField(_("why it was closed before all had answered"), blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement within a group")
        verbose_name_plural = _("agreements within groups")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="agreement_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(closed_at__isnull=True), name="one_open_agreement_of_a_text"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | models.Q(closed_at__isnull=False),
                name="a_question_taken_back_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.document.audit_scope


class Voice(models.Model):
    """What one member says about the text of its group: it agrees, or it dissents with a note. Either may add one."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="voices")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField(_("agrees"))
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("voice in a group")
        verbose_name_plural = _("voices in groups")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "member"], name="one_voice_per_member_and_agreement"),
            models.CheckConstraint(
                condition=models.Q(agrees=True) | ~models.Q(note=""), name="who_dissents_says_on_what"
            ),
        ]

    def __str__(self) -> str:
        return str(_("Agrees") if self.agrees else _("Dissents"))


class SubmissionQuerySet(models.QuerySet["Submission"]):
    """Questions about submissions."""

    def visible_to(self, user: Anyone) -> SubmissionQuerySet:
        """Keep those of documents this person may see: what was ever handed in, whoever reads what participants read."""
        reach = reach_of(user)
        seen = Q(document__dialogue__in=reach.team | reach.participating)
        if reach.donating:
            seen |= Q(document__in=Document.objects.visible_to(user).values("pk"))
        return self.filter(seen)

    def running_within(self, user: Anyone, dialogue_id: int) -> SubmissionQuerySet:
        """Keep what groups of a dialogue have handed in and not got back, for whoever reads what participants read.

        They see all of it, as written: what was handed in is in the hands of everybody there.
        """
        reach = reach_within(user, dialogue_id)
        running = self.filter(document__dialogue=dialogue_id, ended_at__isnull=True)
        return running if reach.team or reach.participating else self.none()

    def with_fate(self) -> SubmissionQuerySet:
        """Load in the same query what the fate is derived from."""
        return self.annotate(**_fate())

    def with_answers(self) -> SubmissionQuerySet:
        """Load in the same query how many members answered before the text was handed in."""
        voices = Voice.objects.filter(agreement=OuterRef("agreement")).order_by().values("agreement")
        return self.select_related("agreement").annotate(answered=Subquery(voices.annotate(n=Count("pk")).values("n")))


@cache
def _fate() -> dict[str, Any]:
    """Return what a fate is derived from as expressions: the same for everybody, so they are put together once in a process."""
    here = OuterRef("document")
    newest = Version.objects.filter(document=here, number__gte=OuterRef("next_version")).order_by("-number")
    undecided = Comment.objects.filter(document=here, entry__disposition__in=UNDECIDED)
    reserving = Endorsement.objects.filter(
        version__document=here, version__status=VersionStatus.ENDORSED, position=Position.RESERVE
    )
    whole = Version.objects.filter(document=OuterRef("part_of"), status=VersionStatus.ENDORSED)
    return {
        "newest_status": Subquery(newest.values("status")[:1]),
        "is_reserved": Exists(reserving.filter(state=EndorsementState.GIVEN)),
        "has_undecided": Exists(undecided),
        "has_open_period": Exists(CommentPeriod.objects.filter(document=here, closed_at__isnull=True)),
        "is_whole_endorsed": Exists(whole.filter(number__gte=OuterRef("part_from"))),
    }


OWN_STANDING = ("ended_at", "settled_at", "way")
STANDING = (  # what a fate is derived from
    *OWN_STANDING,
    "newest_status",
    "is_reserved",
    "has_undecided",
    "has_open_period",
    "is_whole_endorsed",
)


class Submission(Labelled):
    """One handing in of a group's text to everybody, the way out both sides agreed on, and perhaps its return."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="submissions")
    number = models.PositiveIntegerField()
    agreement = models.OneToOneField(Agreement, on_delete=models.PROTECT, related_name="submission")
    note = models.TextField(_("a word to everybody"), blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    way = models.CharField(_("way out"), max_length=8, choices=WayOut.choices)
    part_of = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="parts", verbose_name=_("part of")
    )
    section = models.ForeignKey(
        Section, null=True, blank=True, on_delete=models.SET_NULL, related_name="parts", verbose_name=_("section")
    )
    next_version = models.PositiveIntegerField(default=1, editable=False)
    part_from = models.PositiveIntegerField(null=True, blank=True, editable=False)
    group_agreed_at = models.DateTimeField(null=True, blank=True)
    host_agreed_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission of a group")
        verbose_name_plural = _("submissions of groups")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["document", "number"], name="submission_numbers_are_unique"),
            models.UniqueConstraint(
                fields=["document"], condition=models.Q(ended_at__isnull=True), name="one_running_submission_of_a_text"
            ),
            models.CheckConstraint(
                condition=(models.Q(way=WayOut.PART) & models.Q(part_of__isnull=False))
                | (~models.Q(way=WayOut.PART) & models.Q(part_of__isnull=True)),
                name="a_part_names_its_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(settled_at__isnull=True)
                | models.Q(group_agreed_at__isnull=False, host_agreed_at__isnull=False),
                name="both_sides_agree_on_the_way_out",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.document.audit_scope

    @property
    def is_settled(self) -> bool:
        """Have coordinator and host agreed on the way out?"""
        return self.settled_at is not None

    @property
    def place(self) -> str:
        """Where it becomes part of, in words."""
        words = [str(one) for one in (self.part_of, self.section) if one is not None]
        return ", ".join(words)

    @classmethod
    def standing(cls, *values: Any) -> Submission:
        """Return what stands so, in the columns of ``STANDING``: for whoever reads nothing else of it."""
        known = dict(zip(STANDING, values, strict=True))
        one = cls(**{name: known.pop(name) for name in OWN_STANDING})
        for name, value in known.items():
            setattr(one, name, value)
        return one

    @property
    def fate(self) -> Fate:
        """Where it stands, from what ``with_fate`` loaded beside the row."""
        status = self.newest_status  # type: ignore[attr-defined]
        if status == VersionStatus.ENDORSED:
            return Fate.RESERVED if self.is_reserved else Fate.ENDORSED  # type: ignore[attr-defined]
        if status == VersionStatus.NOTED:
            return Fate.NOTED
        if self.ended_at or status == VersionStatus.WITHDRAWN:
            return Fate.RETURNED
        if status == VersionStatus.FINAL_DRAFT:
            return Fate.ENDORSEMENT
        return self._on_the_way()

    def _on_the_way(self) -> Fate:
        if self.is_settled and self.way == WayOut.PART:
            return Fate.WHOLE_ENDORSED if self.is_whole_endorsed else Fate.JOINED  # type: ignore[attr-defined]
        if self.has_open_period:  # type: ignore[attr-defined]
            return Fate.COMMENTS
        if self.has_undecided:  # type: ignore[attr-defined]
            return Fate.ANSWERING
        return Fate.FREEZING if self.is_settled else Fate.CHOOSING
