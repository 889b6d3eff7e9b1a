"""What the public reads of a commitment: it as it was when the host published it, whatever it says since."""

from __future__ import annotations

from django.db import models

from dialogues.consensus.states.recommendations import Part
from dialogues.documents.models import Version


class Published(models.Model):
    """Something of which the public reads what a host published; ``reworded_at`` is the time from which it says something else.

    What is reported from then on is about words that the public does not know.
    """

    published_at = models.DateTimeField(null=True, blank=True)
    public_version = models.ForeignKey(
        Version, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )
    public_part = models.CharField(max_length=8, choices=Part.choices, blank=True, editable=False)
    public_due_on = models.DateField(null=True, blank=True, editable=False)
    reworded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def is_reworded(self) -> bool:
        """Does the public read something else than what it says by now?"""
        return self.reworded_at is not None
