"""The message queue of an installation without a broker: two tables that a kombu transport reads and writes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One message in one queue. Taken while ``visible_at`` lies ahead; deleted once acknowledged."""

    queue = models.CharField(max_length=200)
    tag = models.CharField(max_length=36, unique=True)
    payload = models.TextField()
    attempts = models.PositiveIntegerField(default=0)
    visible_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message in the queue")
        verbose_name_plural = _("messages in the queue")
        indexes = [models.Index(fields=["queue", "visible_at"], name="message_next")]

    def __str__(self) -> str:
        return f"{self.queue} {self.tag}"


class Binding(models.Model):
    """A queue that receives what is published to an exchange; kept only for queues of remote control."""

    exchange = models.CharField(max_length=200)
    routing_key = models.CharField(max_length=200, blank=True)
    pattern = models.CharField(max_length=200, blank=True)
    queue = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("binding of a queue")
        verbose_name_plural = _("bindings of queues")
        constraints = [
            models.UniqueConstraint(fields=["exchange", "routing_key", "queue"], name="one_binding_per_queue_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.exchange} → {self.queue}"
