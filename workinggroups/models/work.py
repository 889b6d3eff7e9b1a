"""What a group does from day to day: its tasks and its notice board. Only its inside reads them."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from dialogues.models import Seat
from inspired.core import clock
from inspired.core.access import Anyone
from inspired.core.text import to_html

from .groups import Group
from .members import Member


class TaskQuerySet(models.QuerySet["Task"]):
    """Questions about tasks."""

    def visible_to(self, user: Anyone) -> TaskQuerySet:
        """Keep those of the groups whose inside this person reads."""
        return self.filter(group__in=Group.objects.worked_in_by(user).values("pk"))

    def open(self) -> TaskQuerySet:
        """Keep those that are not done."""
        return self.filter(done_at__isnull=True)

    def overdue(self) -> TaskQuerySet:
        """Keep open ones whose day has passed."""
        return self.open().filter(due_at__lt=clock.now())


class Task(models.Model):
    """Something somebody of the group does until a day."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField(_("task"), max_length=200)
    detail = models.TextField(_("more about it"), blank=True)
    owner = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="tasks", verbose_name=_("who does it")
    )
    due_at = models.DateTimeField(_("until"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = TaskQuerySet.as_manager()

    class Meta:
        verbose_name = _("task")
        verbose_name_plural = _("tasks")
        ordering = ["done_at", models.F("due_at").asc(nulls_last=True), "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.group.audit_scope

    @property
    def is_overdue(self) -> bool:
        """Is its day over, and it is not done?"""
        return self.done_at is None and self.due_at is not None and self.due_at < timezone.now()


class BoardNoteQuerySet(models.QuerySet["BoardNote"]):
    """Questions about notes on the board."""

    def visible_to(self, user: Anyone) -> BoardNoteQuerySet:
        """Keep those of the groups whose inside this person reads."""
        return self.filter(group__in=Group.objects.worked_in_by(user).values("pk"))

    def hanging(self) -> BoardNoteQuerySet:
        """Keep those nobody has taken down."""
        return self.filter(taken_down_at__isnull=True)


class BoardNote(models.Model):
    """A note on the group's notice board, from a member's seat or the host team."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="board_notes")
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    text = models.TextField(_("note"))
    is_pinned = models.BooleanField(_("stays on top"), default=False)
    at = models.DateTimeField(default=timezone.now)
    taken_down_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True, default=uuid4, editable=False)

    objects = BoardNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note on a group's board")
        verbose_name_plural = _("notes on groups' boards")
        ordering = ["-is_pinned", "-at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain."""
        return self.group.audit_scope

    @property
    def html(self) -> SafeString:
        """The note as a page shows it."""
        return to_html(self.text)
