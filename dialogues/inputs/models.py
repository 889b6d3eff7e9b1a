"""Calls for input, their questions, and the answers seats give."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.ledger.models import Entry
from dialogues.models import Dialogue, Seat, reach_of
from dialogues.models.chains import OfDialogue
from dialogues.models.seats import SeatQuerySet
from dialogues.states import Attribution, Channel, Phase
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.models.audit import Tier
from inspired.core.models.files import StoredFile
from inspired.core.models.labels import Labelled
from inspired.core.text import to_html

from .states import SCALE, AnswerStatus, CallKind, CallStatus, QuestionKind


class CallQuerySet(models.QuerySet["Call"]):
    """Questions about calls."""

    def visible_to(self, user: Anyone) -> CallQuerySet:
        """Keep every call for the host team, and for delegates the opened ones that ask their seat."""
        reach = reach_of(user)
        named = Call.seats.through.objects.filter(seat__in=reach.seats).values("call")
        asked = models.Q(pk__in=named) | models.Q(asks_all=True, dialogue__in=reach.seated)
        return self.filter(models.Q(dialogue__in=reach.team) | (asked & ~models.Q(status=CallStatus.DRAFT)))

    def open(self) -> CallQuerySet:
        """Keep calls that take answers now."""
        return self.filter(status=CallStatus.OPEN).filter(
            models.Q(due_at__isnull=True) | models.Q(due_at__gt=clock.now())
        )

    def with_progress(self) -> CallQuerySet:
        """Count for each call the seats that are asked and those that have answered."""
        return self.annotate(**_progress())


@cache
def _progress() -> dict[str, Any]:
    """Return the two counts as expressions: the same for everybody, so they are put together once in a process."""
    table = Seat.objects.at_the_table().filter(dialogue=models.OuterRef("dialogue")).order_by().values("dialogue")
    named = Call.seats.through.objects.filter(call=models.OuterRef("pk"), seat__left_at__isnull=True)
    named = named.filter(seat__joined_at__isnull=False).values("call").annotate(n=models.Count("pk"))
    asked = models.Case(
        models.When(asks_all=True, then=_counted(table.annotate(n=models.Count("pk")))), default=_counted(named)
    )
    answers = Answer.objects.submitted().filter(call=models.OuterRef("pk"), seat__left_at__isnull=True).order_by()
    answered = _counted(answers.values("call").annotate(n=models.Count("seat", distinct=True)))
    return {"seats_asked": asked, "seats_answered": answered}


def _counted(rows: models.QuerySet[Any]) -> Coalesce:
    return Coalesce(models.Subquery(rows.values("n")), 0)


class Call(Labelled, OfDialogue):
    """What a host asks all seats, or some of them, to contribute in a phase."""

    dialogue = models.ForeignKey(Dialogue, on_delete=models.CASCADE, related_name="calls")
    title = models.CharField(_("title"), max_length=200)
    introduction = models.TextField(_("what this is about"), blank=True)
    kind = models.CharField(_("kind"), max_length=12, choices=CallKind.choices, default=CallKind.QUESTIONS)
    phase = models.CharField(_("phase"), max_length=12, choices=Phase.choices, default=Phase.ASSESSMENT)
    asks_all = models.BooleanField(_("asks all seats"), default=True)
    seats = models.ManyToManyField(Seat, blank=True, related_name="calls", verbose_name=_("seats asked"))
    takes_several = models.BooleanField(_("a seat may answer several times"), default=False)
    tier = models.CharField(_("answers are visible to"), max_length=12, choices=Tier.choices, default=Tier.HOST)
    attribution = models.CharField(
        _("answers are attributed to"), max_length=12, choices=Attribution.choices, default=Attribution.ORGANISATION
    )
    status = models.CharField(max_length=10, choices=CallStatus.choices, default=CallStatus.DRAFT)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call for input")
        verbose_name_plural = _("calls for input")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status=CallStatus.DRAFT) | models.Q(opened_at__isnull=False),
                name="an_opened_call_says_since_when",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("call", args=[self.dialogue.slug, self.pk])

    def asked(self) -> SeatQuerySet:
        """Return the seats at the table that this call asks."""
        seats = Seat.objects.at_the_table().filter(dialogue=self.dialogue_id)
        return seats if self.asks_all else seats.filter(pk__in=self.seats.values("pk"))

    @property
    def introduction_html(self) -> SafeString:
        """The introduction as a page shows it."""
        return to_html(self.introduction)

    @property
    def takes_answers(self) -> bool:
        """Is open and not past its date."""
        return self.status == CallStatus.OPEN and (self.due_at is None or self.due_at > timezone.now())


class Question(Labelled):
    """One question of a call. ``choices`` is a list of strings, used by questions of the kind choice.

    ``scale_low`` and ``scale_high`` say what the two ends of a scale mean; without them its steps are bare figures.
    """

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveIntegerField()
    text = models.CharField(_("question"), max_length=500)
    hint = models.CharField(_("hint"), max_length=500, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=QuestionKind.choices, default=QuestionKind.TEXT)
    choices = models.JSONField(default=list, blank=True)
    scale_low = models.CharField(_("what 1 means"), max_length=60, blank=True)
    scale_high = models.CharField(_("what 5 means"), max_length=60, blank=True)
    is_required = models.BooleanField(_("an answer is needed"), default=True)
    is_suggestion = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["call", "number"], name="question_numbers_are_unique")]

    def __str__(self) -> str:
        return self.text

    @property
    def scale_words(self) -> str:
        """What the two ends of a scale mean, in one line; nothing where nobody said so."""
        if not (self.scale_low and self.scale_high):
            return ""
        return _("1: %(low)s, 5: %(high)s") % {"low": self.scale_low, "high": self.scale_high}

    @property
    def scale_steps(self) -> list[tuple[str, str]]:
        """The steps of a scale, each with its label; the two ends carry their words."""
        ends = {SCALE[0]: self.scale_low, SCALE[-1]: self.scale_high}
        return [(str(step), f"{step} – {ends[step]}" if ends.get(step) else str(step)) for step in SCALE]


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Questions about answers."""

    def visible_to(self, user: Anyone) -> AnswerQuerySet:
        """Keep own seats' answers, drafts included, and submitted ones whose ledger entry this person may see."""
        reach = reach_of(user)
        return self.filter(
            models.Q(seat__in=reach.seats)
            | models.Q(status=AnswerStatus.SUBMITTED, entry__in=Entry.objects.visible_to(user).values("pk"))
            | models.Q(
                entered_by=user.pk,
                channel__in=set(Channel.values) - {Channel.WEB},
                call__dialogue__in=reach.team,
            )
        )

    def submitted(self) -> AnswerQuerySet:
        """Keep answers that were handed in."""
        return self.filter(status=AnswerStatus.SUBMITTED)

    def standing(self) -> AnswerQuerySet:
        """Keep answers that were handed in and that the seat does not disown."""
        return self.submitted().filter(entry__objected_at__isnull=True)


class Answer(Labelled):
    """What one seat answers to a call; a draft until submitted, then one entry in the ledger."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="answers")
    status = models.CharField(max_length=10, choices=AnswerStatus.choices, default=AnswerStatus.DRAFT)
    entry = models.OneToOneField(Entry, null=True, blank=True, on_delete=models.PROTECT, related_name="answer")
    language = models.CharField(_("language"), max_length=10, choices=settings.CONTENT_LANGUAGES, default="en")
    channel = models.CharField(_("came in"), max_length=10, choices=Channel.choices, default=Channel.WEB)
    revision = models.PositiveIntegerField(default=0)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    form_key = models.UUIDField(null=True, unique=True, editable=False)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    updated_at = models.DateTimeField(auto_now=True)
    submitted_at = models.DateTimeField(null=True, blank=True)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        constraints = [
            models.UniqueConstraint(
                fields=["call", "seat"],
                condition=models.Q(status=AnswerStatus.DRAFT),
                name="one_draft_per_seat_and_call",
            ),
            models.CheckConstraint(
                condition=models.Q(status=AnswerStatus.DRAFT, entry__isnull=True, submitted_at__isnull=True)
                | models.Q(status=AnswerStatus.SUBMITTED, entry__isnull=False, submitted_at__isnull=False),
                name="a_submitted_answer_has_its_entry",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.call.audit_scope


class Response(models.Model):
    """The answer to one question. ``value`` is the text, the choice, or the figure as written; a file stands beside it."""

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="responses")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="responses")
    value = models.TextField(blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["question__number"]
        constraints = [models.UniqueConstraint(fields=["answer", "question"], name="one_response_per_question")]

    def __str__(self) -> str:
        return self.value[:60]
