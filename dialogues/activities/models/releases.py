"""When what an event or campaign says may be said: the day, the embargo of the media, and who reads it before."""

from __future__ import annotations

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from dialogues.models import Dialogue, Seat, reach_of
from dialogues.states import Category
from inspired.core import clock
from inspired.core.access import Anyone

from .activities import Activity


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Questions about releases."""

    def visible_to(self, user: Anyone) -> ReleaseQuerySet:
        """Keep those of activities whose inside this person reads, and for media users those that the host tells them of."""
        reach, seen = reach_of(user), Activity.objects.visible_to(user)
        inside = models.Q(activity__dialogue__in=reach.participating, activity__in=seen)
        told = models.Q(activity__dialogue__in=reach.press, activity__in=seen, tells_media=True)
        return self.filter(inside | told | models.Q(activity__dialogue__in=reach.team))

    def opening(self) -> ReleaseQuerySet:
        """Keep those whose day is today, on the clocks of their place."""
        now = clock.now()
        return self.filter(opens_at__lte=now, opens_at__gt=now - timedelta(days=1))


class Release(models.Model):
    """The release of an event or campaign. What is held back opens with ``opens_at``, the beginning of the day there.

    The media at the table read it when the embargo has ended (``lifts_at``), or before if the host tells them.
    """

    activity = models.OneToOneField(Activity, on_delete=models.CASCADE, related_name="release")
    opens_on = models.DateField(_("release date"), null=True, blank=True)
    embargo_on = models.DateField(_("embargo until the end of"), null=True, blank=True)
    opens_at = models.DateTimeField(null=True, blank=True, editable=False)
    lifts_at = models.DateTimeField(null=True, blank=True, editable=False)
    tells_media = models.BooleanField(_("media read it under embargo"), default=False)
    seats = models.ManyToManyField(Seat, blank=True, related_name="+", verbose_name=_("seats that read it before"))
    revision = models.PositiveIntegerField(default=0)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(opens_on__isnull=True, opens_at__isnull=True)
                | models.Q(opens_on__isnull=False, opens_at__isnull=False),
                name="a_release_opens_on_its_day",
            ),
            models.CheckConstraint(
                condition=models.Q(embargo_on__isnull=True, lifts_at__isnull=True)
                | models.Q(embargo_on__isnull=False, lifts_at__isnull=False, opens_on__isnull=False),
                name="an_embargo_has_a_release",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def audit_scope(self) -> str:
        """The dialogue's chain; needs ``activity`` loaded."""
        return self.activity.audit_scope

    @property
    def is_open(self) -> bool:
        """Has the day come?"""
        return self.opens_at is not None and self.opens_at <= timezone.now()

    @property
    def has_embargo(self) -> bool:
        """Do the media still keep to an embargo?"""
        return self.lifts_at is not None and self.lifts_at > timezone.now()


def opened(user: Anyone, path: str, *, waits_without_day: bool) -> models.Q:
    """Match what is marked to be held back and is open to this person now; ``path`` leads from the row to its activity.

    Seats that the host named read it before the day. The media at the table read it once the embargo has ended, or when
    the host tells the media. ``waits_without_day`` keeps back what waits for a day that is not settled.
    """
    reach, now = reach_of(user), timezone.now()
    named = Release.seats.through.objects.filter(seat__in=reach.seats).values("release__activity")
    press = Dialogue.objects.filter(seats__in=reach.seats, seats__category=Category.MEDIA).values("pk")
    is_press = models.Q(**{f"{path}__dialogue__in": press})
    on_its_day = models.Q(**{f"{path}__release__opens_at__lte": now})
    lifted = models.Q(**{f"{path}__release__lifts_at__isnull": True}) | models.Q(
        **{f"{path}__release__lifts_at__lte": now}
    )
    found = on_its_day & (lifted | ~is_press)
    found |= is_press & models.Q(**_told(path))
    found |= models.Q(**{f"{path}__in": named})
    return found if waits_without_day else found | models.Q(**{f"{path}__release__opens_at__isnull": True})


def told_to_media(user: Anyone, path: str) -> models.Q:
    """Match what belongs to activities that media users see, and whose words the host tells them."""
    seen = {f"{path}__dialogue__in": reach_of(user).press, f"{path}__in": Activity.objects.visible_to(user)}
    return models.Q(**seen, **_told(path))


def _told(path: str) -> dict[str, bool]:
    """The media are told of a day: without one there is nothing to keep to."""
    return {f"{path}__release__tells_media": True, f"{path}__release__opens_at__isnull": False}
