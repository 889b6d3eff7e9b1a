"""Background work: one row per piece of work, which pages read and workers claim. The queue is only a hint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from inspired.core.ports import audit_scopes
from inspired.core.states import UNFINISHED, JobState

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from .people import User


class JobQuerySet(models.QuerySet["Job"]):
    """Questions about jobs."""

    def visible_to(self, user: User | AnonymousUser) -> JobQuerySet:
        """Keep the jobs this person started and those of the scopes that the apps open to them."""
        if not user.is_authenticated:
            return self.none()
        allowed = Q(by=user)
        for scopes in audit_scopes.collect(user):
            allowed |= Q(scope__in=scopes)
        return self.filter(allowed)

    def for_target(self, obj: models.Model) -> JobQuerySet:
        """Keep the jobs on one object, newest first."""
        return self.filter(target_label=obj._meta.label_lower, target_pk=str(obj.pk)).order_by("-pk")

    def latest_for(self, obj: models.Model, kind: str) -> Job | None:
        """Return the newest job of a kind on one object, whatever its state; None when there never was one."""
        return self.for_target(obj).filter(kind=kind).first()

    def unfinished(self) -> JobQuerySet:
        """Keep what is waiting or in progress."""
        return self.filter(state__in=UNFINISHED)


class Job(models.Model):
    """One piece of background work on one target.

    ``progress`` runs from 0 to 100 and ``sentence`` says in words what is being done; ``error`` is a sentence for
    people, never a traceback. ``attempts`` counts claims, ``failures`` the attempts that ended in an exception.
    ``worker`` names the claim that holds the lease; ``resend_at`` is when the sweep sends the id (again).
    """

    kind = models.CharField(_("kind"), max_length=80)
    target_label = models.CharField(max_length=80)
    target_pk = models.CharField(max_length=40)
    key = models.CharField(max_length=80, blank=True)
    scope = models.CharField(max_length=60, blank=True, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="jobs"
    )
    payload = models.JSONField(default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    sentence = models.CharField(max_length=300, blank=True)
    error = models.CharField(_("reason"), max_length=500, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    sends = models.PositiveIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    resend_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background job")
        verbose_name_plural = _("background jobs")
        indexes = [
            models.Index(fields=["target_label", "target_pk", "kind"], name="job_target"),
            models.Index(fields=["resend_at"], condition=Q(state=JobState.QUEUED), name="job_waiting"),
            models.Index(fields=["lease_until"], condition=Q(state=JobState.RUNNING), name="job_running"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "target_label", "target_pk", "key"],
                condition=Q(state__in=UNFINISHED),
                name="one_unfinished_job_per_kind_target_and_key",
            ),
            models.CheckConstraint(condition=Q(progress__lte=100), name="progress_is_at_most_100"),
            models.CheckConstraint(
                condition=Q(state=JobState.RUNNING, lease_until__isnull=False)
                | (~Q(state=JobState.RUNNING) & Q(lease_until__isnull=True)),
                name="a_job_has_a_lease_exactly_while_running",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNFINISHED, finished_at__isnull=True)
                | (~Q(state__in=UNFINISHED) & Q(finished_at__isnull=False)),
                name="a_job_has_an_end_exactly_when_finished",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk} ({self.state})"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen unless somebody asks for a retry."""
        return self.state not in UNFINISHED

    @property
    def has_stopped(self) -> bool:
        """Whether it ended without its result and can be asked for again."""
        return self.state in {JobState.FAILED, JobState.CANCELLED}

    @property
    def audit_scope(self) -> str:
        """The chain that events about this job belong to."""
        return self.scope
