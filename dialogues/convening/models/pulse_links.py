"""Links by which one person answers one trust pulse without an account. They never tell whether they were used."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from dialogues.convening.models.pulse import Pulse
from dialogues.models import Delegate, Dialogue, DialogueRole, Mandate, reach_of
from dialogues.permissions import LIVE
from inspired.core.access import Anyone


def who_may_answer(dialogue: Dialogue) -> models.QuerySet[Delegate]:
    """Return the delegates with a mandate in force who do not belong to the host team; for the host team alone."""
    team = DialogueRole.objects.active().team().filter(dialogue=dialogue)
    mandated = Delegate.objects.mandated().filter(seat__dialogue=dialogue)
    return mandated.exclude(user__in=team.values("user"))


class PulseLinkQuerySet(models.QuerySet["PulseLink"]):
    """Questions about links to a pulse."""

    def visible_to(self, user: Anyone) -> PulseLinkQuerySet:
        """Keep those of the dialogues whose host team this person belongs to: for whom they were made, and nothing else."""
        return self.filter(pulse__dialogue__in=reach_of(user).team)

    def opening(self) -> PulseLinkQuerySet:
        """Keep those of open pulses in live dialogues, for people whose mandate is in force."""
        mandated = Mandate.objects.active().values("delegate")
        live = Pulse.objects.open().filter(dialogue__status__in=LIVE)
        return self.filter(pulse__in=live.values("pk"), delegate__in=mandated)


class PulseLink(models.Model):
    """The fingerprint of a random link for one delegate. Nothing in it changes when it is used; it goes when the pulse closes."""

    pulse = models.ForeignKey(Pulse, on_delete=models.CASCADE, related_name="links")
    delegate = models.ForeignKey(Delegate, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, unique=True)

    objects = PulseLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("link to a trust pulse")
        verbose_name_plural = _("links to trust pulses")
        constraints = [models.UniqueConstraint(fields=["pulse", "delegate"], name="one_pulse_link_per_delegate")]

    def __str__(self) -> str:
        return f"#{self.pk}"
