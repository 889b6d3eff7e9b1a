"""What an institution answered to a letter: outcome, scan, who is to speak for it and with which mandate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.letters import Letter
from dialogues.convening.states.letters import Outcome
from dialogues.models import Delegate, reach_of
from inspired.core.access import Anyone
from inspired.core.models import StoredFile
from inspired.core.models.labels import Labelled


class LetterAnswerQuerySet(models.QuerySet["LetterAnswer"]):
    """Questions about answers to letters."""

    def visible_to(self, user: Anyone) -> LetterAnswerQuerySet:
        """Keep those of the dialogues whose host team this person belongs to."""
        return self.filter(letter__dialogue__in=reach_of(user).team)


class LetterAnswer(Labelled):
    """The institution's answer as the host team noted it, corrected until it has become delegates. Host team only."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="answer")
    outcome = models.CharField(_("answer"), max_length=10, choices=Outcome.choices)
    received_on = models.DateField(_("received on"))
    note = models.TextField(_("what they wrote"), blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("who is named"), max_length=200, blank=True)
    function = models.CharField(_("function"), max_length=150, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    phone = models.CharField(_("telephone"), max_length=60, blank=True)
    may_sign = models.BooleanField(_("may sign for the organisation"), default=False)
    starts_on = models.DateField(_("mandate from"), null=True, blank=True)
    ends_on = models.DateField(_("mandate until"), null=True, blank=True)
    substitute = models.CharField(_("substitute"), max_length=200, blank=True)
    substitute_function = models.CharField(_("substitute’s function"), max_length=150, blank=True)
    substitute_email = models.EmailField(_("substitute’s e-mail address"), blank=True)
    delegate = models.ForeignKey(Delegate, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    seated_at = models.DateTimeField(null=True, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = LetterAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer to a letter")
        verbose_name_plural = _("answers to letters")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(starts_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="a_named_mandate_ends_after_it_starts",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.letter.audit_scope
