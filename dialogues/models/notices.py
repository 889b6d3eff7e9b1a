"""What happened to whom, as ids only, and how each person wishes to be told. Words are found when a notice is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.states import Pace
from inspired.core.access import Anyone
from inspired.core.ids import Ids
from inspired.core.noticing import KINDS, MATTERS, Kind
from inspired.core.written import Text, ask

from .dialogue import Dialogue
from .readers import ReaderQuestion
from .standing import reach_of

AT_ONCE = 500  # unread notices that are looked up one by one; of more, the database counts alone


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Questions about notices."""

    def visible_to(self, user: Anyone) -> NoticeQuerySet:
        """Keep a person's own notices about what they may still see, in dialogues they still belong to."""
        return self._seen_by(user, MATTERS)

    def count_unread(self, user: Anyone) -> int:
        """Count what awaits reading; two queries, the second only about what such a person has unread notices of."""
        if not user.is_authenticated:
            return 0
        mine = self.filter(user=user, dialogue__in=reach_of(user).members).unread()
        told = UNREAD.rows(user)
        if len(told) > AT_ONCE:
            return mine._seen_by(user, mine._matters()).count()
        seen = _seen_of(user, told)
        return sum(one in seen for one in told)

    def visible_now(self, user: Anyone) -> NoticeQuerySet:
        """Keep what ``visible_to`` keeps, asking only about matters that this person has notices of: one query first, at once.

        A rule for each of two dozen matters takes longer to write down than to answer.
        """
        if not user.is_authenticated:
            return self.none()
        return self._seen_by(user, self.filter(user=user)._matters())

    def _matters(self) -> list[str]:
        matters = self.order_by().values_list("matter", flat=True).distinct()
        return [name for name in matters if name in MATTERS]

    def _seen_by(self, user: Anyone, matters: Iterable[str]) -> NoticeQuerySet:
        if not user.is_authenticated:
            return self.none()
        seen = models.Q(pk__in=[])
        for name in matters:
            seen |= models.Q(matter=name, target__in=MATTERS[name].rows(user).values("pk"))
        return self.filter(seen, user=user, dialogue__in=reach_of(user).members)

    def unread(self) -> NoticeQuerySet:
        """Keep what was not marked as read."""
        return self.filter(read_at__isnull=True)

    def untold(self) -> NoticeQuerySet:
        """Keep what no mail has taken along yet and nobody decided to leave out."""
        return self.filter(mail_key="")


def _seen_of(user: Anyone, told: Iterable[tuple[str, int]]) -> set[tuple[str, int]]:
    """Return which of these things, by matter and number, this person may see; one query."""
    targets: dict[str, set[int]] = {}
    for name, target in told:
        if name in MATTERS:
            targets.setdefault(name, set()).add(target)
    texts: list[Text] = []
    known: dict[str, Any] = {}
    for name, wanted in sorted(targets.items()):
        asked, values = among(name).texts(user, Ids(wanted), prefix=name)
        texts += asked
        known |= values
    return {(name, target) for name, target in ask(texts, known)}


@cache
def among(name: str) -> ReaderQuestion:
    """Return the question which of some rows of a matter a person may see."""

    def rows(user: Anyone, wanted: Ids) -> Iterator[models.QuerySet[Any, Any]]:
        seen = MATTERS[name].rows(user).filter(pk__in=wanted).order_by()
        yield seen.values_list(models.Value(name), "pk")

    return ReaderQuestion(rows)


def _unread(user: Anyone) -> Iterator[models.QuerySet[Any, Any]]:
    mine = Notice.objects.filter(user=user.pk, dialogue__in=reach_of(user).members).unread()
    yield mine.order_by().values_list("matter", "target")[: AT_ONCE + 1]


UNREAD = ReaderQuestion(_unread)


class Notice(models.Model):
    """One thing that happened to one person. ``key`` says which thing, so that it is noted once, ``mail_key`` in which
    mail it was told (``-``: in none, on purpose)."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    matter = models.CharField(max_length=60)
    target = models.BigIntegerField()
    key = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)
    mail_key = models.CharField(max_length=80, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="each_thing_is_told_to_a_person_once")]
        indexes = [
            models.Index(fields=["user", "dialogue", "at"], name="notice_of_person"),
            models.Index(fields=["dialogue"], condition=models.Q(mail_key=""), name="notice_untold"),
            models.Index(fields=["mail_key"], name="notice_in_mail"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.target}"

    @property
    def what(self) -> Kind:
        """The kind, with its words."""
        return KINDS[self.kind]


class PaceQuerySet(models.QuerySet["PaceChoice"]):
    """Questions about how people wish to be told."""

    def visible_to(self, user: Anyone) -> PaceQuerySet:
        """Keep one's own choices."""
        return self.filter(user=user) if user.is_authenticated else self.none()

    def paces_in(self, dialogue: int, people: set[int] | None = None) -> dict[int, Pace]:
        """Return by account how they wish to be told in a dialogue, those who chose nothing left out; one query."""
        rows = self.filter(models.Q(dialogue=dialogue) | models.Q(dialogue__isnull=True))
        if people is not None:
            rows = rows.filter(user__in=people)
        ordered = rows.order_by(models.F("dialogue").asc(nulls_first=True))
        return {user: Pace(pace) for user, pace in ordered.values_list("user", "pace")}


class PaceChoice(models.Model):
    """How often a person wishes to get mail: in one dialogue, or without one wherever they chose nothing else."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="paces")
    dialogue = models.ForeignKey(Dialogue, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    pace = models.CharField(max_length=8, choices=Pace.choices)

    objects = PaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("pace of mails")
        verbose_name_plural = _("paces of mails")
        constraints = [
            models.UniqueConstraint(fields=["user", "dialogue"], name="one_pace_per_person_and_dialogue"),
            models.UniqueConstraint(
                fields=["user"], condition=models.Q(dialogue__isnull=True), name="one_pace_per_person_everywhere"
            ),
        ]

    def __str__(self) -> str:
        return self.get_pace_display()


class PrivateLinksQuerySet(models.QuerySet["PrivateLinks"]):
    """Questions about private links."""

    def visible_to(self, user: Anyone) -> PrivateLinksQuerySet:
        """Keep one's own."""
        return self.filter(user=user) if user.is_authenticated else self.none()


class PrivateLinks(models.Model):
    """The generations of a person's links that open without sign-in; raising one voids the links before."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="private_links")
    settings_generation = models.PositiveIntegerField(default=1)
    calendar_generation = models.PositiveIntegerField(default=0)
    has_calendar = models.BooleanField(default=False)

    objects = PrivateLinksQuerySet.as_manager()

    class Meta:
        verbose_name = _("private links")
        verbose_name_plural = _("private links")

    def __str__(self) -> str:
        return f"#{self.user_id}"
